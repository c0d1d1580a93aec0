"""Letters as mail programs read them: Python's own parser, and mail-parser."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import mailparser
import pytest

from bookmaker.errors import DeliveryError, SourceError
from bookmaker.sender.edition import FinishedEdition
from bookmaker.sender.ledger.deliveries import Key
from bookmaker.sender.mail.enclosure import enclose
from bookmaker.sender.mail.message import Packed, message_id
from bookmaker.sender.mail.writer import LetterWriter, Sender
from bookmaker.sender.outcomes import Refused
from bookmaker.sender.readers.reader import Reader, ReaderFormat
from bookmaker.wording import wording
from tests.small_book import AUTHOR, TITLE, write_book

TOKEN = "a-token_of-this-reader"
URL = "https://example.org/a/rather/long/address/of/a/service/that/unsubscribes/readers?reader={token}&list=1"


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> FinishedEdition:
    return write_book(tmp_path_factory.mktemp("book"))


def sender(**more: Any) -> Sender:
    values: dict[str, Any] = {
        "address": Address("Соседка, с пятого этажа", "books", "example.org"),
        "reply_to": None,
        "shelf": "",
        "limit_mb": 24.0,
        "unsubscribe_url": URL,
        "unsubscribe_mail": "",
    }
    return Sender(**{**values, **more})


def reader(address: str = "Anna@example.org", format: ReaderFormat = "epub", **more: Any) -> Reader:
    return Reader(key=address.casefold(), address=address, channel="mail", format=format, **more)


def write(edition: FinishedEdition, who: Reader, stated_bytes: int = 0, **more: Any) -> Any:
    writer = LetterWriter(
        edition, sender(**more), {who.key: who}, {who.key: TOKEN}, lambda: datetime(2024, 3, 13, tzinfo=UTC)
    )
    return writer.write(Key(edition=edition.hash, channel="mail", reader=who.key), stated_bytes)


def raw(edition: FinishedEdition, who: Reader, **more: Any) -> bytes:
    """The message as it is after the server has taken its dots away."""
    letter = write(edition, who, **more)
    assert isinstance(letter, Packed)
    return re.sub(rb"(?m)^\.\.", b".", b"".join(letter.pieces))


def parse(edition: FinishedEdition, who: Reader, **more: Any) -> EmailMessage:
    message = message_from_bytes(raw(edition, who, **more), policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert [part.defects for part in message.walk() if part.defects] == []
    return message


def test_headers_are_read_back_as_they_were_meant(edition: FinishedEdition) -> None:
    message = parse(edition, reader(name='Анна "Аня" Ким, мл.'))
    assert message["Subject"] == f"{TITLE} — {AUTHOR}"
    (to,) = message["To"].addresses
    assert (to.display_name, to.addr_spec) == ('Анна "Аня" Ким, мл.', "Anna@example.org")
    (from_,) = message["From"].addresses
    assert (from_.display_name, from_.addr_spec) == ("Соседка, с пятого этажа", "books@example.org")
    assert message["Date"].datetime == datetime(2024, 3, 13, tzinfo=UTC)
    assert re.fullmatch(r"<[0-9a-f]{40}@example\.org>", message["Message-ID"])


def test_one_click_is_unbroken_and_on_one_line(edition: FinishedEdition) -> None:
    address = URL.format(token=TOKEN)
    lines = raw(edition, reader(name="Анна")).split(b"\r\n\r\n")[0].decode("ascii").split("\r\n")
    mail = f"<mailto:books@example.org?subject=unsubscribe%20{TOKEN}>"
    assert f"List-Unsubscribe: <{address}>, {mail}" in lines
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in lines


def test_without_an_address_for_one_click_there_is_mail_and_no_promise(edition: FinishedEdition) -> None:
    message = parse(edition, reader(), unsubscribe_url="", unsubscribe_mail="stop@example.org")
    assert message["List-Unsubscribe"] == f"<mailto:stop@example.org?subject=unsubscribe%20{TOKEN}>"
    assert message["List-Unsubscribe-Post"] is None


def test_a_kindle_gets_the_epub_and_no_word_of_unsubscribing(edition: FinishedEdition) -> None:
    message = parse(edition, reader("a@kindle.com", "kindle"), shelf="https://example.org/books/")
    assert [name for name in message if name.lower().startswith("list-")] == []
    assert [part.get_filename() for part in message.iter_attachments()] == ["balkon-2024.epub"]
    page = message.get_body(("html",))
    assert page
    assert wording("ru", "mail_unsubscribe") not in page.get_content()


def test_lines_and_encoded_words_are_as_long_as_they_may_be(edition: FinishedEdition) -> None:
    data = raw(edition, reader(name="Очень " * 30 + "длинное имя", format="both"))
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", data)
    assert max(map(len, data.split(b"\r\n"))) <= 998
    words = re.findall(rb"=\?utf-8\?[bq]\?[^?]*\?=", data)
    assert words
    assert max(map(len, words)) <= 75  # RFC 2047, 2


def test_no_line_begins_with_a_lone_dot(edition: FinishedEdition, tmp_path: Path) -> None:
    letter = write(write_book(tmp_path, title=". точка", author="."), reader(language="en", name=". A"))
    assert isinstance(letter, Packed)
    assert not re.search(rb"(?m)^\.(?!\.)", b"".join(letter.pieces))


def test_files_arrive_as_they_are(edition: FinishedEdition) -> None:
    message = parse(edition, reader(format="both"))
    found = {part.get_filename(): part for part in message.iter_attachments()}
    for file in edition.files:
        assert found[file.file_name].get_content() == file.path.read_bytes()
        assert found[file.file_name].get_content_type() == file.media_type
        assert found[file.file_name].get_content_disposition() == "attachment"
    assert set(found) == {"balkon-2024.epub", "balkon-2024.pdf"}


def test_the_page_shows_its_cover_and_the_words_of_the_readers_language(edition: FinishedEdition) -> None:
    message = parse(edition, reader(name="Anna", language="en"), shelf="https://example.org/books/?a=1&b=2")
    page, text = message.get_body(("html",)), message.get_body(("plain",))
    assert page and text
    html, plain = page.get_content(), text.get_content().replace("\r\n", "\n")
    for words in ("Hello, Anna!", "is attached to this letter", "Download the book", "Unsubscribe"):
        assert words in html
        assert words in plain
    assert "Год в девяти столбиках" in html
    assert "A Loaf &lt;in&gt; Eleven Hours" in html
    assert "- A Loaf <in> Eleven Hours" in plain
    assert "Январь" not in plain
    assert 'href="https://example.org/books/?a=1&amp;b=2"' in html
    assert "https://example.org/books/?a=1&b=2\n" in plain
    (cover,) = [part for part in message.walk() if part.get_content_type() == "image/jpeg"]
    content_id = cover["Content-ID"].strip("<>")
    assert f'src="cid:{content_id}"' in html
    assert cover.get_content_disposition() == "inline"
    assert cover.get_content().startswith(b"\xff\xd8")


def test_who_wants_a_link_gets_one(edition: FinishedEdition) -> None:
    message = parse(edition, reader(format="link"), shelf="https://example.org/books/")
    assert list(message.iter_attachments()) == []
    text = message.get_body(("plain",))
    assert text
    assert wording("ru", "mail_ready", title=TITLE) in text.get_content()


@pytest.mark.parametrize(
    ("format", "stated_mb", "shelf", "files", "note"),
    [
        ("both", 0, "", {"balkon-2024.epub", "balkon-2024.pdf"}, ""),
        ("both", 1, "", {"balkon-2024.pdf"}, "only the PDF: both are too large for one message"),
        ("epub", 1, "https://example.org/b/", set(), "a link: the file is too large for a message"),
        ("kindle", 1, "https://example.org/b/", None, ""),
        ("epub", 1, "", None, ""),
    ],
)
def test_what_the_server_does_not_take_becomes_less_or_a_link_or_a_reason(
    tmp_path: Path, format: ReaderFormat, stated_mb: int, shelf: str, files: set[str] | None, note: str
) -> None:
    edition = write_book(tmp_path, padding=1_000_000)
    letter = write(edition, reader(format=format), stated_mb * 1_000_000, shelf=shelf)
    if files is None:
        assert isinstance(letter, Refused)
        assert re.fullmatch(r"too large for mail: 1\.\d MB encoded, where 1\.0 MB are taken", letter.reason)
        return
    assert isinstance(letter, Packed)
    message = message_from_bytes(b"".join(letter.pieces), policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert {part.get_filename() for part in message.iter_attachments()} == files
    assert letter.note == note


@pytest.mark.parametrize(
    ("format", "files"), [("epub", {"balkon-2024.epub"}), ("both", {"balkon-2024.epub", "balkon-2024.pdf"})]
)
def test_a_lighter_edition_goes_where_the_other_is_too_large(
    tmp_path: Path, format: ReaderFormat, files: set[str]
) -> None:
    (tmp_path / "light").mkdir()
    light = write_book(tmp_path / "light", with_pdf=False)
    edition = write_book(tmp_path, padding=1_000_000)
    letter = write(edition, reader(format=format), 1_000_000)
    assert isinstance(letter, Packed)
    assert letter.note == "the lighter EPUB: the other is too large for a message"
    message = message_from_bytes(b"".join(letter.pieces), policy=policy.default)
    assert isinstance(message, EmailMessage)
    found = {part.get_filename(): part.get_content() for part in message.iter_attachments()}
    assert set(found) == files
    assert found["balkon-2024.epub"] == light.files[0].path.read_bytes()
    large = write(edition, reader(format=format))
    assert isinstance(large, Packed)
    assert large.note == ""


def test_a_lighter_edition_of_another_book_is_told(tmp_path: Path) -> None:
    (tmp_path / "light").mkdir()
    write_book(tmp_path / "light", with_pdf=False, identifier="urn:uuid:other")
    with pytest.raises(SourceError, match="is another book than"):
        write_book(tmp_path)


def test_the_size_counts_what_is_sent(edition: FinishedEdition) -> None:
    letter = write(edition, reader())
    assert isinstance(letter, Packed)
    assert letter.size_bytes == len(b"".join(letter.pieces))


def test_files_are_encoded_once_and_shared(edition: FinishedEdition) -> None:
    readers = [reader("a@example.org"), reader("b@example.org")]
    writer = LetterWriter(
        edition, sender(), {r.key: r for r in readers}, {}, lambda: datetime(2024, 3, 13, tzinfo=UTC)
    )
    first, second = (writer.write(Key(edition=edition.hash, channel="mail", reader=r.key)) for r in readers)
    assert isinstance(first, Packed) and isinstance(second, Packed)
    (file,) = {id(piece) for piece in first.pieces} & {id(piece) for piece in second.pieces}
    assert [len(piece) > edition.files[0].size_bytes for piece in first.pieces if id(piece) == file] == [True]


def test_the_same_reader_gets_the_same_message_and_another_reader_another(edition: FinishedEdition) -> None:
    assert raw(edition, reader()) == raw(edition, reader())
    key = Key(edition="e", channel="mail", reader="a@example.org")
    ids = {
        message_id(key, "example.org"),
        message_id(Key(edition="f", channel="mail", reader="a@example.org"), "example.org"),
        message_id(Key(edition="e", channel="telegram", reader="a@example.org"), "example.org"),
        message_id(Key(edition="e", channel="mail", reader="b@example.org"), "example.org"),
    }
    assert len(ids) == 4
    assert message_id(key, "example.org") in ids


def test_another_parser_reads_the_same(edition: FinishedEdition) -> None:
    mail: Any = mailparser.parse_from_bytes(raw(edition, reader(name="Анна Ким", format="both")))
    assert mail.subject == f"{TITLE} — {AUTHOR}"
    assert mail.to == [("Анна Ким", "Anna@example.org")]
    assert mail.from_ == [("Соседка, с пятого этажа", "books@example.org")]
    assert not mail.has_defects
    assert mail.headers["List-Unsubscribe"].startswith(f"<{URL.format(token=TOKEN)}>")
    names = {attachment["filename"]: attachment["mail_content_type"] for attachment in mail.attachments}
    assert names["balkon-2024.epub"] == "application/epub+zip"
    assert names["balkon-2024.pdf"] == "application/pdf"


def test_an_address_beyond_ascii_is_written_as_it_is(edition: FinishedEdition) -> None:
    data = raw(edition, reader("иван@пример.рф", name="Иван"))
    assert "To: Иван <иван@пример.рф>\r\n".encode() in data


@pytest.mark.parametrize("what", ["title", "author"])
def test_a_book_whose_words_would_become_headers_is_not_sent(tmp_path: Path, what: str) -> None:
    with pytest.raises(DeliveryError, match="could forge a header"):
        write_book(tmp_path, **{what: "=?utf-8?q?=0D=0ABcc:_all?="})  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["Окна&#13;&#10;Bcc: all@example.org", "Окна&#x2028;Bcc: all@example.org"])
def test_line_ends_in_a_title_are_spaces(tmp_path: Path, text: str) -> None:
    message = parse(write_book(tmp_path, title=text), reader())
    assert message["Subject"].startswith("Окна Bcc: all@example.org")
    assert message["Bcc"] is None


def test_enclosures_have_crlf_and_lines_of_76(tmp_path: Path) -> None:
    encoded = enclose(bytes(range(256)) * 5000, "application/pdf", "a.pdf").encoded
    lines = encoded.split(b"\r\n")
    assert lines.pop() == b""
    assert {len(line) for line in lines[:-1]} == {76}


@pytest.mark.parametrize("language", ["ru", "en", "uk", "de", "fr", "fa", "xx"])
def test_every_language_has_the_words_of_a_letter(edition: FinishedEdition, language: str) -> None:
    message = parse(edition, reader(name="A", language=language), shelf="https://example.org/books/")
    page = message.get_body(("html",))
    assert page
    assert f'dir="{"rtl" if language == "fa" else "ltr"}"' in page.get_content()
    assert wording(language, "mail_greeting", name="A") in page.get_content()
