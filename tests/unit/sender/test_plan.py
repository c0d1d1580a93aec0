"""Who gets an edition now, and why the others do not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bookmaker.errors import SourceError
from bookmaker.sender.ledger.deliveries import Key, Ledger
from bookmaker.sender.ledger.people import unsubscribe
from bookmaker.sender.outcomes import Blocked, Moved, Outcome, Refused, Sent, Uncertain
from bookmaker.sender.plan import Plan, Request, keep_wishes, make_plan
from bookmaker.sender.readers.reader import Reader
from tests.small_book import write_book


def reader(name: str, **more: Any) -> Reader:
    address = name if name.lstrip("-").isdecimal() else f"{name}@example.org"
    channel = "telegram" if address == name else "mail"
    return Reader(**{"key": address, "address": address, "channel": channel, "format": "epub", **more})


def settle(ledger: Ledger, edition: str, outcomes: dict[str, Outcome], channel: str = "mail") -> None:
    ledger.begin()
    for name, outcome in outcomes.items():
        key = Key(edition=edition, channel=channel, reader=name)
        ledger.plan([key], edition=edition, identifier="urn:uuid:1b2c", title="", name="")
        ledger.claim(key)
        ledger.settle(key, outcome)


def names(plan: Plan) -> list[str]:
    return [one.key.split("@")[0] for one in plan.readers]


def test_each_reader_is_sent_or_left_out_for_a_reason(tmp_path: Path) -> None:
    edition = write_book(tmp_path)
    readers = [
        reader("new"), reader("bread", tags=("хлеб", "x")), reader("other", tags=("x",)), reader("12345"),
        reader("gone", is_unsubscribed=True), reader("away"), reader("has"), reader("refused"),
        reader("maybe"),
    ]  # fmt: skip
    with Ledger(tmp_path / "l") as ledger:
        settle(
            ledger,
            edition.hash,
            {
                "has@example.org": Sent(),
                "refused@example.org": Refused("no"),
                "maybe@example.org": Uncertain("?"),
            },
        )
        unsubscribe(ledger, ["away@example.org"])
        plan = make_plan(edition, readers, ledger, Request(channel="mail"))
        assert names(plan) == ["new", "bread"]
        assert plan.left_out == {
            "other channel": 1,
            "unsubscribed": 2,
            "other interests": 1,
            "sent": 1,
            "failed": 1,
            "unknown": 1,
        }
        again = Request(channel="mail", limit=2, again=frozenset({"unknown", "failed"}))
        plan = make_plan(edition, readers, ledger, again)
        assert (names(plan), plan.later) == (["new", "bread"], 2)
        assert names(make_plan(edition, readers, ledger, Request(channel="telegram"))) == ["12345"]


def test_who_unsubscribed_in_one_list_is_not_brought_back_by_another(tmp_path: Path) -> None:
    edition = write_book(tmp_path)
    with Ledger(tmp_path / "l") as ledger:
        keep_wishes(ledger, [reader("gone", is_unsubscribed=True)])
        plan = make_plan(edition, [reader("gone")], ledger, Request(channel="mail"))
        assert plan.left_out == {"unsubscribed": 1}


def test_who_has_an_earlier_edition_is_counted(tmp_path: Path) -> None:
    edition = write_book(tmp_path)
    with Ledger(tmp_path / "l") as ledger:
        settle(ledger, "f" * 64, {"a@example.org": Sent(), "b@example.org": Refused("no")})
        plan = make_plan(edition, [reader("a"), reader("b")], ledger, Request(channel="mail"))
        assert (plan.earlier, names(plan)) == (1, ["a", "b"])


def test_who_blocked_us_stays_left_out_until_it_is_asked_for(tmp_path: Path) -> None:
    edition = write_book(tmp_path)
    with Ledger(tmp_path / "l") as ledger:
        settle(ledger, "f" * 64, {"12345": Blocked("403")}, "telegram")
        request = Request(channel="telegram")
        assert make_plan(edition, [reader("12345")], ledger, request).left_out == {"blocked us": 1}
        again = Request(channel="telegram", again=frozenset({"failed"}))
        assert names(make_plan(edition, [reader("12345")], ledger, again)) == ["12345"]


def test_a_moved_chat_is_one_reader_by_both_its_names(tmp_path: Path) -> None:
    edition = write_book(tmp_path)
    with Ledger(tmp_path / "l") as ledger:
        settle(ledger, "f" * 64, {"-12345": Moved("-10099")}, "telegram")
        readers = [reader("-12345"), reader("-10099")]
        plan = make_plan(edition, readers, ledger, Request(channel="telegram"))
        assert [(one.key, one.address) for one in plan.readers] == [("-10099", "-10099")]


def test_a_format_that_is_not_there_is_told_before_anything_is_sent(tmp_path: Path) -> None:
    edition = write_book(tmp_path, with_pdf=False)
    with Ledger(tmp_path / "l") as ledger, pytest.raises(SourceError, match="1 readers want PDF"):
        make_plan(edition, [reader("a", format="both"), reader("b")], ledger, Request(channel="mail"))
