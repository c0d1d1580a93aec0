"""Alignment: what belongs together is found, in order, and soon."""

from __future__ import annotations

import random
import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bookmaker.checker.alignment import align

WORDS = st.lists(st.sampled_from("abcdefgh"), max_size=40)


@given(WORDS, WORDS)
def test_pairs_are_equal_words_in_rising_order(left: list[str], right: list[str]) -> None:
    pairs = align(left, right)
    assert all(left[a] == right[b] for a, b in pairs)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(pairs))


@given(WORDS, st.integers(0, 40), st.integers(0, 5))
def test_a_cut_leaves_all_other_words_paired(words: list[str], start: int, count: int) -> None:
    cut = words[:start] + words[start + count :]
    assert len(align(words, cut)) == len(cut)


def test_one_word_that_is_lost_is_the_one() -> None:
    words = "the cat and the dog and the bird".split()
    pairs = dict(align(words, words[:3] + words[4:]))
    assert [index for index in range(len(words)) if index not in pairs] == [3]


def test_a_hundred_thousand_words_take_no_time() -> None:
    chance = random.Random(7)
    words = [f"w{min(chance.randrange(20_000), chance.randrange(20_000))}" for _ in range(100_000)]
    other = [word for word in words if chance.random() > 0.01]
    start = time.process_time()
    pairs = align(words, other)
    assert time.process_time() - start < 5
    assert len(pairs) > len(other) * 0.99
