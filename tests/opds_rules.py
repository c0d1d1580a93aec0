"""What OPDS asks of its documents, written down by rule: a RELAX NG schema for 1.2, checks of JSON for 2.0.

Source: OPDS Catalog 1.2 with RFC 4287 for Atom; OPDS 2.0, its feed, publication and link schemas, and the
metadata of the Readium Web Publication Manifest. Elements are named in any order, as Atom has them.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

_ACQUISITION = "http://opds-spec.org/acquisition"
_OPEN = f"{_ACQUISITION}/open-access"
_WAYS_TO_GET = {
    _ACQUISITION,
    *(f"{_ACQUISITION}/{way}" for way in ("open-access", "borrow", "buy", "sample")),
}
#: RFC 3986: what a reference may consist of; and BCP 47, the tags that books are in.
_REFERENCE = re.compile(r"(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+")
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_TEXT = "<data type='string'><param name='pattern'>[\\s\\S]*\\S[\\s\\S]*</param></data>"


def _element(name: str, content: str) -> str:
    return f"<element name='{name}'>{content}</element>"


def _value(name: str, *values: str) -> str:
    choice = "".join(f"<value>{value}</value>" for value in values)
    return f"<attribute name='{name}'><choice>{choice}</choice></attribute>"


def _link(*rels: str, kind: str, more: str = "") -> str:
    href = "<attribute name='href'><data type='anyURI'/></attribute>"
    return _element("link", f"{_value('rel', *rels)}{href}{kind}{more}")


_DATE = "<data type='dateTime'><param name='pattern'>.*(Z|[+-]\\d\\d:\\d\\d)</param></data>"
_ID = "<data type='anyURI'><param name='pattern'>[A-Za-z][A-Za-z0-9+.-]*:.+</param></data>"
_AUTHOR = _element("author", _element("name", _TEXT))
_NAVIGATION = _value("type", "application/atom+xml;profile=opds-catalog;kind=navigation")
_LISTING = _value("type", "application/atom+xml;profile=opds-catalog;kind=acquisition")
_ANY_FEED = f"<choice>{_NAVIGATION}{_LISTING}</choice>"
_PICTURE = _value("type", "image/jpeg", "image/png", "image/gif")
_PAGE = _value("type", "text/html")
_FACET = (
    f"<attribute name='title'>{_TEXT}</attribute><attribute name='opds:facetGroup'>{_TEXT}</attribute>"
    "<optional><attribute name='opds:activeFacet'><value>true</value></attribute></optional>"
    "<optional><attribute name='thr:count'><data type='nonNegativeInteger'/></attribute></optional>"
)
_FILE = _value("type", "application/epub+zip", "application/pdf")
_LENGTH = "<attribute name='length'><data type='positiveInteger'/></attribute>"
_PLAIN = f"{_value('type', 'text')}{_TEXT}"
_TITLED = f"{_element('id', _ID)}{_element('title', _TEXT)}{_element('updated', _DATE)}"
_HEAD_LINKS = (
    _link("self", kind=_ANY_FEED),
    _link("start", "up", kind=_NAVIGATION),
    _link("alternate", kind=_PAGE),
)
_WAY_LINKS = (_link("subsection", "http://opds-spec.org/sort/new", kind=_ANY_FEED),)
_LISTING_LINKS = (
    _link("http://opds-spec.org/facet", kind=_LISTING, more=_FACET),
    _link("first", "previous", "next", "last", kind=_LISTING),
)
_BOOK_LINKS = (
    _link("http://opds-spec.org/image", "http://opds-spec.org/image/thumbnail", kind=_PICTURE),
    _link("alternate", kind=_PAGE),
    _link(_OPEN, kind=_FILE, more=_LENGTH),
)
_LANGUAGE, _DAY = "<data type='language'/>", "<data type='date'/>"
_CATEGORY = "<element name='category'><attribute name='term'/><attribute name='label'/></element>"
_BOOK = (
    f"{_TITLED}{_element('published', _DATE)}<zeroOrMore>{_AUTHOR}</zeroOrMore>"
    f"{_element('dc:language', _LANGUAGE)}{_element('dc:issued', _DAY)}"
    f"<optional>{_element('dc:extent', _TEXT)}</optional>"
    f"<optional>{_element('summary', _PLAIN)}</optional><zeroOrMore>{_CATEGORY}</zeroOrMore>"
)
_NUMBERS = "".join(
    _element(f"opensearch:{name}", "<data type='nonNegativeInteger'/>")
    for name in ("totalResults", "itemsPerPage", "startIndex")
)


def _some(*links: str) -> str:
    return f"<oneOrMore><choice>{''.join(links)}</choice></oneOrMore>"


def _entries(content: str) -> str:
    return f"<oneOrMore><element name='entry'><interleave>{content}</interleave></element></oneOrMore>"


_SCHEMA = f"""<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.w3.org/2005/Atom"
 datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes" xmlns:dc="http://purl.org/dc/terms/"
 xmlns:opds="http://opds-spec.org/2010/catalog" xmlns:thr="http://purl.org/syndication/thread/1.0"
 xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">
<start><element name="feed"><attribute name="xml:lang"><data type="language"/></attribute><choice>
<interleave>{_TITLED}{_AUTHOR}{_some(*_HEAD_LINKS)}
{_entries(_TITLED + _element("content", _PLAIN) + _some(*_WAY_LINKS))}</interleave>
<interleave>{_TITLED}{_AUTHOR}{_NUMBERS}{_some(*_HEAD_LINKS, *_LISTING_LINKS)}
{_entries(_BOOK + _some(*_BOOK_LINKS))}</interleave>
</choice></element></start></grammar>"""
_NAMES = {"a": "http://www.w3.org/2005/Atom"}
#: What no grammar of elements in any order can count.
_ONCE = {
    "a feed's link to itself": "count(/a:feed/a:link[@rel='self']) = 1",
    "the way to the root": "count(/a:feed/a:link[@rel='start']) = 1",
    "one way an entry": "not(//a:entry[a:content and count(a:link) != 1])",
    "a way to get each book": f"not(//a:entry[a:published and not(a:link[@rel='{_OPEN}'])])",
    "ids that differ": "not(//a:entry/a:id[. = preceding::a:entry/a:id])",
}


def check_atom(data: bytes) -> list[str]:
    """What is wrong with a feed of OPDS 1.2."""
    schema = etree.RelaxNG(etree.fromstring(_SCHEMA))
    feed = etree.fromstring(data)
    schema.validate(feed)
    missing = [name for name, claim in _ONCE.items() if not feed.xpath(claim, namespaces=_NAMES)]
    return [f"{entry.line}: {entry.message}" for entry in schema.error_log] + missing


def check_feed(feed: dict[str, Any]) -> list[str]:
    """What is wrong with a feed of OPDS 2.0."""
    wrong = [] if feed["metadata"].get("title") else ["no title"]
    wrong += [] if {"publications", "navigation", "groups"} & set(feed) else ["nothing in it"]
    wrong += _check_links(feed["links"])
    wrong += [] if any(link.get("rel") == "self" for link in feed["links"]) else ["no link to itself"]
    wrong += _check_moment(feed["metadata"])
    for link in feed.get("navigation", []):
        wrong += _check_links([link]) + ([] if link.get("title") else ["a way without a title"])
    for facet in feed.get("facets", []):
        wrong += [] if facet["metadata"].get("title") else ["a facet without a title"]
        wrong += _check_links(facet["links"])
    for key in ("numberOfItems", "itemsPerPage", "currentPage"):
        value = feed["metadata"].get(key, 1)
        wrong += [] if isinstance(value, int) and value > 0 else [f"{key}: {value}"]
    return wrong + [problem for one in feed.get("publications", []) for problem in check_publication(one)]


def check_publication(publication: dict[str, Any]) -> list[str]:
    """What is wrong with a publication of OPDS 2.0."""
    metadata, links = publication["metadata"], publication["links"]
    rels = [link.get("rel", "") for link in links]
    wrong = [] if isinstance(metadata.get("title"), str) else ["no title"]
    wrong += [] if urlsplit(metadata["identifier"]).scheme else ["the identifier is no URI"]
    wrong += _check_moment(metadata)
    wrong += [] if re.fullmatch(r"\d{4}-\d\d-\d\d", metadata["published"]) else ["no day of publication"]
    wrong += [] if _LANGUAGE_TAG.fullmatch(metadata["language"]) else ["no tag of a language"]
    for key in ("author", "subject"):
        names = metadata.get(key, [])
        wrong += [f"{key}: {name}" for name in names if not (isinstance(name, str) and name.strip())]
    pages = metadata.get("numberOfPages", 1)
    wrong += [] if isinstance(pages, int) and pages > 0 else [f"numberOfPages: {pages}"]
    wrong += [] if "self" in rels else ["no link to itself"]
    wrong += [] if _WAYS_TO_GET & set(rels) else ["no way to get it"]
    kinds = {image["type"] for image in publication["images"]}
    wrong += [] if kinds & {"image/jpeg", "image/png", "image/gif"} else ["no picture that all can show"]
    return wrong + _check_links(links) + _check_links(publication["images"])


def _check_links(links: list[dict[str, Any]]) -> list[str]:
    wrong = [
        f"a link that is none: {link}"
        for link in links
        if not (_REFERENCE.fullmatch(link.get("href", "")) and link.get("type"))
    ]
    counts = [link.get("properties", {}).get("numberOfItems", 0) for link in links]
    return wrong + [f"numberOfItems: {count}" for count in counts if not isinstance(count, int) or count < 0]


def _check_moment(metadata: dict[str, Any]) -> list[str]:
    return [] if datetime.fromisoformat(metadata["modified"]).tzinfo else ["a moment without a zone"]
