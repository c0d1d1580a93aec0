"""How headers are written."""

from __future__ import annotations

from email.policy import EmailPolicy
from typing import Any

#: Read by machines, which do not all undo what mail programs do to long lines.
_WHOLE = frozenset({"list-unsubscribe", "list-unsubscribe-post", "message-id"})


class LetterPolicy(EmailPolicy):
    """Headers for machines stay on one line of plain ASCII; all others are folded and encoded as usual.

    Source: CPython folds and encodes a long `List-Unsubscribe`, and so breaks one-click unsubscribing. The
    other way out, `max_line_length=998` for all headers, makes encoded words longer than the 75 characters
    that RFC 2047, 2 allows.
    """

    def fold_binary(self, name: str, value: Any) -> bytes:
        """One header as it is sent. Raises: UnicodeEncodeError where a header for machines is not ASCII."""
        if name.lower() in _WHOLE:
            return f"{name}: {value}{self.linesep}".encode("ascii")
        return super().fold_binary(name, value)


#: With 78, what CPython takes for the length of a line, encoded words may have 76 characters.
LETTER_POLICY = LetterPolicy(linesep="\r\n", max_line_length=76)
