"""Bold and italic type that a converter broke: literal `**` and `__` become emphasis again.

A rule of the Markdown parser, run once it has paired what CommonMark pairs; code, links, math and escaped
characters are already told apart there. No character but `*` and `_` is touched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bookmaker.renderer.mending.pairing import Pair, is_code_like, is_operator, pair_all, pair_some
from bookmaker.renderer.mending.runs import Run, find_enclosing, find_mates, find_runs

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.rules_inline.state_inline import Delimiter
    from markdown_it.token import Token

# Lengths of runs that may end one another; bold that ends and begins at one place has four asterisks.
_ALIKE = ((3,), (2, 4), (1,))
_EMPTY_BOLD, _BOLD_ASTERISK = 4, 5
# A censored word is shorter before its asterisks than the words that converters leave them after.
_WORD = re.compile(r"[^\W\d_]{4}\Z")
# A sign that there may be operators; `is_operator` knows.
_OPERATOR = re.compile(r"[\w)]\*\*\d|/\*\*|\*\*/")
_MARK = re.compile(r"[^\W\d_]\*{5}(?![\w*])")
_NOTE = re.compile(r"^\*{5}[ \t]*[^\s*]", re.MULTILINE)
_NOTES = "mending: notes are marked by asterisks in bold type"


def mend_emphasis(parser: MarkdownIt) -> None:
    """Plug the rule into a parser."""
    parser.core.ruler.before("inline", "find_bold_asterisks", _find_bold_asterisks)
    parser.inline.ruler2.after("balance_pairs", "mend_emphasis", _mend_inline)


def _find_bold_asterisks(state: StateCore) -> None:
    """An asterisk in bold type marks a note where a text has such a mark, and a note that begins with it."""
    state.env[_NOTES] = bool(_MARK.search(state.src) and _NOTE.search(state.src))


def _mend_inline(state: StateInline) -> None:
    """A paragraph, then the label of each link in it."""
    may_have_operators = bool(_OPERATOR.search(state.src))
    nested = (meta["delimiters"] for meta in state.tokens_meta if meta and "delimiters" in meta)
    for delimiters in (state.delimiters, *nested):
        if may_have_operators or None in find_mates(delimiters):
            _mend_stretch(state, delimiters)


def _mend_stretch(state: StateInline, delimiters: list[Delimiter]) -> None:
    runs = list(find_runs(state.tokens, delimiters))
    if _free_operators(delimiters, runs) | _mend_single_runs(state, delimiters, runs):
        runs = list(find_runs(state.tokens, delimiters))
    for lengths in _ALIKE:
        alike = [run for run in runs if run.length in lengths]
        if any(None in run.mates and not is_code_like(run) for run in alike):
            _mend_alike(state.tokens, delimiters, alike, lengths)


def _mend_alike(
    tokens: Sequence[Token], delimiters: list[Delimiter], runs: Sequence[Run], lengths: tuple[int, ...]
) -> None:
    """Pair what is left over. Bold may have to be paired anew: one stray shifts all others."""
    mates = find_mates(delimiters)
    anew = _to_pair_anew(runs) if max(lengths) > 1 else []
    if anew:
        outer = list(mates)
        for index in (index for run in anew for index in run.delimiters):
            outer[index] = None
        pairs = pair_all(anew, find_enclosing(outer), tokens)
        if pairs is not None:
            _set_pairs(delimiters, anew, pairs)
            return
    strays = [run for run in runs if run.length == lengths[0] and run.is_free and not is_code_like(run)]
    _set_pairs(delimiters, strays, pair_some(strays, find_enclosing(mates), tokens))


def _to_pair_anew(runs: Sequence[Run]) -> list[Run]:
    """The runs, `****` as two, less those that are themselves; none where one is paired with another kind."""
    wanted = [run for run in runs if not (run.is_free and is_code_like(run))]
    wanted = [run for run in wanted if not any(mate in run.delimiters for mate in run.mates)]
    own = {index for run in wanted for index in run.delimiters}
    if any(mate is not None and mate not in own for run in wanted for mate in run.mates):
        return []
    return [half for run in wanted for half in (run.halves() if run.length == _EMPTY_BOLD else (run,))]


def _mend_single_runs(state: StateInline, delimiters: list[Delimiter], runs: Sequence[Run]) -> bool:
    """Pair the halves of runs that are bold type by themselves. Whether there were any."""
    bold = [run for run in runs if run.is_free and _is_bold_by_itself(run, state)]
    for run in bold:
        _join(delimiters, run.first, run.first + run.length - 2, 2)
    return bool(bold)


def _is_bold_by_itself(run: Run, state: StateInline) -> bool:
    """`word****` is bold type with nothing in it, `word*****` an asterisk in bold: a note's mark."""
    if run.marker != "*" or run.length not in (_EMPTY_BOLD, _BOLD_ASTERISK):
        return False
    is_after_word = bool(_WORD.search(run.before)) and not run.after[:1].isalnum()
    if run.length == _EMPTY_BOLD:
        return is_after_word
    return bool(state.env.get(_NOTES)) and (is_after_word or not run.before)


def _free_operators(delimiters: list[Delimiter], runs: Sequence[Run]) -> bool:
    """`2**3 + 3**2` is no bold type. Whether there was any such pair."""
    operators = [run for run in runs if run.length == 2 and None not in run.mates and is_operator(run)]
    own = {index for run in operators for index in run.delimiters}
    wrong = [run for run in operators if own.issuperset(run.mates)]
    _set_pairs(delimiters, wrong, [])
    return bool(wrong)


def _set_pairs(delimiters: list[Delimiter], runs: Sequence[Run], pairs: Sequence[Pair]) -> None:
    for index in (index for run in runs for index in run.delimiters):
        delimiters[index].end = -1
    for opener, closer in pairs:
        _join(delimiters, opener.first, closer.first, opener.length)


def _join(delimiters: list[Delimiter], opener: int, closer: int, length: int) -> None:
    for offset in range(length):
        delimiters[opener + offset].end = closer + length - 1 - offset
