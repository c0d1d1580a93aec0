"""`bookmaker build --watch`: what is loaded stays loaded, and a change of one post is a book in a moment."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from bookmaker.cache import find_store
from bookmaker.cli.building import build_once, open_workshop, what_is_read
from bookmaker.errors import BookmakerError, ConfigError
from bookmaker.receipts import Receipts, Stock

#: How often files are looked at, and how much of the time that may take where there are many. Units: seconds.
_INTERVAL_S, _MOST_OF_THE_TIME = 0.1, 0.1
#: How long a change has to stand, for some programs write files in several goes. Units: seconds.
_SETTLED_S = 0.03


def watch(site: Path, values: dict[str, Any]) -> Iterator[list[dict[str, Any]]]:
    """Build, and again after each change, until Ctrl-C. What is wrong with the input is said, and waited for.

    Raises: ConfigError.
    """
    receipts = Receipts(find_store(values["cache_dir"]), "watch", values["out"])
    with open_workshop(values) as workshop:
        while True:
            stock = _take_stock(receipts, site, values)
            try:
                yield build_once(site, values, None, workshop)
            except BookmakerError as error:
                click.echo(f"error: {error}", err=True)
            if not values["as_json"]:
                click.echo(f"watching {site}; Ctrl-C ends it", err=True)
            _wait_for_change(receipts, site, values, stock)


def _wait_for_change(receipts: Receipts, site: Path, values: dict[str, Any], before: Stock) -> None:
    """Wait until something is other than `before`, and nothing changes any more."""
    last = before
    while True:
        start = time.perf_counter()
        stock = _take_stock(receipts, site, values)
        took_s = time.perf_counter() - start
        is_changing = stock.digest != before.digest
        if is_changing and stock.digest == last.digest:
            return
        last = stock
        time.sleep(_SETTLED_S if is_changing else max(_INTERVAL_S, took_s / _MOST_OF_THE_TIME))


def _take_stock(receipts: Receipts, site: Path, values: dict[str, Any]) -> Stock:
    try:
        read = what_is_read(site, values)
    except BookmakerError:
        # The settings are wrong: until they are right, they are what is waited for.
        read = (site,)
    stock = receipts.take_stock(read)
    if stock is None:
        raise ConfigError("the files of the book go where its posts are watched", "choose another --out")
    return stock
