"""Lists of readers: what is read, what is reported with which line, and who is the same reader."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bookmaker.errors import SourceError
from bookmaker.sender.readers.reader import Reader, is_fit_for_header, read_address
from bookmaker.sender.readers.reading import merge_readers, read_readers
from bookmaker.sender.readers.writing import add_readers

CSV = "address,name,language,format,tags,unsubscribed\n"


def read(folder: Path, name: str, text: str, encoding: str = "utf-8") -> tuple[tuple[Reader, ...], list[str]]:
    """Readers, and problems as `line code`."""
    (folder / name).write_text(text, encoding)
    outcome = read_readers(folder / name)
    return outcome.value, [f"{p.where.line if p.where else 0} {p.code}" for p in outcome.diagnostics]


def test_all_fields_of_a_csv_are_read(tmp_path: Path) -> None:
    (reader,), problems = read(
        tmp_path, "r.csv", f'{CSV}Anna@Example.ORG,"Ким, Анна",pt_BR,both,"Хлеб; город",\n'
    )
    assert problems == []
    assert reader == Reader(
        key="anna@example.org",
        address="Anna@example.org",
        channel="mail",
        format="both",
        name="Ким, Анна",
        language="pt-BR",
        tags=("хлеб", "город"),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_what_spreadsheets_save_is_understood(tmp_path: Path, encoding: str, delimiter: str) -> None:
    text = delimiter.join(["Email", "Имя"]) + "\r\n" + delimiter.join(["anna@example.org", "Анна"]) + "\r\n"
    (reader,), problems = read(tmp_path, "r.csv", text, encoding)
    assert (reader.name, problems) == ("Анна", [])


def test_lines_are_those_of_the_file_even_after_a_quoted_line_end(tmp_path: Path) -> None:
    readers, problems = read(
        tmp_path, "r.csv", f'{CSV}a@example.org,"Anna\nMaria",,,,\n\nnobody,,,,,\nA@example.org,,,,,\n'
    )
    assert len(readers) == 1
    assert problems == ["2 reader-bad-value", "5 reader-invalid", "6 reader-duplicate"]


def test_json_and_toml_say_the_same_as_csv(tmp_path: Path) -> None:
    expected, _ = read(tmp_path, "r.csv", f"{CSV}a@example.org,А,ru,pdf,x,yes\nb@example.org,,,,,\n")
    toml = (
        '[[reader]]\naddress = "a@example.org"\nname = "А"\nlanguage = "ru"\nformat = "pdf"\ntags = ["x"]\n'
        'unsubscribed = true\n\n[[reader]]\naddress = "b@example.org"\n'
    )
    assert read(tmp_path, "r.toml", toml) == (expected, [])
    first = {"address": "a@example.org", "name": "А", "language": "ru", "format": "pdf", "tags": ["x"]}
    rows = [{**first, "unsubscribed": True}, {"address": "b@example.org"}]
    assert read(tmp_path, "r.json", json.dumps(rows, indent=1)) == (expected, [])


def test_json_and_toml_name_the_line_of_a_wrong_reader(tmp_path: Path) -> None:
    toml = '# mine\n[[reader]]\naddress = "a@example.org"\n\n[[reader]]\naddress = "nobody"\n'
    assert read(tmp_path, "r.toml", toml)[1] == ["5 reader-invalid"]
    text = '[\n {"address": "a@example.org"},\n\n {"address": "nobody"}\n]\n'
    assert read(tmp_path, "r.json", text)[1] == ["4 reader-invalid"]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("r.txt", "", "is no list of readers"),
        ("r.csv", "name,age\nA,3\n", "no column is called"),
        ("r.csv", 'address\n"a@example.org\n', "r.csv:2: not valid CSV"),
        ("r.json", '{"address": "a@example.org"}', "is no array"),
        ("r.json", '[{"address": "a@example.org"},\n oops]', "r.json:2: not valid JSON"),
        ("r.json", '[{"adress": "a@example.org"}]', "did you mean `address`?"),
        ("r.toml", "x = 1\n", "is not made of [[reader]] tables"),
        ("r.toml", "x = \n", "not valid TOML"),
    ],
)
def test_a_file_that_is_no_list_is_an_error(tmp_path: Path, name: str, text: str, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(tmp_path, name, text)
    assert message in str(caught.value)


@pytest.mark.parametrize("text", ["", "0", "no", "false", "нет"])
def test_these_mean_still_subscribed(tmp_path: Path, text: str) -> None:
    (reader,), _ = read(tmp_path, "r.csv", f"{CSV}a@example.org,,,,,{text}\n")
    assert not reader.is_unsubscribed


@pytest.mark.parametrize("text", ["yes", "1", "да", "2024-05-01 10:00", "anything"])
def test_whatever_else_stands_there_means_unsubscribed(tmp_path: Path, text: str) -> None:
    (reader,), _ = read(tmp_path, "r.csv", f"{CSV}a@example.org,,,,,{text}\n")
    assert reader.is_unsubscribed


@pytest.mark.parametrize(
    ("text", "channel", "key", "address"),
    [
        (" Ivan.Petrov@Example.ORG ", "mail", "ivan.petrov@example.org", "Ivan.Petrov@example.org"),
        ("A@XN--80AFOHP.xn--p1ai", "mail", "a@книга.рф", "A@xn--80afohp.xn--p1ai"),
        ("a@книга.рф", "mail", "a@книга.рф", "a@xn--80afohp.xn--p1ai"),
        ("иван@пример.рф", "mail", "иван@пример.рф", "иван@пример.рф"),
        ("@MyChannel", "telegram", "@mychannel", "@MyChannel"),
        ("-1001234567890", "telegram", "-1001234567890", "-1001234567890"),
    ],
)
def test_one_reader_has_one_key(text: str, channel: str, key: str, address: str) -> None:
    assert read_address(text) == (channel, key, address)


def test_a_kindle_is_told_by_its_address_whatever_format_is_written(tmp_path: Path) -> None:
    (reader,), _ = read(tmp_path, "r.csv", f"{CSV}a@kindle.com,,,pdf,,\n")
    assert reader.format == "kindle"


def test_merging_keeps_the_first_and_fills_what_it_leaves_open() -> None:
    first = Reader(key="a", address="a", channel="mail", format="epub", name="A", tags=("x",))
    second = Reader(
        key="a", address="A", channel="mail", format="pdf", language="ru", tags=("y",), is_unsubscribed=True
    )
    merged = merge_readers(first, second)
    assert (merged.name, merged.language, merged.format, merged.tags) == ("A", "ru", "epub", ("x", "y"))
    assert merged.is_unsubscribed
    every_book = Reader(key="a", address="a", channel="mail", format="epub")
    assert merge_readers(first, every_book).tags == ()


@pytest.mark.parametrize("text", ["a\r\nBcc: b@example.org", "a\x0bb", "a\u2028b", "=?utf-8?q?a=0D=0ABcc?="])
def test_what_could_forge_a_header_is_unfit(text: str) -> None:
    assert not is_fit_for_header(text)


@pytest.mark.parametrize("text", ["Анна", "می‌خواهم", "a = b? c", "😀", "O'Neil, Jr."])
def test_names_are_fit(text: str) -> None:
    assert is_fit_for_header(text)


@pytest.mark.parametrize("name", ["r.csv", "r.toml", "r.json"])
def test_what_is_added_is_read_back_and_what_was_there_stays(tmp_path: Path, name: str) -> None:
    old = {
        "r.csv": "Email;Note;Имя\nold@example.org;my friend;Old\n",
        "r.toml": '# my friends\n[[reader]]\naddress = "old@example.org"\nname = "Old"\n',
        "r.json": '[{"address": "old@example.org", "name": "Old"}]',
    }[name]
    (tmp_path / name).write_text(old)
    new = Reader(
        key="n@example.org", address="n@example.org", channel="mail", format="epub", name='N "Q"; \\'
    )
    add_readers(tmp_path / name, [new])
    readers = read_readers(tmp_path / name).value
    assert [(r.address, r.name) for r in readers] == [("old@example.org", "Old"), (new.address, new.name)]
    if name != "r.json":
        assert (tmp_path / name).read_text().startswith(old)
