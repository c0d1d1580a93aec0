"""What the posts link to most often: the works, the people and the sites behind them."""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bookmaker.addresses import short_address
from bookmaker.matter.subject import Subject
from bookmaker.templating import fill_template

_LINK = re.compile(r'<a [^>]*?href="(https?://[^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
#: Where the address of a person, or of a channel, is told from those of works by its path.
_PEOPLE = {
    "t.me": r"/(?:s/)?[a-z]\w{3,31}", "github.com": r"/[\w-]+", "kaggle.com": r"/[\w-]+",
    "twitter.com": r"/\w+", "x.com": r"/\w+", "vk.com": r"/[\w.]+", "instagram.com": r"/[\w.]+",
    "facebook.com": r"/[\w.]+", "linkedin.com": r"/in/[^/]+", "habr.com": r"/(?:\w\w/)?users/[^/]+",
    "youtube.com": r"/(?:@|c/|channel/|user/)[^/]+", "orcid.org": r"/[\dX-]+",
}  # fmt: skip
# Mastodon, Medium and their like.
_HANDLE = r"/@[\w.-]+"
_LEAST_CHAPTERS = 2
_MOST_ENTRIES = 60
#: Words of links that point, and name nothing.
_POINTING = frozenset(
    "здесь отсюда ссылка ссылке ссылку писал видео there this link article hier dieser lien".split()
)
_SHORTEST_NAME, _LONGEST_NAME = 4, 80


@dataclass(slots=True)
class _Goal:
    """Something linked: its address, what it is called where, and the chapters that link to it."""

    address: str
    names: Counter[str] = field(default_factory=Counter)
    chapters: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What it is called most often, else its address."""
        named = sorted(self.names.items(), key=lambda item: (-item[1], len(item[0]), item[0]))
        return named[0][0] if named else short_address(self.address)


def links_page(subject: Subject) -> str:
    """Works, people and sites that at least two chapters link to. Empty where there are none."""
    lists = [goals for goals in _read_goals(subject) if goals]
    return fill_template("matter_links.xhtml.j2", lists=lists) if lists else ""


def _read_goals(subject: Subject) -> tuple[list[_Goal], list[_Goal], list[_Goal]]:
    works: dict[str, _Goal] = {}
    people: dict[str, _Goal] = {}
    sites: dict[str, _Goal] = {}
    own = urlsplit(subject.book.site.url).netloc
    for document in subject.documents:
        for found in _LINK.finditer(document.xhtml):
            address = html.unescape(found[1])
            parts = urlsplit(address)
            host = parts.netloc.lower().removeprefix("www.")
            if not host or parts.netloc == own:
                continue
            kind = people if _is_person(host, parts.path) else works
            work = kind.setdefault(f"{host}{parts.path.rstrip('/')}?{parts.query}", _Goal(address))
            _note(work, found[2])
            site = sites.setdefault(host, _Goal(f"{parts.scheme}://{parts.netloc}"))
            for goal in (work, site):
                goal.chapters.setdefault(document.id, document.title)
    return _most_linked(works), _most_linked(people), _most_linked(sites)


def _is_person(host: str, path: str) -> bool:
    own = path.rstrip("/")
    pattern = _PEOPLE.get(host)
    is_known = pattern is not None and re.fullmatch(pattern, own, re.IGNORECASE) is not None
    return is_known or re.fullmatch(_HANDLE, own) is not None


def _note(work: _Goal, text: str) -> None:
    name = " ".join(html.unescape(_TAG.sub("", text)).split())
    is_name = name.casefold() not in _POINTING and "://" not in name
    if is_name and _SHORTEST_NAME < len(name) <= _LONGEST_NAME:
        work.names[name] += 1


def _most_linked(goals: dict[str, _Goal]) -> list[_Goal]:
    often = [goal for goal in goals.values() if len(goal.chapters) >= _LEAST_CHAPTERS]
    return sorted(often, key=lambda goal: (-len(goal.chapters), goal.name.casefold()))[:_MOST_ENTRIES]
