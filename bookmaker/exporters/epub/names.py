"""How catalogues sort names and titles: `Nightingale, Ann`; `Map That Lies, The`."""

from __future__ import annotations

import re

from bookmaker.wording import primary_language

#: A given name or initial, and words that look like names: no firm, channel or nickname is turned round.
_WORD = r"[^\W\d_a-zа-яёіїєґ][^\W\d_A-ZА-ЯЁІЇЄҐ]+(?:[-'’][^\W\d_]+)*"
_INITIAL = r"[^\W\d_a-zа-яёіїєґ]\."
_PERSON = re.compile(rf"(?P<given>(?:{_WORD}|{_INITIAL})(?: ?(?:{_WORD}|{_INITIAL}))?) (?P<family>{_WORD})")
#: Where the family name comes first already.
_FAMILY_FIRST = frozenset({"hu", "ja", "ko", "vi", "zh"})
_ARTICLES = {
    "en": "a|an|the", "de": "der|die|das|ein|eine", "fr": "le|la|les|un|une|l['’]",
    "es": "el|la|los|las|un|una", "it": "il|lo|la|i|gli|le|un|uno|una|l['’]", "pt": "o|a|os|as|um|uma",
}  # fmt: skip


def name_to_sort(name: str, language: str) -> str:
    """`Ann Nightingale` to `Nightingale, Ann`; what does not look like a person's name stays as it is."""
    found = _PERSON.fullmatch(name)
    if not found or primary_language(language) in _FAMILY_FIRST:
        return name
    return f"{found['family']}, {found['given']}"


def title_to_sort(title: str, language: str) -> str:
    """`The Map That Lies` to `Map That Lies, The`."""
    articles = _ARTICLES.get(primary_language(language))
    found = re.match(rf"({articles})(?:(?<=['’])|\s+)(?=\S)", title, re.IGNORECASE) if articles else None
    return f"{title[found.end() :]}, {found[1]}" if found else title
