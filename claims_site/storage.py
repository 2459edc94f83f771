from whitenoise.storage import CompressedManifestStaticFilesStorage

from claims_site.prefix import path_prefix


class PrefixedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Compressed and hashed static files, below the path at which the request found the site."""

    def url(self, name, force=False):
        return path_prefix() + super().url(name, force).removeprefix("/")
