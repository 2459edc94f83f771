"""Full-text search, the FilterSet of claims, facets, pagination."""
