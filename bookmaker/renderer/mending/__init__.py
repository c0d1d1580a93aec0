"""What converters from HTML and writing in a hurry leave in posts, mended: one rule, one small file.

In: a post's text and tree. Out: the same words, in the form their author meant. Whatever may be meant as it
stands stays. `emphasis` works inside the Markdown parser, which alone knows what was escaped; the others
work on the tree, see `tree`.
"""
