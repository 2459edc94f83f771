from django.conf import settings
from rest_framework.throttling import AnonRateThrottle


class AddressThrottle(AnonRateThrottle):
    """Throttle by client address at ``API_RATE``; DRF finds the address behind ``TRUSTED_PROXIES`` proxies."""

    def get_rate(self):
        return settings.API_RATE or None
