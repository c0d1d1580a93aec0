"""The names of the pages that a book can have before and after its text."""

#: The pages that the program can make before the text, and after it.
FRONT_KINDS = ("half-title", "imprint", "title-page", "contents")
BACK_KINDS = ("figures", "tags", "links", "sources", "colophon")
#: Those that a book has which says nothing else.
FRONT = ("imprint", "title-page", "contents")
BACK = ("figures", "tags", "colophon")
