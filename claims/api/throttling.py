from django.conf import settings
from rest_framework.throttling import AnonRateThrottle


class AddressThrottle(AnonRateThrottle):
    """So many requests from one address; ``TRUSTED_PROXIES`` says how many proxies may tell whose it is."""

    def get_rate(self):
        return settings.API_RATE or None
