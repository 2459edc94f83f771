"""Rows to the geometry of pictures. Pure: no query, no request."""
