"""Formulas: found in the text before Markdown sees it, turned into MathML, put back into the tree."""
