import os

from django.core.wsgi import get_wsgi_application

from claims_site.requests import Utf8WSGIRequest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claims_site.settings")
application = get_wsgi_application()
application.request_class = Utf8WSGIRequest
