"""Options that several commands share, and their way into `Options`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bookmaker.cli.cache_options import cache_dir_option, cache_size_option
from bookmaker.errors import ConfigError

if TYPE_CHECKING:
    from bookmaker.config import Settings
    from bookmaker.requests import Options

Command = TypeVar("Command", bound=Callable[..., Any])
FILE_NAME = "book.toml"
_DATE = click.DateTime(formats=["%Y-%m-%d"])
_DAY = "YYYY-MM-DD"

_SELECTION = (
    click.option("--year", "years", type=int, multiple=True, help="Posts of this year; repeatable."),
    click.option("--tag", "tags", multiple=True, help="Posts with this tag; repeatable."),
    click.option("--from", "date_from", type=_DATE, metavar=_DAY, help="Posts from this day on."),
    click.option("--to", "date_to", type=_DATE, metavar=_DAY, help="Posts up to this day."),
    click.option("--all", "all_posts", is_flag=True, help="All posts."),
    click.option("--each-year", is_flag=True, help="A book for each year."),
    click.option("--each-tag", is_flag=True, help="A book for each tag."),
    click.option(
        "--tag-min",
        type=click.IntRange(min=1),
        default=1,
        show_default=True,
        help="For --each-tag: how many posts a tag must have.",
    ),
    click.option("--exclude-tag", "exclude_tags", multiple=True, help="No posts with this tag."),
    click.option("--limit", type=click.IntRange(min=1), help="At most so many posts."),
    click.option("--drafts", is_flag=True, help="Unpublished posts and drafts too."),
    click.option("--book", "books", multiple=True, help=f"A book that {FILE_NAME} names; repeatable."),
    click.option("--order", type=click.Choice(["date", "-date", "title", "views"]), help="Order of posts."),
    click.option(
        "--parts",
        type=click.Choice(["none", "month", "quarter", "year", "tag"]),
        help="Divide the book into parts.",
    ),
    click.option(
        "--chapters",
        type=click.Choice(["post", "run-on"]),
        help="A chapter for each post, or short posts of a month run on in one.",
    ),
    click.option("--title", help="Title of the book."),
    click.option("--author", help="Author of the book."),
    click.option("--language", help="Language of the book, such as ru or pt-BR."),
    click.option("--no-typography", is_flag=True, help="Leave quotes, dashes and spaces as they are."),
    click.option(
        "--config",
        type=click.Path(dir_okay=False, path_type=Path),
        help=f"A settings file other than SITE/{FILE_NAME}.",
    ),
    click.option("--jobs", type=click.IntRange(min=1), help="Worker processes; as many as processors."),
    cache_dir_option,
    cache_size_option,
    click.option("--no-cache", is_flag=True, help="Make everything anew and keep nothing."),
    click.option("--strict", is_flag=True, help="Warnings end the command with exit code 7."),
    click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output."),
)


def shared_options(command: Command) -> Command:
    """Add the options that choose and arrange posts."""
    for option in reversed(_SELECTION):
        command = option(command)
    return command


def to_options(values: dict[str, Any], **more: Any) -> Options:
    """Gather what click has parsed."""
    # Here, because it loads the stages, which `--help` does not need.
    from bookmaker.requests import Options

    names = ("order", "parts", "chapters", "title", "author", "language")
    return Options(
        years=values["years"],
        tags=values["tags"],
        exclude_tags=values["exclude_tags"],
        date_from=_day(values["date_from"]),
        date_to=_day(values["date_to"]),
        all=values["all_posts"],
        each_year=values["each_year"],
        each_tag=values["each_tag"],
        tag_min=values["tag_min"],
        limit=values["limit"],
        drafts=values["drafts"],
        books=values["books"],
        arrangement={name: values[name] for name in names if values[name]},
        **more,
    )


def find_settings(site: Path, config: Path | None) -> tuple[Settings, Path]:
    """The settings and the site's root that they mean. Raises: ConfigError."""
    # Here, because `--help`, and a build that has a receipt, read none.
    from bookmaker.config import read_settings

    if config and not config.is_file():
        raise ConfigError(f"no file {config}", "correct --config")
    path = config or site / FILE_NAME
    settings = read_settings(path)
    return settings, site / settings.site.root


def _day(moment: datetime | None) -> Any:
    return moment.date() if moment else None
