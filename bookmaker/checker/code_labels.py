"""What a book may show beside a block of code: its language, and the numbers of its lines."""

from __future__ import annotations

import re

_LANGUAGE = re.compile(r"\s*\{?\s*\.?([A-Za-z][\w+#.-]*)")
_CLASS = re.compile(r"\.?(?:language-|lang-|highlight-|source-)([\w+#-]+)")
_NUMBERED = re.compile(r"line-?no|line-?num|numberlines", re.IGNORECASE)
_START = re.compile(r"(?:linenostart|startfrom|start_line|linenums)\s*=\s*[\"']?(\d{1,6})", re.IGNORECASE)
#: Names that authors write and Pygments does not know.
_SPELLINGS = {
    "ansible": "yaml", "cc": "cpp", "cjs": "javascript", "cmd": "batch", "conf": "ini", "cts": "typescript",
    "env": "bash", "h": "c", "hpp": "cpp", "jinja2": "jinja", "jsonc": "json", "kramdown": "markdown",
    "kt": "kotlin", "mjs": "javascript", "mts": "typescript", "node": "javascript", "patch": "diff",
    "svg": "xml",
}  # fmt: skip


def code_label(info: str) -> str:
    """The words of a fence, and the full name of the language in them."""
    found = _LANGUAGE.match(info)
    return f"{info} {_full_name(found[1]) if found else ''}"


def named_language(attributes: str) -> str:
    """The names of a language in a list of attributes, or nothing."""
    found = _CLASS.search(attributes)
    return f"{found[1]} {_full_name(found[1])}" if found else ""


def line_numbers(info: str, code: str) -> str:
    """The numbers of a block's lines, where its fence asks for them."""
    if not _NUMBERED.search(info):
        return ""
    start = _START.search(info)
    first = int(start[1]) if start else 1
    return " ".join(str(first + step) for step in range(code.count("\n")))


def _full_name(language: str) -> str:
    """`sh` is shown as Bash."""
    # Here, because it takes a while to load.
    from pygments.lexers import find_lexer_class_by_name
    from pygments.util import ClassNotFound

    try:
        return str(find_lexer_class_by_name(_SPELLINGS.get(language, language)).name)
    except ClassNotFound:
        return ""
