"""Lines are chosen together: none is loose where another choice spares it, and hyphens make no ladders."""

from __future__ import annotations

from itertools import groupby, pairwise

from hypothesis import given
from hypothesis import strategies as st

from bookmaker.pagemaking.breaking import SHRINK_EM, Point, choose_breaks

_SIZE, _SPACE, _HYPHEN = 10.0, 2.5, 3.0
_START = Point(end=0, start=0, end_x=0, start_x=0, end_spaces=0, start_spaces=0)


def points(words: list[int], syllable: int = 0) -> list[Point]:
    """A text of words of so many letters, each 5 wide; they may be parted after every `syllable` letters."""
    found, x, place, letters = [], 0.0, 0, 0
    for spaces, length in enumerate(words):
        for part in range(syllable, length - 1, syllable) if syllable else ():
            at, left = place + part, x + part * 5
            found.append(Point(at, at, left, left, spaces, spaces, _HYPHEN, True, letters=letters + part))
        x, place, letters = x + length * 5, place + length, letters + length
        after = Point(place, place + 1, x, x + _SPACE, spaces, spaces + 1, letters=letters)
        found.append(after)
        x, place = x + _SPACE, place + 1
    return found


def spaces(lines: tuple[Point, ...], width: float) -> list[float]:
    """How wide the spaces of each stretched line are. Units: ems."""
    found = []
    for before, after in pairwise((_START, *lines[:-1])):
        count = after.end_spaces - before.start_spaces
        letters = after.end_x + after.hyphen_width - before.start_x - count * _SPACE
        found.append((width - letters) / max(count, 1) / _SIZE)
    return found


def test_a_line_gives_up_a_word_so_that_the_next_is_not_loose() -> None:
    # First fit takes three words into the first line and leaves two far apart in the second.
    text = points([6, 6, 4, 9, 9, 6, 6, 6])
    chosen = choose_breaks(_START, text, 100, 0, _SIZE)
    assert chosen is not None
    assert max(spaces(chosen, 100)) < 2


def test_what_is_wider_than_the_column_is_refused() -> None:
    assert choose_breaks(_START, points([5, 40, 5]), 100, 0, _SIZE) is None


def test_a_forced_end_is_kept() -> None:
    text = points([3, 3, 3])
    text[0].is_forced = True
    assert choose_breaks(_START, text, 100, 0, _SIZE) == (text[0], text[2])


def test_a_last_line_of_two_letters_is_avoided() -> None:
    text = points([4, 4, 4, 4, 4, 4, 4, 2])
    chosen = choose_breaks(_START, text, 87.5, 0, _SIZE)
    assert chosen is not None
    assert chosen[-1].letters - chosen[-2].letters > 2


@given(st.lists(st.integers(2, 14), min_size=1, max_size=60))
def test_no_more_than_two_hyphens_in_a_row_and_nothing_beyond_the_column(words: list[int]) -> None:
    chosen = choose_breaks(_START, points(words, syllable=3), 120, 12, _SIZE)
    assert chosen is not None
    assert chosen[-1].letters == sum(words)
    ladders = [
        len(list(group)) for hyphened, group in groupby(line.has_hyphen for line in chosen) if hyphened
    ]
    assert max(ladders, default=0) <= 2
    for before, after in pairwise((_START, *chosen)):
        room = 108 if before is _START else 120
        count = after.end_spaces - before.start_spaces
        natural = after.end_x + after.hyphen_width - before.start_x
        assert natural - count * SHRINK_EM * _SIZE <= room + 0.02
