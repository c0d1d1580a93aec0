"""The site on disk that a case asks for."""

from __future__ import annotations

from collections.abc import Iterator

from tests.cases.case import Case
from tests.drawings import draw_by_name

# A language that typography leaves alone: these cases are about structure.
_LANGUAGE = "la"
_POST = "2024-03-02-case.md"
_OWN_SETTINGS = ("name", "site", "file", "post", "open")


def site_files(case: Case) -> dict[str, str | bytes]:
    """The files of a site that holds the case's post, and all that its settings name."""
    files: dict[str, str | bytes] = {"_config.yml": _config(case.all("site"))}
    files |= dict(_pictures(case))
    files[f"_posts/{post_name(case)}"] = post_source(case)
    for value in case.all("post"):
        other, *pairs = value.split()
        fields = dict(pair.split("=", 1) for pair in pairs)
        files[f"_posts/{other}"] = _front_matter({"title": "Other", **fields}) + "Other words.\n"
    return files


def shared_site_files(cases: list[Case]) -> dict[str, str | bytes]:
    """The files of one site that holds the posts of many cases, a month each of 28."""
    files: dict[str, str | bytes] = {"_config.yml": _config([])}
    for number, case in enumerate(cases):
        pictures = dict(_pictures(case))
        assert all(files.get(path, data) == data for path, data in pictures.items()), case.id
        day = f"{2001 + number // 336}-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"
        files |= pictures
        files[f"_posts/{day}-{post_name(case)[11:]}"] = post_source(case)
    return files


def post_name(case: Case) -> str:
    """The name of the file that holds the case's Markdown."""
    return (case.all("name") or [_POST])[0]


def post_source(case: Case) -> str:
    """The case's post with its front matter."""
    meta = {"title": "Case", "lang": _LANGUAGE}
    meta |= {key: value for key, value in case.settings if key not in _OWN_SETTINGS}
    return _front_matter(meta) + case.markdown


def _pictures(case: Case) -> Iterator[tuple[str, bytes]]:
    for value in case.all("file"):
        path, *marks = value.split()
        yield path, draw_by_name(path, *marks)


def _config(lines: list[str]) -> str:
    known = ["title: Cases", "url: https://example.org", f"lang: {_LANGUAGE}"]
    return "\n".join([*known, "permalink: /:year/:month/:day/:title/", *lines])


def _front_matter(meta: dict[str, str]) -> str:
    lines = "".join(f"{key}: {value}\n" for key, value in meta.items())
    return f"---\n{lines}---\n"
