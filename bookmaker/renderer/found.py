"""What is known of a book's pictures before its chapters are rendered, or rendered again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bookmaker.model import ChapterDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Facts that the renderer cannot see for itself. Picklable; nothing known is the rule."""

    broken: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Why the bytes of an asset cannot be decoded, as an attempt at its preparation found."""
    fetched: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Addresses of pictures on the web, to files on this machine."""
    failed: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Addresses of pictures on the web, to why they could not be fetched."""

    def about(self, document: ChapterDocument) -> Found:
        """What concerns one chapter, so that no other is rendered again for it."""
        return Found(
            broken=_of(self.broken, (asset.key for asset in document.assets)),
            fetched=_of(self.fetched, document.remote),
            failed=_of(self.failed, document.remote),
        )

    @property
    def says_nothing(self) -> bool:
        """Whether a chapter comes out as if nothing were known."""
        return not (self.broken or self.fetched or self.failed)

    def key(self) -> str:
        """A text that changes if and only if the facts do."""
        return repr([sorted(facts.items()) for facts in (self.broken, self.fetched, self.failed)])


#: What is known before anything has been tried.
NOTHING = Found()


def _of(facts: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    return {name: facts[name] for name in names if name in facts}
