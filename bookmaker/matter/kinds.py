"""The names of the pages that a book can have before and after its text, and of links in them."""

#: The pages that the program can make before the text, and after it.
FRONT_KINDS = ("half-title", "imprint", "title-page", "contents")
BACK_KINDS = ("figures", "tags", "pictures", "links", "sources", "colophon")
#: Those that a book has which says nothing else.
FRONT = ("imprint", "title-page", "contents")
BACK = ("figures", "tags", "colophon")
#: The scheme of links to anchors of the book, whatever file or page they are in.
BOOK_SCHEME = "book:"
