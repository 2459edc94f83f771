from whitenoise.storage import CompressedManifestStaticFilesStorage

from claims_site.prefix import path_prefix


class PrefixedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise storage whose URLs begin with the request's path prefix."""

    def url(self, name, force=False):
        return path_prefix() + super().url(name, force).removeprefix("/")
