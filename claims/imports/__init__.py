"""Fixtures and files for review: read with care, compared with the record, staged, decided row by row, rolled back."""
