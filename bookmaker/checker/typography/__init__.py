"""The typographic report: what a typesetter would mark on the pages of a finished PDF."""
