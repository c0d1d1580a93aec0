"""What each answer of a mail server means, from the greeting to the silence after a message."""

from __future__ import annotations

import base64
import ssl
from dataclasses import replace
from typing import Any

import pytest
import trustme

from bookmaker.errors import DeliveryError
from bookmaker.sender.credentials import Secret
from bookmaker.sender.dispatch import LineDownError
from bookmaker.sender.mail.login import login_secret
from bookmaker.sender.mail.message import Packed
from bookmaker.sender.mail.smtp import Server, SmtpConnection
from bookmaker.sender.outcomes import Deferred, Outcome, Refused, Sent, Uncertain
from tests.smtp_script import Script, following

LETTER = Packed(
    sender="books@example.org",
    recipient="anna@example.org",
    pieces=(b"Subject: a\r\n\r\n", b"..\r\n", b"end\r\n"),
)
PASSWORD = "пароль-secret"
PIPELINING = {"EHLO": ["250-mail.example.org\r\n250 PIPELINING"] * 9}


def server(script: Script, **more: Any) -> Server:
    values: dict[str, Any] = {
        "host": "127.0.0.1",
        "port": script.port,
        "security": "none",
        "context": None,
        "user": "",
        "secret": None,
        "login": "password",
        "timeout_s": 5.0,
        "greeting_name": "example.org",
    }
    return Server(**{**values, **more})


def deliver(script: Script, letter: Packed = LETTER) -> tuple[Outcome, SmtpConnection]:
    connection = SmtpConnection(server(script))
    connection.open()
    return connection.deliver(letter), connection


def test_a_message_arrives_byte_for_byte_and_the_connection_is_used_again() -> None:
    with following() as script:
        outcome, connection = deliver(script)
        assert outcome == Sent("taken")
        connection.open()
        assert connection.deliver(LETTER) == Sent("taken")
        connection.close()
    assert script.messages == [b"".join(LETTER.pieces)] * 2
    size = sum(map(len, LETTER.pieces))
    assert script.heard[:4] == [
        "ehlo example.org",
        f"MAIL FROM:<books@example.org> SIZE={size}",
        "RCPT TO:<anna@example.org>",
        "DATA",
    ]
    assert sum(line.startswith("ehlo") for line in script.heard) == 1


@pytest.mark.parametrize("more", [{}, PIPELINING], ids=["one by one", "pipelined"])
@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA", "END"])
@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("451 4.7.1 try again", Deferred("451 4.7.1 try again")),
        ("550 5.1.1 nobody here", Refused("550 5.1.1 nobody here")),
        ("421 4.3.2 too many", Deferred("421 4.3.2 too many")),
    ],
)
def test_4xx_is_later_and_5xx_is_never(
    command: str, answer: str, outcome: Outcome, more: dict[str, list[str]]
) -> None:
    with following({**more, command: [answer]}) as script:
        found, connection = deliver(script)
        assert found == outcome
        assert connection.needs_rest == answer.startswith("421")
        connection.open()
        assert connection.deliver(LETTER) == Sent("taken")


@pytest.mark.parametrize("more", [{}, PIPELINING], ids=["one by one", "pipelined"])
@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
def test_a_line_that_breaks_before_the_end_of_the_message_has_taken_none(
    command: str, more: dict[str, list[str]]
) -> None:
    with following({**more, command: ["drop"]}) as script:
        found, connection = deliver(script)
        assert isinstance(found, Deferred)
        assert found.reason.startswith("the connection broke")
        connection.open()
        assert connection.deliver(LETTER) == Sent("taken")


def test_commands_go_together_where_the_server_takes_them_so() -> None:
    # Whoever waits for an answer to the first would wait for ever.
    together = {"MAIL": [""], "RCPT": [""], "DATA": ["250 ok\r\n250 ok\r\n354 go on"]}
    with following({**PIPELINING, **together}) as script:
        found, connection = deliver(script)
        assert found == Sent("taken")
        assert connection.deliver(LETTER) == Sent("taken")
    assert script.messages == [b"".join(LETTER.pieces)] * 2


@pytest.mark.parametrize("more", [{}, PIPELINING], ids=["one by one", "pipelined"])
def test_no_address_becomes_a_command(more: dict[str, list[str]]) -> None:
    with following(more) as script:
        found, _ = deliver(script, replace(LETTER, recipient="a@example.org>\r\nRCPT TO:<b@example.org"))
    assert isinstance(found, Refused)
    assert not any(line.startswith(("MAIL", "RCPT")) for line in script.heard)


def test_a_refused_reader_costs_no_connection_where_the_server_wants_no_message() -> None:
    answers = {"RCPT": ["550 5.1.1 nobody here"], "DATA": ["554 5.5.1 no valid recipients"]}
    with following({**PIPELINING, **answers}) as script:
        found, connection = deliver(script)
        assert found == Refused("550 5.1.1 nobody here")
        connection.open()
        assert connection.deliver(LETTER) == Sent("taken")
    assert sum(line.startswith("ehlo") for line in script.heard) == 1


@pytest.mark.parametrize("asks", ["354 go on", "drop"])
def test_nothing_follows_a_refusal_where_the_server_wants_a_message_all_the_same(asks: str) -> None:
    with following({**PIPELINING, "RCPT": ["550 nobody"], "DATA": [asks]}) as script:
        found, connection = deliver(script)
        assert found == Refused("550 nobody")
        connection.open()
        assert connection.deliver(LETTER) == Sent("taken")
    assert b"".join(script.messages) == b"".join(LETTER.pieces)
    assert sum(line.startswith("ehlo") for line in script.heard) == 2


@pytest.mark.parametrize("answer", ["drop", "what was that", "199 hm", "999 hm"])
def test_no_sense_after_the_message_is_no_knowledge(answer: str) -> None:
    with following({"END": [answer]}) as script:
        found, _ = deliver(script)
    assert isinstance(found, Uncertain)


def test_silence_after_the_message_is_no_knowledge(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bookmaker.sender.mail.smtp._FINAL_PATIENCE", 0.1)
    with following({"END": ["250-still thinking"]}) as script:
        connection = SmtpConnection(server(script, timeout_s=2.0))
        connection.open()
        found = connection.deliver(LETTER)
    assert isinstance(found, Uncertain)
    assert "timed out" in found.reason


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ({"CONNECT": ["421 not now"]}, LineDownError),
        ({"CONNECT": ["554 not you"]}, LineDownError),
        ({"CONNECT": ["drop"]}, LineDownError),
        ({"EHLO": ["drop"]}, LineDownError),
        ({"AUTH": ["454 not now"]}, LineDownError),
        ({"AUTH": ["535 wrong"]}, DeliveryError),
        ({"MAIL": ["530 log in first"]}, DeliveryError),
    ],
)
def test_what_ends_the_run_and_what_may_be_tried_again(
    answers: dict[str, list[str]], error: type[Exception]
) -> None:
    with following(answers) as script:
        connection = SmtpConnection(server(script, user="anna", secret=Secret(PASSWORD)))
        with pytest.raises(error):
            connection.open()
            connection.deliver(LETTER)


def test_nobody_at_the_port_may_be_tried_again() -> None:
    with following() as script:
        port = script.port
    with pytest.raises(LineDownError, match=r"no connection to 127\.0\.0\.1"):
        SmtpConnection(server(Script({}, port=port))).open()


@pytest.mark.parametrize(
    ("login", "offered", "expected"),
    [
        ("password", "PLAIN LOGIN", [f"\0anna\0{PASSWORD}"]),
        ("password", "LOGIN", ["anna", PASSWORD]),
        ("xoauth2", "XOAUTH2", [f"user=anna\1auth=Bearer {PASSWORD}\1\1"]),
    ],
)
def test_logins_as_their_rfcs_have_them(login: str, offered: str, expected: list[str]) -> None:
    answers = {"EHLO": [f"250-mail\r\n250 AUTH {offered}"]}
    if offered == "LOGIN":
        answers["AUTH"] = ["334 VXNlcm5hbWU6", "235 welcome"]
    with following(answers) as script:
        SmtpConnection(server(script, user="anna", secret=Secret(PASSWORD), login=login)).open()
    sent = [line.rsplit(" ", 1)[-1] for line in script.heard[1:]]
    assert [base64.b64decode(text).decode() for text in sent] == expected


def test_a_refused_token_ends_the_run_after_the_server_has_explained_itself() -> None:
    with (
        following({"AUTH": ["334 eyJzdGF0dXMiOiI0MDAifQ==", "535 5.7.8 no"]}) as script,
        pytest.raises(DeliveryError, match=r"535 5\.7\.8 no"),
    ):
        SmtpConnection(server(script, user="anna", secret=Secret(PASSWORD), login="xoauth2")).open()
    assert script.heard[-1] == ""


@pytest.mark.parametrize("form", [PASSWORD, base64.b64encode(f"\0anna\0{PASSWORD}".encode()).decode()])
def test_a_server_that_repeats_the_secret_is_not_repeated(form: str) -> None:
    with following({"AUTH": [f"535 {form} is wrong"]}) as script, pytest.raises(DeliveryError) as caught:
        SmtpConnection(server(script, user="anna", secret=login_secret("anna", Secret(PASSWORD)))).open()
    assert "535 [secret] is wrong" in caught.value.message


def test_starttls_is_a_must_where_it_is_asked_for() -> None:
    with following() as script, pytest.raises(DeliveryError, match="offers no STARTTLS"):
        SmtpConnection(server(script, security="starttls", user="anna", secret=Secret(PASSWORD))).open()
    assert [line for line in script.heard if line.startswith("AUTH")] == []


def test_tls_protects_the_login_and_only_a_trusted_server_gets_it() -> None:
    authority = trustme.CA()
    inside = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(inside)
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    offer = "250-mail\r\n250-STARTTLS\r\n250 AUTH PLAIN"
    more: dict[str, Any] = {"security": "starttls", "user": "anna", "secret": Secret(PASSWORD)}
    with following({"EHLO": [offer, offer]}, inside) as script:
        connection = SmtpConnection(server(script, context=trusting, **more))
        connection.open()
        assert connection.deliver(LETTER) == Sent("taken")
        assert script.heard[:3] == ["ehlo example.org", "STARTTLS", "ehlo example.org"]
    with (
        following({"EHLO": [offer, offer]}, inside) as script,
        pytest.raises(DeliveryError, match="is not trusted"),
    ):
        SmtpConnection(server(script, context=ssl.create_default_context(), **more)).open()
    assert [line for line in script.heard if line.startswith("AUTH")] == []


def test_an_address_beyond_ascii_needs_a_server_that_knows_it() -> None:
    letter = Packed(sender="books@example.org", recipient="иван@пример.рф", pieces=LETTER.pieces)
    with following() as script:
        assert isinstance(deliver(script, letter)[0], Refused)
    with following({"EHLO": ["250-mail\r\n250 SMTPUTF8"]}) as script:
        assert deliver(script, letter)[0] == Sent("taken")
        assert "RCPT TO:<иван@пример.рф>" in script.heard


def test_what_a_server_says_is_kept_short_and_on_one_line() -> None:
    with following({"RCPT": ["550-first\r\n550 " + "x" * 400]}) as script:
        found, _ = deliver(script)
    assert isinstance(found, Refused)
    assert found.reason.startswith("550 first xxx")
    assert len(found.reason) <= 304
