"""The language of a text, told by its script: enough for hyphenation, dates and direction."""

from __future__ import annotations

import re

# Counted over letters only. Order decides between scripts of equal count.
_SCRIPTS = (
    ("ru", re.compile("[Ѐ-ӿ]")),
    ("fa", re.compile("[؀-ۿ]")),
    ("he", re.compile("[֐-׿]")),
    ("el", re.compile("[Ͱ-Ͽ]")),
    ("ja", re.compile("[぀-ヿ]")),
    ("ko", re.compile("[가-힯]")),
    ("zh", re.compile("[一-鿿]")),
    ("en", re.compile("[A-Za-z]")),
)
_UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
_RUSSIAN = re.compile("[ыэёъЫЭЁЪ]")
_PERSIAN = re.compile("[پچژگکی]")
#: A scheme that may be any word takes three times as long to look for.
_ADDRESS = re.compile(r"(?:https?|ftp|tg)://\S+|\]\([^)\n]*\)|`[^`\n]*`")
_KANA_SHARE = 0.1
# Posts in other scripts are full of Latin names and code: a quarter of the letters is a claim.
_LATIN_WEIGHT = 0.25
#: Of the text's beginning about so many letters are counted, evenly spread.
_BEGINNING_CHARS, _SAMPLE_CHARS = 20_000, 2_000


def detect_language(text: str, default: str = "en") -> str:
    """Guess a language tag from the script of the text's beginning; `default` where it has no letters.

    Latin script says nothing of the language, so it gives `default` where that is written in it.
    """
    beginning = _ADDRESS.sub(" ", text[:_BEGINNING_CHARS])
    sample = beginning[:: max(len(beginning) // _SAMPLE_CHARS, 1)]
    # To count each letter that there is takes a third of the time that looking at all characters takes.
    present = "".join(set(sample))

    def count(letters: re.Pattern[str]) -> int:
        return sum(map(sample.count, letters.findall(present)))

    counts: dict[str, float] = {name: count(letters) for name, letters in _SCRIPTS}
    counts["en"] *= _LATIN_WEIGHT
    if not any(counts.values()):
        return default
    if counts["ja"] and counts["ja"] > _KANA_SHARE * (counts["zh"] + counts["ja"]):
        counts["ja"] += counts["zh"]
    best = max(counts, key=lambda language: counts[language])
    if best == "ru" and count(_UKRAINIAN) > count(_RUSSIAN):
        return "uk"
    if best == "fa" and not _PERSIAN.search(sample):
        return "ar"
    if best == "en":
        return default if default in _LATIN else "en"
    return best


_LATIN = frozenset({"en", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "sv", "da", "nb", "fi", "tr"})


def normalise_language(tag: object) -> str:
    """`fa_IR` or `ru-RU.UTF-8` to a BCP 47 tag; empty where it is none."""
    text = str(tag or "").split(".")[0].replace("_", "-").strip()
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", text):
        return ""
    primary, _, rest = text.partition("-")
    return f"{primary.lower()}-{rest}" if rest else primary.lower()
