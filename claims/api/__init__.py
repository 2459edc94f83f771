"""The read-only API: published data as JSON, for anybody, without a login."""
