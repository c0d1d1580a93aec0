"""What blogs write between the lines of Markdown: Jekyll's Liquid and Hugo's short codes.

In: a post's body. Out: Markdown with the same words. Nothing is rendered here.
"""
