"""From a chapter of a book to a `ChapterDocument`: well-formed XHTML, the same for every format."""
