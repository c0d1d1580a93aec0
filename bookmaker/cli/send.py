"""`bookmaker send`: the book to its readers, once each."""

from __future__ import annotations

import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bookmaker.cli.delivery import config_option, find_ledger, json_option, ledger_option, read_delivery
from bookmaker.errors import ConfigError, DeliveryError, Diagnostic, SourceError

if TYPE_CHECKING:
    from bookmaker.sender.plan import Plan
    from bookmaker.sender.readers.reader import Reader

_STOPPED = 130


@click.command("send")
@click.argument("book")
@click.option("--to", "list_path", type=click.Path(dir_okay=False, path_type=Path), help="A list of readers.")
@click.option(
    "--channel", type=click.Choice(["mail", "telegram"]), default="mail", show_default=True, help="How."
)
@click.option("--dry-run", is_flag=True, help="Show who would get what; send and remember nothing.")
@click.option("--test", "test_address", help="Send to this address alone, and do not remember it.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many readers now.")
@click.option("--yes", is_flag=True, help="Do not ask before the first message.")
@click.option("--resend-unknown", is_flag=True, help="Again to readers who may have it already.")
@click.option("--resend-failed", is_flag=True, help="Again to readers who were refused, or have blocked us.")
@click.option(
    "--out",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("out"),
    show_default=True,
    help="Where BOOK is looked for, if it is a name.",
)
@config_option
@ledger_option
@json_option
def send_command(book: str, **values: Any) -> int:
    """Send BOOK, an .epub, a .pdf or a book's name, to readers.

    Run again, it goes on where it stopped: nobody gets an edition twice.
    """
    from bookmaker.sender.edition import find_edition
    from bookmaker.sender.volumes import add_volumes

    settings, folder = read_delivery(values["config"])
    readers, problems = _readers(values)
    edition = find_edition(book, values["folder"])
    if values["channel"] == "mail":
        edition = add_volumes(edition)
    with _ledger(values) as ledger:
        from bookmaker.cli import sending_report as report
        from bookmaker.sender.plan import Request, keep_wishes, make_plan
        from bookmaker.sender.sending import make_writer, send, surroundings

        is_real = not values["dry_run"]
        if is_real:
            ledger.begin()
            keep_wishes(ledger, readers)
        again = {name for name in ("unknown", "failed") if values[f"resend_{name}"]}
        request = Request(channel=values["channel"], limit=values["limit"], again=frozenset(again))
        plan = make_plan(edition, readers, ledger, request)
        if not values["as_json"]:
            report.print_problems(problems)
            report.print_plan(plan, settings)
        if not is_real:
            ledger.add_readers(reader.key for reader in plan.readers)
            world = surroundings(folder)
            sizes = report.letter_sizes(plan, make_writer(plan, ledger, settings, world))
            report.print_dry_run(plan, problems, sizes, as_json=values["as_json"])
            return 0
        if plan.readers and not values["yes"]:
            _ask(plan)
        with _progress(values) as progress:
            world = surroundings(folder, progress)
            error: DeliveryError | None = None
            with _heeding_interrupts(world.stop):
                try:
                    send(plan, ledger, settings, world)
                except DeliveryError as caught:
                    error = caught
        clean = report.print_result(plan, ledger, problems, error, as_json=values["as_json"])
        if error:
            raise error
        return _STOPPED if world.stop.is_set() else (0 if clean else DeliveryError.exit_code)


def _readers(values: dict[str, Any]) -> tuple[tuple[Reader, ...], tuple[Diagnostic, ...]]:
    """Whom to send to: a list's readers, or the one address of a test."""
    from bookmaker.sender.readers.reader import AddressError, Reader, is_kindle, read_address
    from bookmaker.sender.readers.reading import read_readers

    if values["test_address"]:
        try:
            channel, key, address = read_address(values["test_address"])
        except AddressError as error:
            raise ConfigError(
                f"--test names no address: {error}", "give a mail address, or a chat"
            ) from error
        values["channel"] = channel
        format: Any = "kindle" if is_kindle(address) else "epub"
        return (Reader(key=key, address=address, channel=channel, format=format),), ()
    if not values["list_path"]:
        raise click.UsageError("give --to FILE with the readers, or --test ADDRESS")
    outcome = read_readers(values["list_path"])
    if not outcome.value:
        raise SourceError(f"{values['list_path']} has no readers", "add some", outcome.diagnostics)
    return outcome.value, outcome.diagnostics


@contextmanager
def _ledger(values: dict[str, Any]) -> Iterator[Any]:
    """The ledger; for tests, and to look only where there is none yet, one that is thrown away."""
    from bookmaker.sender.ledger.deliveries import Ledger
    from bookmaker.sender.ledger.people import read_people, unsubscribe

    path = find_ledger(values)
    if not values["test_address"] and (path.exists() or not values["dry_run"]):
        with Ledger(path) as ledger:
            yield ledger
        return
    with (
        tempfile.TemporaryDirectory(prefix="bookmaker-") as folder,
        Ledger(Path(folder) / "ledger.sqlite3") as ledger,
    ):
        if path.exists():
            with Ledger(path) as real:
                unsubscribe(ledger, read_people(real).unsubscribed)
        yield ledger


def _ask(plan: Plan) -> None:
    """The last moment to think again. Raises: Abort, ConfigError where nobody can be asked."""
    if not sys.stdin.isatty():
        raise ConfigError("nobody can be asked whether to send", "add --yes, or look with --dry-run first")
    click.confirm(f"Send {len(plan.keys):,} messages?", abort=True, err=True)


@contextmanager
def _heeding_interrupts(stop: Any) -> Iterator[None]:
    """Ctrl-C finishes what is in hand and stops; the second one stops at once."""

    def heed(number: int, frame: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        click.echo("stopping after the messages in hand; Ctrl-C again stops at once", err=True)
        stop.set()

    before = {number: signal.signal(number, heed) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _progress(values: dict[str, Any]) -> Any:
    if sys.stderr.isatty() and not values["as_json"]:
        from bookmaker.cli.bars import Bars

        return Bars()
    from bookmaker.progress import Silence

    return nullcontext(Silence())
