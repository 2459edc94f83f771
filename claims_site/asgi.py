import os

from django.core.asgi import get_asgi_application

from claims_site.requests import Utf8ASGIRequest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claims_site.settings")
application = get_asgi_application()
application.request_class = Utf8ASGIRequest
