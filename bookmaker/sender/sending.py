"""Sending an edition: everything between a plan and the ledger's last entry.

    with Ledger(path) as ledger:
        ledger.begin()
        plan = make_plan(edition, readers, ledger, Request(channel="mail"))
        send(plan, ledger, settings, surroundings(Path(".")))

Nothing here prints or asks.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bookmaker.config_delivery import DeliveryTable
from bookmaker.progress import Progress, Silence
from bookmaker.sender.dispatch import Dispatcher, Line, Terms
from bookmaker.sender.ledger.deliveries import Ledger
from bookmaker.sender.ledger.people import read_tokens
from bookmaker.sender.mail.carrier import MailLine, mail_terms, read_sender, read_server
from bookmaker.sender.mail.writer import LetterWriter
from bookmaker.sender.plan import Plan
from bookmaker.sender.telegram.carrier import open_telegram, telegram_terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What sending is told of the world. `folder` is where paths in the settings begin."""

    folder: Path
    environment: Mapping[str, str]
    clock: Callable[[], datetime]
    progress: Progress
    stop: threading.Event


def surroundings(folder: Path, progress: Progress | None = None) -> Surroundings:
    """The world as it is."""
    return Surroundings(
        folder=folder,
        environment=os.environ,
        clock=lambda: datetime.now(UTC),
        progress=progress or Silence(),
        stop=threading.Event(),
    )


def send(plan: Plan, ledger: Ledger, settings: DeliveryTable, world: Surroundings) -> None:
    """Send what is planned. Raises: ConfigError, DeliveryError; what was sent until then is in the ledger."""
    ledger.add_readers(reader.key for reader in plan.readers)
    make_line, terms = _carrier(plan, ledger, settings, world)
    for edition in (plan.edition, *plan.edition.volumes):
        ledger.plan(
            [key for key in plan.keys if key.edition == edition.hash],
            edition=edition.hash,
            identifier=edition.identifier,
            title=edition.title,
            name=edition.name,
            again=plan.request.again,
        )
    Dispatcher(ledger, make_line, terms, world.progress, world.stop).run(plan.keys)


def make_writer(plan: Plan, ledger: Ledger, settings: DeliveryTable, world: Surroundings) -> LetterWriter:
    """Who writes the letters of a plan; also to see them without sending any. Raises: ConfigError."""
    readers = {reader.key: reader for reader in plan.readers}
    return LetterWriter(plan.edition, read_sender(settings), readers, read_tokens(ledger), world.clock)


def _carrier(
    plan: Plan, ledger: Ledger, settings: DeliveryTable, world: Surroundings
) -> tuple[Callable[[], Line], Terms]:
    """Lines of the plan's channel, and how they may be used. Secrets are looked up here."""
    if plan.request.channel == "telegram":
        telegram = open_telegram(plan, ledger, settings, world.folder, world.environment)
        return telegram, telegram_terms(settings.telegram)
    writer = make_writer(plan, ledger, settings, world)
    server = read_server(settings.mail, read_sender(settings).address.domain, world.folder, world.environment)
    return lambda: MailLine(server, writer), mail_terms(settings.mail)
