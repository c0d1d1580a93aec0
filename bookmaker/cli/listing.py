"""`bookmaker list`: what would go into the books."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from bookmaker.cli.options import find_settings, shared_options, to_options
from bookmaker.errors import Diagnostic


@click.command("list")
@click.argument("site", type=click.Path(path_type=Path))
@shared_options
def list_command(site: Path, **values: Any) -> int:
    """Show the chapters, words and pictures that a book of SITE would have, and what is missing."""
    from bookmaker.cli.report import (
        book_facts,
        diagnostic_facts,
        exit_status,
        print_diagnostics,
        print_json,
    )
    from bookmaker.pipeline import arrange, collect, expand, problems_of_posts
    from bookmaker.rendering import render_texts
    from bookmaker.requests import make_requests, source_arguments
    from bookmaker.series import make_series
    from bookmaker.workshop import Workshop

    settings, root = find_settings(site, values["config"])
    options = to_options(values)
    requests = make_requests(settings, options)
    collection = collect(root, **source_arguments(settings, typography=not values["no_typography"]))
    requests = (*make_series(settings, options, collection.value), *requests)
    books = []
    problems: list[Diagnostic] = []
    with Workshop(
        jobs=values["jobs"],
        cache_dir=values["cache_dir"],
        cache_size_bytes=values["cache_size"],
        keep=not values["no_cache"],
    ) as workshop:
        arranged = [arrange(collection.value, request.selection, request.arrangement) for request in requests]
        expanded = [expand(book, collection.value).value for book in arranged]
        for request, rendered in zip(requests, render_texts(expanded, workshop), strict=True):
            about_posts = problems_of_posts(collection, rendered.value.book, request.selection)
            found = (*about_posts, *rendered.diagnostics)
            problems += found
            facts = book_facts(rendered.value)
            facts["diagnostics"] = [diagnostic_facts(problem) for problem in found]
            facts["contents"] = _contents(rendered.value)
            books.append(facts)
    if values["as_json"]:
        print_json(books)
    else:
        for facts in books:
            _print_book(facts)
        print_diagnostics(dict.fromkeys(problems))
    return exit_status(problems, strict=values["strict"])


def _contents(rendered: Any) -> list[dict[str, Any]]:
    documents = {document.id: document for document in rendered.documents}
    return [
        {
            "part": part.title,
            "title": chapter.title,
            "date": chapter.posts[0].date.date().isoformat(),
            "posts": [post.path for post in chapter.posts],
            "words": documents[chapter.id].words,
            "images": len(documents[chapter.id].assets),
            "missing": documents[chapter.id].missing_images + documents[chapter.id].remote_images,
        }
        for part in rendered.book.parts
        for chapter in part.chapters
    ]


def _print_book(facts: dict[str, Any]) -> None:
    from bookmaker.cli.report import counted

    click.echo(f"{click.style(facts['title'], bold=True)} ({facts['name']})")
    part = ""
    for row in facts["contents"]:
        if row["part"] != part:
            part = row["part"]
            click.echo(f" {part}")
        missing = f", {row['missing']} missing" if row["missing"] else ""
        click.echo(
            f"  {row['date']}  {row['words']:>6,} words  {row['images']:>3} pictures{missing}  {row['title']}"
        )
    images = facts["images"]
    click.echo(
        f"  {counted(facts['posts'], 'post')}, {counted(facts['chapters'], 'chapter')}, "
        f"{counted(facts['words'], 'word')}, {counted(images['used'], 'picture')}, "
        f"{images['missing']} missing, {images['remote']} remote"
    )
