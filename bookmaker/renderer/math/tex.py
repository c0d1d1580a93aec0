r"""TeX made plain for latex2mathml: the environments and commands that it lacks, in those that it has.

Source: latex2mathml 3.81; `tests/unit/renderer/test_math.py` shows each of these gaps.
"""

from __future__ import annotations

import re

from bookmaker.renderer.math.macros import read_argument

_REPLACED = {
    "aligned": "align*", "alignedat": "align*", "alignat": "align*", "flalign": "align*", "split": "align*",
    "align": "align*", "dcases": "cases",
}  # fmt: skip
_DISSOLVED = frozenset({"equation", "displaymath", "math", "subequations"})
#: Environments that become arrays, with the alignment of their columns.
_STACKED = {"gather": "c", "gathered": "c", "multline": "c", "eqnarray": "rcl"}
_ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{([A-Za-z]+)\*?\}")
_TOP_ARGUMENT = re.compile(r"\s*\[[tcb]\]")
_COUNT_ARGUMENT = re.compile(r"\s*\{\d*\}")
_DROPPED = re.compile(
    r"\\(?:label|require|qedhere|hfill)\s*(?:\{[^{}]*\})?|\\(?:nonumber|notag|allowbreak)(?![A-Za-z])|(?<=\\\\)\s*\[-?[\d.]+\s*[a-z]{2}\]"
)
_TAG = re.compile(r"\\tag(\*?)\s*\{([^{}]*)\}")
_TEXT = re.compile(r"\\(?:text(?:rm|normal|up)?|mbox)\s*\{([^{}]*\$[^{}]*(?:\{[^{}]*\}[^{}]*)*)\}")
_COMMENT = re.compile(r"(?<!\\)%[^\n]*")
_SIMPLE = {
    r"\bm": r"\boldsymbol", r"\mathbbm": r"\mathbb", r"\mathds": r"\mathbb", r"\mathscr": r"\mathcal",
    r"\lt": "<", r"\gt": ">", r"\R": r"\mathbb{R}", r"\N": r"\mathbb{N}", r"\Z": r"\mathbb{Z}",
    r"\Q": r"\mathbb{Q}", r"\C": r"\mathbb{C}", r"\degree": r"^{\circ}", r"\dotsc": r"\ldots",
    r"\dotsb": r"\cdots", r"\dotsm": r"\cdots", r"\lparen": "(", r"\rparen": ")",
    r"\sgn": r"\operatorname{sgn}", r"\vcentcolon": ":", r"\colon": r"\text{:}\;", r"\mathstrut": "",
    r"\strut": "", r"\displaylimits": "",
    r"\allowdisplaybreaks": "", r"\ensuremath": "", r"\centering": "",
}  # fmt: skip
_COMMAND = re.compile(r"\\[A-Za-z]+")
_OPERATOR = re.compile(r"\\(mathop|operatorname\*?)\s*(?=\{)")
_UPRIGHT = re.compile(r"\\(?:rm|mathrm|text|textrm|operatorname\*?)(?![A-Za-z])\s*|[{}]")
_SPACE = re.compile(r"\\[,:;! ]|~|\s+")
_LONE_LETTER = re.compile(r"\\(mathrm|mathit|mathnormal)\{([A-Za-z])\}")
_COLUMNS = re.compile(r"(\\begin\s*\{array\}\s*(?:\[[tcb]\])?\s*\{)((?:[^{}]|\{[^{}]*\})*)\}")
_NOT_COLUMNS = re.compile(r"[@!<>]?\{[^{}]*\}|[^lcr|]")
# MathJax colours the argument, LaTeX all that follows; authors of posts mean the argument.
_COLOUR = re.compile(r"\\color\s*(\{[^{}]*\})\s*(?=\{)")
_NEGATED = re.compile(r"\\not\s*=")


def plain_tex(tex: str) -> str:
    """Rewrite what latex2mathml does not know."""
    tex = _NEGATED.sub(r"\\neq ", _DROPPED.sub(" ", _COMMENT.sub("", tex)))
    tex = _COLUMNS.sub(lambda found: f"{found[1]}{_NOT_COLUMNS.sub('', found[2])}}}", tex)
    tex = _COLOUR.sub(r"\\textcolor\1", tex)
    tex = _TAG.sub(_place_tag, tex)
    tex = _TEXT.sub(_split_text, tex)
    tex = _COMMAND.sub(_replace_command, tex)
    tex = _name_operators(tex)
    # `\mathrm{d}` would lose its upright d.
    tex = _LONE_LETTER.sub(r"\\\1 {\2}", tex)
    return _stack_lines(_replace_environments(tex))


def _name_operators(tex: str) -> str:
    r"""`\mathop{\rm arg\,max}` is the name of a function that takes limits, like `\operatorname*{…}`."""
    pieces: list[str] = []
    index = 0
    while found := _OPERATOR.search(tex, index):
        argument, end = read_argument(tex, found.end())
        pieces += (tex[index : found.start()], _name_operator(found[1], argument))
        index = end
    return "".join((*pieces, tex[index:]))


def _name_operator(command: str, argument: str) -> str:
    # A thin space: latex2mathml takes any other out of a name.
    name = _SPACE.sub("\u2009", _UPRIGHT.sub("", argument).strip())
    if re.fullmatch("[A-Za-z]+(?:\u2009[A-Za-z]+)*", name) and (len(name) > 1 or command != "mathop"):
        return rf"\{'operatorname*' if command == 'mathop' else command}{{{name}}}"
    is_text = command != "mathop" and not re.search(r"[\\^_$]", argument)
    return rf"\text{{{argument}}}" if is_text else f"{{{argument}}}"


def _place_tag(tag: re.Match[str]) -> str:
    return rf"\qquad\text{{{tag[2]}}}" if tag[1] else rf"\qquad\text{{({tag[2]})}}"


def _split_text(text: re.Match[str]) -> str:
    """`\\text{if $x$}` is words and then a formula."""
    parts = text[1].split("$")
    if len(parts) % 2 == 0:
        return text[0]
    return "".join(
        (rf"\text{{{part}}}" if part else "") if number % 2 == 0 else f"{{{part}}}"
        for number, part in enumerate(parts)
    )


def _replace_command(command: re.Match[str]) -> str:
    new = _SIMPLE.get(command[0])
    if new is None:
        return command[0]
    return f"{new} " if new.startswith("\\") and "{" not in new else new


def _replace_environments(tex: str) -> str:
    pieces: list[str] = []
    index = 0
    while found := _ENVIRONMENT.search(tex, index):
        pieces.append(tex[index : found.start()])
        side, name = found[1], found[2]
        index = found.end()
        if side == "begin" and (argument := _argument(name).match(tex, index)):
            index = argument.end()
        pieces.append(_mark(side, name, found[0]))
    return "".join((*pieces, tex[index:]))


def _argument(name: str) -> re.Pattern[str]:
    return _COUNT_ARGUMENT if name.startswith("align") and name.endswith("at") else _TOP_ARGUMENT


def _mark(side: str, name: str, written: str) -> str:
    if name in _DISSOLVED:
        return " "
    if name in _STACKED:
        return rf"\begin{{array}}{{{_STACKED[name]}}}" if side == "begin" else r"\end{array}"
    if name in ("rcases", "drcases"):
        return r"\left.\begin{array}{ll}" if side == "begin" else r"\end{array}\right\}"
    return rf"\{side}{{{_REPLACED[name]}}}" if name in _REPLACED else written


def _stack_lines(tex: str) -> str:
    r"""Lines that `\\` divides outside of any environment are set one under the other."""
    depth = 0
    for mark in re.finditer(r"\\(?:begin|end)(?![A-Za-z])|\\\\|\\.|[{}]", tex, re.DOTALL):
        depth += {r"\begin": 1, "{": 1, r"\end": -1, "}": -1}.get(mark[0], 0)
        if mark[0] == r"\\" and depth == 0 and tex[mark.end() :].strip():
            return rf"\begin{{array}}{{c}}{tex}\end{{array}}"
    return tex
