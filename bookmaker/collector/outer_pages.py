"""The cover and the pages before and after the text, by the names that book.toml gives them."""

from __future__ import annotations

from collections.abc import Sequence

from bookmaker.collector.posts import UNDATED
from bookmaker.errors import ConfigError
from bookmaker.model import Chapter, Collection, MatterPage, Post
from bookmaker.wording import wording

#: Ids that a book has always had.
_MATTER_TITLES = {"tags": "index_of_tags"}
_MATTER_IDS = {"title-page": "title-page", "contents": "contents"}


def arrange_cover(picture: str, language: str) -> MatterPage | None:
    """The author's cover, as a text that shows it: so it is looked for and prepared like any picture."""
    if not picture:
        return None
    title = wording(language, "cover")
    body = f"![{title}](<{picture}>)\n"
    post = Post(
        id="matter-cover", path="book.toml", title="", date=UNDATED, body=body, body_line=1, language=language
    )
    return MatterPage(kind="cover", id=post.id, title=title, chapter=one_post(post))


def arrange_pages(
    names: tuple[str, ...], collection: Collection, posts: Sequence[Post], language: str
) -> tuple[MatterPage, ...]:
    """Pages by their names. Raises: ConfigError where a file is not among those that were read."""
    texts = {post.path: post for post in collection.pages}
    several = len({post.date.year for post in posts} - {UNDATED.year}) > 1
    pages = []
    for name in names:
        if "." not in name:
            key = _MATTER_TITLES.get(name, name.replace("-", "_"))
            key = "figures_of_years" if name == "figures" and several else key
            pages.append(
                MatterPage(
                    kind=name, id=_MATTER_IDS.get(name, f"matter-{name}"), title=wording(language, key)
                )
            )
        elif name in texts:
            text = texts[name]
            pages.append(MatterPage(kind="text", id=text.id, title=text.title, chapter=one_post(text)))
        else:
            raise ConfigError(
                f"no file {name} in the site", "correct `front` or `back`, or put the file there"
            )
    return tuple(pages)


def one_post(post: Post) -> Chapter:
    """A chapter of one post."""
    return Chapter(id=post.id, title=post.title, posts=(post,), language=post.language)
