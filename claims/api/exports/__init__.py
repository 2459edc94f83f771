"""Any selection as a file: streamed, with its licence and the entry of the ledger at which it was taken."""
