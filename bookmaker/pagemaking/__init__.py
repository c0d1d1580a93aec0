"""Page making: how paragraphs become lines and where pages end, where WeasyPrint's own way is too plain.

The modules that touch WeasyPrint replace some functions of its layout, in the process that lays out. What is
replaced is named in `install`; tests hold the result to account when WeasyPrint changes.
"""
