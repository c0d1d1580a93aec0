"""The ledger: who has got what, kept in SQLite, so that nobody gets a book twice whatever breaks."""
