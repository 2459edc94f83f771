"""Template contexts of sections that several pages share."""
