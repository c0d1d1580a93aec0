"""From a `Chapter` to a `ChapterDocument`: the passes in their order, and the opening of the chapter."""

from __future__ import annotations

from dataclasses import replace

from bookmaker.addresses import short_address, source_address
from bookmaker.errors import Diagnostic, Outcome
from bookmaker.model import Chapter, ChapterDocument, Heading, Site
from bookmaker.renderer.found import NOTHING, Found
from bookmaker.renderer.markdown import markdown_to_html
from bookmaker.renderer.mending.bylines import take_byline
from bookmaker.renderer.passage import Passage
from bookmaker.renderer.passes.typeset import typeset_title
from bookmaker.renderer.post import render_post
from bookmaker.renderer.xhtml import html_to_tree, text_of, tree_to_xhtml
from bookmaker.templating import fill_template, markup
from bookmaker.wording import count_in_digits, date_in_words, is_rtl, reading_minutes, wording

_UNDATED_YEAR = 1
#: An excerpt of which so much is the beginning of the post is that beginning.
_REPEATED_LETTERS = 60


def render_chapter(
    chapter: Chapter, site: Site, language: str, found: Found = NOTHING
) -> Outcome[ChapterDocument]:
    """Render a chapter's posts. `language` is the book's; `found`: see `Passage`."""
    chapter = _typeset_titles(chapter, site)
    problems: list[Diagnostic] = []
    passages = [
        render_post(post, site, 3 if chapter.runs_on else 2, language, found) for post in chapter.posts
    ]
    pieces = []
    headings = [Heading(level=1, anchor=chapter.id, text=chapter.title)]
    for passage in passages:
        opening, heading = _open_post(passage, chapter, language)
        pieces += [opening, tree_to_xhtml(passage.root)]
        headings += [*([heading] if heading else []), *passage.headings]
        problems += passage.problems
    if chapter.runs_on:
        pieces.insert(0, fill_template("opening_run.xhtml.j2", chapter=chapter))
    anchors = [heading.anchor for heading in headings]
    for passage in passages:
        anchors += [anchor for anchor in passage.anchors.values() if anchor not in anchors]
    document = ChapterDocument(
        id=chapter.id,
        title=chapter.title,
        language=chapter.language,
        direction="rtl" if is_rtl(chapter.language) else "ltr",
        xhtml="\n".join(pieces),
        headings=tuple(headings),
        anchors=tuple(anchors),
        links=tuple(dict.fromkeys(link for passage in passages for link in passage.links)),
        assets=tuple({key: a for p in passages for key, a in p.assets.items()}.values()),
        missing_images=sum(passage.missing_images for passage in passages),
        remote_images=sum(passage.remote_images for passage in passages),
        remote=tuple(dict.fromkeys(address for passage in passages for address in passage.remote)),
        undescribed_images=sum(passage.undescribed_images for passage in passages),
        words=sum(len(text_of(passage.root).split()) for passage in passages),
    )
    return Outcome(document, tuple(problems))


def _typeset_titles(chapter: Chapter, site: Site) -> Chapter:
    posts = tuple(
        replace(post, title=typeset_title(post.title, post.language, site)) for post in chapter.posts
    )
    return replace(chapter, title=typeset_title(chapter.title, chapter.language, site), posts=posts)


def _open_post(passage: Passage, chapter: Chapter, language: str) -> tuple[str, Heading | None]:
    """The heading of a post; in a chapter of several it is a section of its own."""
    post = passage.post
    date = date_in_words(post.date, language) if post.date.year > _UNDATED_YEAR else ""
    count = reading_minutes(len(text_of(passage.root).split()))
    source = source_address(post, passage.site.url)
    opening = fill_template(
        "opening.xhtml.j2",
        post=post,
        tag="h2" if chapter.runs_on else "h1",
        shown=passage.site.opening if post.title else (),
        date=date,
        iso_date=post.date.date().isoformat(),
        minutes=wording(language, "minutes", count=count_in_digits(count, language)),
        author=_name_author(passage),
        source=source,
        short_source=short_address(source),
        standfirst=_standfirst(passage),
        own=markup(_in_language(language, chapter.language)),
        lang=markup(f' lang="{post.language}"') if post.language != chapter.language else "",
    )
    heading = Heading(level=2, anchor=post.id, text=post.title) if chapter.runs_on else None
    return opening, heading


def _in_language(language: str, around: str) -> str:
    """The attributes of words in one language among those of another."""
    if language == around:
        return ""
    direction = "" if is_rtl(language) == is_rtl(around) else f' dir="{"rtl" if is_rtl(language) else "ltr"}"'
    return f' lang="{language}"{direction}'


def _standfirst(passage: Passage) -> str:
    """The excerpt as running text, unless the post begins with it."""
    post = passage.post
    text = (
        " ".join(text_of(html_to_tree(markdown_to_html(post.excerpt, 1).html)).split())
        if post.excerpt
        else ""
    )
    repeated = _letters(text)[:_REPEATED_LETTERS]
    if _letters(text_of(passage.root)).startswith(repeated):
        return ""
    return typeset_title(text, post.language, passage.site)


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _name_author(passage: Passage) -> str:
    """Who wrote the post: its by-line, or its authors where they are not the site's."""
    byline = take_byline(passage)
    if byline is not None:
        return markup(tree_to_xhtml(byline))
    site_author, authors = passage.site.author, passage.post.authors
    return ", ".join(authors) if site_author and authors != (site_author,) else ""
