"""Queries, filters, facets, pagination."""
