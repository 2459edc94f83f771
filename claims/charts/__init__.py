"""Geometry of the SVG charts, computed from plain values: no queries, no requests."""
