"""Typography of running text: quotes, dashes, spaces that do not break, by language.

In: the text runs of one block, as they stand between inline tags. Out: as many runs, with the
marks that a typesetter would have used. Letters, digits and the order of words are never changed.
Code, mathematics, pictures and attributes are not done here: where they interrupt text, U+FFFC
stands for them.
"""

from bookmaker.renderer.typography.typeset import typeset_runs

__all__ = ["typeset_runs"]
