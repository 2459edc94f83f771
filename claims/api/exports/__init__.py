"""Writers of downloads and of the dump; each file names its licence and the ledger entry it was taken at."""
