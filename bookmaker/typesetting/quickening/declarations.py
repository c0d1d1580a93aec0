"""Types of C by name: read without the declarations that have nothing to do with them.

Before cffi reads the name of a type for the first time it reads the names of all types that WeasyPrint has
declared: ten milliseconds each time, fifteen times in each process. Source: cffi 2.1, `cparser`.
"""

from __future__ import annotations

import re
from typing import Any

from cffi.cparser import Parser

from bookmaker.typesetting.quickening.patch import Patch

#: What stands before the name of a type when it is read by itself.
_BEFORE_A_TYPE = "void __dummy(\n"
_own_parse = Parser._parse


def _parse(self: Any, source: str) -> Any:
    """Read a name with the declarations of its own words."""
    if not source.startswith(_BEFORE_A_TYPE):
        return _own_parse(self, source)
    words, declarations = set(re.findall(r"\w+", source)), self._declarations
    self._declarations = {
        name: declared for name, declared in declarations.items() if name.split()[-1] in words
    }
    try:
        return _own_parse(self, source)
    finally:
        self._declarations = declarations


PATCHES = (Patch(_own_parse, _parse, Parser),)
