"""The reads that pages, API and feeds share, of now and as of a day."""
