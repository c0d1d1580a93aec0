"""Jekyll's Liquid, run by python-liquid, so that a post with mistakes in it still keeps its words.

Only this package imports python-liquid, and it is itself imported only for posts that hold Liquid.
"""
