"""Links and ids: every id is unique in the book, every address absolute or inside the chapter."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from bookmaker.addresses import absolute_address
from bookmaker.identifiers import anchor_id, make_unique
from bookmaker.renderer.passage import Passage
from bookmaker.renderer.surgery import rename, unwrap
from bookmaker.renderer.xhtml import Element, text_of

# Those that every reading system knows what to do with; EPUBCheck complains of unregistered ones.
_LONGEST_LABEL = 63
_SCHEMES = frozenset({"http", "https", "mailto", "tel", "ftp"})
_PATH_SAFE = "!$&'()*+,/:;=@~%"
_HOST = re.compile(r"[A-Za-z0-9._~:@%\[\]-]*")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def make_ids_unique(passage: Passage) -> None:
    """Rename ids that the post gave, and turn `<a name>` into one. Headings have theirs already."""
    known = {heading.anchor for heading in passage.headings}
    marked = []
    for element in passage.root.iter():
        name = element.get("id") or (element.get("name") if element.tag == "a" else None)
        element.attrib.pop("name", None)
        if not element.get("id"):
            element.attrib.pop("id", None)
        if name and name not in known:
            marked.append((element, name))
    ids = make_unique([*known, *(anchor_id(passage.post.id, name) for _, name in marked)])
    for (element, name), anchor in zip(marked, ids[len(known) :], strict=True):
        element.set("id", anchor)
        passage.anchors.setdefault(name, anchor)


def resolve_links(passage: Passage) -> None:
    """Make every link an anchor of the chapter or an absolute address."""
    _part_nested_links(passage)
    for element in list(passage.root.iter("a")):
        href = element.get("href")
        if href is None:
            _remove_empty_link(passage, element)
            continue
        target = _resolve(passage, element, href.strip())
        if target is None or not _has_content(element):
            _unlink(element)
            continue
        element.set("href", target)
        if not target.startswith("#"):
            passage.links.append(target)


def _part_nested_links(passage: Passage) -> None:
    """No link stands in a link: the way to a note and back is kept, else the outer one."""
    for inner in list(passage.root.iter("a")):
        outer = next(inner.iterancestors("a"), None)
        if outer is not None:
            lost = outer if inner.get("role") else inner
            passage.report("html-removed", f"a link inside a link left out: {lost.get('href')}", lost)
            lost.attrib.pop("href", None)
            rename(lost, "span")


def _resolve(passage: Passage, element: Element, href: str) -> str | None:
    if href.startswith("#"):
        return _resolve_anchor(passage, element, href[1:])
    try:
        scheme = urlsplit(href).scheme.lower()
        if scheme and scheme not in _SCHEMES:
            raise ValueError("not a scheme for a book")
        address = href if scheme else absolute_address(href, passage.post, passage.site)
        return _encode(address)
    except ValueError as error:
        passage.report("link-unresolved", f"{href[:80]}: {error}", element)
        return None


def _is_host(name: str) -> bool:
    """Whether it has labels, none of which is too long. Source: RFC 1035, 2.3.4."""
    return bool(name) and all(len(label.encode()) <= _LONGEST_LABEL for label in name.split("."))


def _encode(address: str) -> str:
    """Percent-encode what may not stand in an address. Raises: ValueError where it has no sense."""
    parts = urlsplit("".join(address.split()) if "://" in address else address)
    if parts.scheme in ("http", "https", "ftp") and not _is_host(parts.hostname or ""):
        raise ValueError("no host")
    _ = parts.port
    host = parts.netloc.encode("idna").decode() if not parts.netloc.isascii() else parts.netloc
    if not _HOST.fullmatch(host):
        raise ValueError("not a host")
    path, query, fragment = (
        quote(_STRAY_PERCENT.sub("%25", text), safe=_PATH_SAFE + extra)
        for text, extra in ((parts.path, ""), (parts.query, "?"), (parts.fragment, "?"))
    )
    return urlunsplit((parts.scheme, host, path, query, fragment))


def _resolve_anchor(passage: Passage, element: Element, fragment: str) -> str | None:
    name = unquote(fragment)
    anchor = passage.anchors.get(name) or passage.anchors.get(name.lower())
    if anchor is None:
        if name:
            passage.report("anchor-missing", f"nothing in the post is called #{name}", element)
        return None
    return f"#{anchor}"


def _remove_empty_link(passage: Passage, element: Element) -> None:
    """The cleaning takes away addresses that it does not know; what has an id is a place, not a link."""
    if not element.get("id"):
        passage.report(
            "link-unresolved", f"{text_of(element)[:80]}: a link without a usable address", element
        )
        unwrap(element)


def _has_content(element: Element) -> bool:
    return bool(text_of(element)) or element.find(".//img") is not None


def _unlink(element: Element) -> None:
    """Keep the words, and the element where something links to it."""
    if element.get("id"):
        del element.attrib["href"]
    else:
        unwrap(element)
