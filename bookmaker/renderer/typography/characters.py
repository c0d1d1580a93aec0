"""Characters and classes of characters that the rules of several languages speak of."""

from __future__ import annotations

#: Stands for inline code, mathematics, a picture, a hidden address.
OBJECT = "\ufffc"
#: Narrower spaces are better typography, but faces such as PT Serif lack them.
NBSP = "\u00a0"
EM_DASH = "—"
EN_DASH = "–"
APOSTROPHE = "’"

# The rest are parts of patterns. Inside a character class:
#: What continues a word: letters, digits, objects, marks set over letters, soft hyphen, joiners.
WORD = r"\w\ufffc\u00ad\u0300-\u036f\u200b-\u200f\u2060"
#: The same with the hyphens and apostrophes that words hold.
JOINED = WORD + r"\-\u2010\u2011’ʼ'"
#: What XHTML takes for a space between words.
SPACES = r" \t\r\n"

# As they are:
#: A space that may become one that does not break. Every run of them is one, see `spaces`.
SPACE = f"[{SPACES}]"
#: The same, or one that does not break already.
ANY_SPACE = rf"[{SPACES}\u00a0]"
#: A letter of any script.
LETTER = r"[^\W\d_]"
