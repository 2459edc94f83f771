"""Import of files as batches: parse, compare with the database, stage, accept or reject rows, roll back."""
