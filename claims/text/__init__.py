"""Pure functions on strings: formatting, stemming, diff, highlighting, escaping."""
