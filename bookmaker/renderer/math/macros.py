r"""Macros that a post defines for its formulas: `\newcommand`, `\def` and their like.

In: TeX. Out: TeX without definitions and without what they defined. Expansion is bounded: a dozen
definitions that double each other are a gigabyte of text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_DEFINITION = re.compile(
    r"\\(?:(?P<new>(?:re)?newcommand|providecommand)\*?|(?P<operator>DeclareMathOperator)(?P<star>\*?)"
    r"|(?P<old>[gex]?def))(?![A-Za-z])"
)
_COMMAND = re.compile(r"\\[A-Za-z]+")
_PARAMETERS = re.compile(r"((?:#\d)*)\s*(?=\{)")
_ARITY = re.compile(r"\s*\[(\d)\]")
_OPTION = re.compile(r"\s*\[([^\]]*)\]")
_LONGEST = 20_000
_MOST_STEPS = 2_000


class MacroError(ValueError):
    """A definition that is not understood, or one without an end."""


@dataclass(frozen=True, slots=True)
class _Macro:
    arity: int
    body: str
    default: str | None = None


@dataclass(slots=True)
class Macros:
    """The definitions of one post so far."""

    _table: dict[str, _Macro] = field(default_factory=dict)

    def apply(self, tex: str) -> str:
        """Learn the definitions in `tex` and expand the rest. Raises: MacroError."""
        if "\\" not in tex:
            return tex
        while found := _DEFINITION.search(tex):
            tex = tex[: found.start()] + tex[self._learn(tex, found) :]
        return self._expand(tex) if self._table else tex

    def _learn(self, tex: str, found: re.Match[str]) -> int:
        """Keep one definition. Returns where it ends."""
        name, index = read_argument(tex, found.end())
        if not _COMMAND.fullmatch(name.strip()):
            raise MacroError(f"{found[0]} defines no command")
        macro, end = _read_body(tex, found, index)
        self._table[name.strip()] = macro
        return end

    def _expand(self, tex: str) -> str:
        index = steps = 0
        while found := _COMMAND.search(tex, index):
            macro = self._table.get(found[0])
            if macro is None:
                index = found.end()
                continue
            steps += 1
            if steps > _MOST_STEPS or len(tex) > _LONGEST:
                raise MacroError(f"the expansion of {found[0]} has no end")
            body, end = _fill(macro, tex, found.end())
            tex, index = tex[: found.start()] + body + tex[end:], found.start()
        return tex


def _read_body(tex: str, found: re.Match[str], index: int) -> tuple[_Macro, int]:
    if found["operator"]:
        words, end = read_argument(tex, index)
        return _Macro(0, rf"\operatorname{found['star']}{{{words}}}"), end
    if found["old"]:
        parameters = _PARAMETERS.match(tex, index)
        if parameters is None:
            raise MacroError("a definition with delimited parameters is not understood")
        body, end = read_argument(tex, parameters.end())
        return _Macro(len(parameters[1]) // 2, body), end
    arity = _ARITY.match(tex, index)
    index = arity.end() if arity else index
    default = _OPTION.match(tex, index) if arity else None
    body, end = read_argument(tex, default.end() if default else index)
    return _Macro(int(arity[1]) if arity else 0, body, default[1] if default else None), end


def _fill(macro: _Macro, tex: str, index: int) -> tuple[str, int]:
    """The body with its arguments, and where they end. A command at an argument's end gets a space."""
    arguments: list[str] = []
    if macro.default is not None:
        option = _OPTION.match(tex, index)
        arguments.append(option[1] if option else macro.default)
        index = option.end() if option else index
    while len(arguments) < macro.arity:
        argument, index = read_argument(tex, index)
        arguments.append(argument)
    body = macro.body
    for number, argument in enumerate(arguments, 1):
        body = body.replace(f"#{number}", argument + " " if _COMMAND.search(argument) else argument)
    return (f"{body} " if _COMMAND.search(body) else body), index


def read_argument(tex: str, index: int) -> tuple[str, int]:
    """An argument as TeX takes it: a group, a command or one character. Returns it and where it ends."""
    while index < len(tex) and tex[index].isspace():
        index += 1
    if index >= len(tex):
        raise MacroError("an argument is missing")
    if tex[index] != "{":
        command = _COMMAND.match(tex, index)
        return (command[0], command.end()) if command else (tex[index], index + 1)
    depth = 0
    for mark in re.compile(r"\\.|[{}]", re.DOTALL).finditer(tex, index):
        depth += {"{": 1, "}": -1}.get(mark[0], 0)
        if depth == 0:
            return tex[index + 1 : mark.start()], mark.end()
    raise MacroError("a brace is not closed")
