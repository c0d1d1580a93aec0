"""The shelf: a static folder with a page, catalogues and a news feed, from which readers fetch the books."""
