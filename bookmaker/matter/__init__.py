"""Pages that the program itself writes after the text of a book: figures, indexes, sources, colophon.

In: a book and its rendered chapters. Out: chapter documents for every format. In them a link to another
place of the book is `book:ANCHOR`. Of class `page` it is a reference: a printed book puts the page's number
in place of its words. Of class `leader` it is a line of a list: a printed book adds the number. The pages
before the text are the exporters' own, because each format has them in its own way.
"""
