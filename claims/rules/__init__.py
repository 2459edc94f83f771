"""What follows from rows, and what a status or a link needs before it may stand."""
