"""Pictures on the web: which addresses may be asked, one fetch, and the store of what was fetched."""
