"""Read-only REST API of published data, without authentication."""
