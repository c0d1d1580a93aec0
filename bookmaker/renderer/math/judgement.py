r"""Whether what stands between two marks of mathematics is mathematics.

In: the text between `$` and `$`, or `\(` and `\)`. Out: a verdict. Prices, shell variables, template
variables and escaped brackets wear the same marks; a wrong "yes" eats the author's signs, so what can be
either is left alone in a post that has no formula beyond doubt.
"""

from __future__ import annotations

import re
from enum import Enum


class Verdict(Enum):
    """`DOUBTFUL` is a formula only where others of the post are."""

    NO = 0
    DOUBTFUL = 1
    SURE = 2


_COMMAND = re.compile(r"\\[A-Za-z]{2,}")
_ANY_COMMAND = re.compile(r"\\(?:[A-Za-z]+|.)", re.DOTALL)
#: Commands whose argument is words, not mathematics.
_WORDS_IN = re.compile(
    r"\\(?:text\w*|math(?:rm|it|bf|sf|tt|op)|operatorname\*?|mbox|hbox|begin|end|label|ref|eqref|tag\*?|color)"
    r"\s*\{[^{}]*\}"
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_SENTENCE = re.compile(r"(?:[^\W\d_]{2,}[ \t\n,]+){4}[^\W\d_]{2,}")
_FUNCTIONS = frozenset(
    "sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan log exp lim max min sup inf det dim "
    "ker deg gcd lcm mod arg var cov std sgn sign rank tr diag const erf softmax argmax argmin relu".split()
)
# Markdown and addresses: marks that no author of formulas writes.
_FOREIGN = re.compile(r"\*\*|~~|\]\(|://|\[\^|\{%|%\}|`")
_SUBSTANCE = re.compile(r"[\w+\-=<>*/|±×·÷≤≥≠≈→∞−]")
# `$Id$` is a keyword of old version control systems.
_IDENTIFIER = re.compile(r"[A-Za-z]{2,}_[A-Za-z]{2,}|(?:Id|Rev|Log)\Z")
_PRICE = re.compile(r"\d[\d.,]*[ \t\n]*(?:[^\W\d_]{2,}|[-–—|/][ \t\n])")
_OPENS, _CLOSES = "([{", ")]}"
_UNFINISHED = tuple("([{,:;/=<&\\'\"@")
_MARKS = re.compile(r"\\[A-Za-z]{2,}|[\^=<>+]|[A-Za-z0-9)}]_[A-Za-z0-9{\\]")


def judge_dollars(tex: str) -> Verdict:
    """Judge what stands between dollar signs."""
    if not has_balanced_braces(tex) or not _SUBSTANCE.search(tex):
        return Verdict.NO
    bare = _ANY_COMMAND.sub(" ", _WORDS_IN.sub(" ", tex))
    if _SENTENCE.search(bare):
        return Verdict.NO
    if _COMMAND.search(tex):
        return Verdict.SURE
    return _judge_plain(tex, bare)


def judge_brackets(tex: str) -> Verdict:
    r"""Judge what stands between `\(` and `\)`, which Markdown knows as brackets that are escaped."""
    verdict = judge_dollars(tex)
    if verdict is Verdict.SURE and not _MARKS.search(tex):
        return Verdict.DOUBTFUL
    return verdict


def has_balanced_braces(tex: str) -> bool:
    """Whether every brace that TeX would see has its partner."""
    depth = 0
    for mark in re.finditer(r"\\.|[{}]", tex, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(mark[0], 0)
        if depth < 0:
            return False
    return depth == 0


def _judge_plain(tex: str, bare: str) -> Verdict:
    """Judge a text without any command of TeX."""
    words = [word for word in _WORD.findall(bare) if word.lower() not in _FUNCTIONS]
    if len(words) > 1 or _FOREIGN.search(tex) or _PRICE.match(tex):
        return Verdict.NO
    if tex.startswith(("%", "&", "#", "!")) or tex.rstrip().endswith(_UNFINISHED) or not _has_order(tex):
        return Verdict.NO
    if words or _IDENTIFIER.match(tex):
        return Verdict.DOUBTFUL
    return Verdict.SURE


def _has_order(tex: str) -> bool:
    """Whether no bracket closes before one opens; `[0, 1)` is in order."""
    depth = 0
    for character in tex:
        depth += (character in _OPENS) - (character in _CLOSES)
        if depth < 0:
            return False
    return True
