"""English, German and French typography, case by case. ⍽ is a space that does not break."""

from __future__ import annotations

import pytest

from tests.unit.renderer.typesetting import typeset

ENGLISH = [
    # Quotes and apostrophes
    ('"Yes," she said. "No."', "“Yes,” she said. “No.”"),
    ('"A "nested" one"', "“A ‘nested’ one”"),
    ("\"The 'best' of times\"", "“The ‘best’ of times”"),
    ("'He said \"hi\"'", "‘He said “hi”’"),
    ('in "“curly” here"', "in “‘curly’ here”"),
    ('"open', '"open'),
    ("don't, I'm, O'Brien's", "don’t, I’m, O’Brien’s"),
    ("the students' books, rockin' on", "the students’ books, rockin’ on"),
    ("'tis, 'Twas, 'em, rock 'n' roll", "’tis, ’Twas, ’em, rock ’n’ roll"),
    ("the '90s, class of '24, 1990's", "the ’90s, class of ’24, 1990’s"),
    ("'cause and 'cause'", "’cause and ‘cause’"),
    ("so-called 'scare quotes'.", "so-called ‘scare quotes’."),
    ('5\'10" tall, a 27" screen', '5\'10" tall, a 27" screen'),
    ('"I\'m 5\'10" tall"', "“I’m 5'10\" tall”"),
    ("'unmatched word", "'unmatched word"),
    # Dashes
    ("word - word", "word⍽– word"),
    ("word -- word --- word", "word⍽– word⍽– word"),
    ("word--word, word---word", "word—word, word—word"),
    ('"But I--" he said', "“But I—” he said"),
    ('"Stop!"--he ran', "“Stop!”—he ran"),
    ("word — word, word – word", "word⍽— word, word⍽– word"),
    ('use "--flag" or --flag', "use “--flag” or --flag"),
    ("10-20, 10--20, 3:00-5:00", "10–20, 10–20, 3:00–5:00"),
    ("a - b and n - 1", "a - b and n - 1"),
    ("in 2020 - a good year", "in 2020⍽– a good year"),
    ("- item", "- item"),
    # Spaces
    ("p. 5, pp. 5-6, No. 5, Fig. 3", "p.⍽5, pp.⍽5–6, No.⍽5, Fig.⍽3"),
    ("I said no. 5 came", "I said no. 5 came"),
    ("5 kg, 10 MB, 7 %, 5 p.m.", "5⍽kg, 10⍽MB, 7⍽%, 5⍽p.m."),
    ("J. R. R. Tolkien, Mr. Smith", "J.⍽R.⍽R.⍽Tolkien, Mr.⍽Smith"),
    ("January 5, 5 May", "January⍽5, 5⍽May"),
    ("wait... and see", "wait… and see"),
]


@pytest.mark.parametrize(("before", "after"), ENGLISH)
def test_english(before: str, after: str) -> None:
    assert typeset(before, "en") == after


GERMAN = [
    ('"Hallo", sagte sie.', "„Hallo“, sagte sie."),
    ("\"Das 'Wort' hier\"", "„Das ‚Wort‘ hier“"),
    ('"Das "Wort" hier"', "„Das ‚Wort‘ hier“"),
    ("»schon« und „gut“", "»schon« und „gut“"),
    ("geht's, Hans' Buch, 's ist", "geht’s, Hans’ Buch, ’s ist"),
    ("ja - nein -- doch", "ja⍽– nein⍽– doch"),
    ("ja – nein", "ja⍽– nein"),
    ("Haus- und Hofarbeit", "Haus- und Hofarbeit"),
    ("z. B. und z.B., d.h., i.d.R.", "z.⍽B. und z.⍽B., d.⍽h., i.⍽d.⍽R."),
    ("Z.B. so, u.v.m.", "Z.⍽B. so, u.⍽v.⍽m."),
    ("S. 5, Nr. 7, § 3, 10 %, 5 km", "S.⍽5, Nr.⍽7, §⍽3, 10⍽%, 5⍽km"),
    ("am 3. Oktober 1990", "am 3.⍽Oktober 1990"),
    ("Dr. Müller, E. T. A. Hoffmann", "Dr.⍽Müller, E.⍽T.⍽A.⍽Hoffmann"),
    ("10-20 und so...", "10–20 und so…"),
]


@pytest.mark.parametrize(("before", "after"), GERMAN)
def test_german(before: str, after: str) -> None:
    assert typeset(before, "de") == after


FRENCH = [
    ('"Bonjour"', "«⍽Bonjour⍽»"),
    ("« mot » et «mot»", "«⍽mot⍽» et «⍽mot⍽»"),
    ('" mot " et "mot"', "«⍽mot⍽» et «⍽mot⍽»"),
    ('"un "deux" trois"', "«⍽un “deux” trois⍽»"),
    ("Quoi ? Non ! Oui ; si :", "Quoi⍽? Non⍽! Oui⍽; si⍽:"),
    ("Quoi? Non! Oui; si:", "Quoi⍽? Non⍽! Oui⍽; si⍽:"),
    ("Quoi?! «Ah!» (Oh!)", "Quoi⍽?! «⍽Ah⍽!⍽» (Oh⍽!)"),
    ("10:30 et :) et a::b", "10:30 et :) et a::b"),
    ("l'été, aujourd'hui", "l’été, aujourd’hui"),
    ("oui - non -- si", "oui⍽– non⍽– si"),
    ("- Oui, dit-il.", "—⍽Oui, dit-il."),
    ("M. Dupont, Mme Curie", "M.⍽Dupont, Mme⍽Curie"),
    ("n° 5, p. 5, 10 %, 10 000 €", "n°⍽5, p.⍽5, 10⍽%, 10⍽000⍽€"),
    ("le 14 juillet, 5 millions", "le 14⍽juillet, 5⍽millions"),
    ("https://a.fr/?x=1;y: ok...", "https://a.fr/?x=1;y⍽: ok…"),
]


@pytest.mark.parametrize(("before", "after"), FRENCH)
def test_french(before: str, after: str) -> None:
    assert typeset(before, "fr") == after
