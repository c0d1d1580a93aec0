"""Whether every letter and digit of a formula's TeX came through to its MathML.

latex2mathml drops what it does not expect without a word; a formula that lost a part is worse than one
that is shown as TeX.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from bookmaker.renderer.xhtml import Element

# What is written with letters and is not printed: columns, colours, lengths, and the names of commands.
_UNPRINTED = re.compile(
    r"""\\(?:begin|end)\s*\{[^{}]*\}(?:\s*\[[tcb]\])?(?:\s*\{[lcr|@{}!>\s]*\})?
      | \\(?:color|textcolor|colorbox|class|style|href|hspace|vspace|mspace|unicode)\*?\s*\{[^{}]*\}
      | \\(?:rule|raisebox)\s*(?:\[[^\]]*\]\s*)?\{[^{}]*\}(?:\s*\{[^{}]*\})?
      | \\(?:genfrac\s*(?:\{[^{}]*\}\s*){4}|smash\s*\[[tb]\]|fcolorbox\s*\{[^{}]*\}\s*\{[^{}]*\})
      | \\(?:m?kern|[hm]skip|raise|lower|moveleft|moveright)\s*\{?\s*-?[\d.]+\s*[a-z]{2}
      | \\[A-Za-z]+
    """,
    re.VERBOSE,
)


def lost_letters(tex: str, root: Element) -> str:
    """The letters and digits of `tex` that the tree lacks, sorted; none where all is well."""
    lost = _count(_UNPRINTED.sub(" ", tex)) - _count("".join(str(text) for text in root.itertext()))
    return "".join(sorted(lost))


def _count(text: str) -> Counter[str]:
    """Count letters and digits, an alphabet of mathematics as the plain one."""
    return Counter(character for character in unicodedata.normalize("NFKC", text) if character.isalnum())
