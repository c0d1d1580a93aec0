"""The cache: whole files or none, under keys that no two inputs share."""

from __future__ import annotations

import os
import pickle
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bookmaker.cache import (
    EntryLostError,
    Store,
    clear_left_behind,
    make_key,
    replacing,
    write_atomically,
)

DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "emptied": lambda data: b"",
    "cut off": lambda data: data[: len(data) // 2],
    "a byte short": lambda data: data[:-1],
    "a byte long": lambda data: data + b"\0",
    "a bit flipped": lambda data: data[:-1] + bytes([data[-1] ^ 1]),
    "overwritten": lambda data: bytes(len(data)),
}


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_what_is_kept_is_found_again(tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert store.read("pages-ab") is None
    assert not store.has("pages-ab")
    store.write("pages-ab", b"pages")
    assert (store.has("pages-ab"), store.read("pages-ab")) == (True, b"pages")
    assert pickle.loads(pickle.dumps(store)).read("pages-ab") == b"pages"


def test_a_file_is_replaced_whole_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "book.epub"
    write_atomically(path, b"old" * 1000)
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert files(tmp_path) == ["book.epub"]


def test_a_failed_write_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "book.epub"
    path.write_bytes(b"old")
    with pytest.raises(RuntimeError), replacing(path) as temporary:
        temporary.write_bytes(b"half")
        raise RuntimeError("the power went")
    assert path.read_bytes() == b"old"
    assert files(tmp_path) == ["book.epub"]


def test_a_folder_in_the_way_is_an_error_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "book.epub").mkdir()
    with pytest.raises(OSError, match=r"book\.epub"):
        write_atomically(tmp_path / "book.epub", b"new")
    assert files(tmp_path) == []


def test_what_killed_processes_left_behind_goes_after_a_day(tmp_path: Path) -> None:
    book, mark = tmp_path / "book.epub", "0123456789abcdef"
    with replacing(book) as temporary:
        temporary.touch()
    others = {f".other.epub.{mark}", ".book.epub.notes", f".{mark}", mark}
    names = {temporary.name, *others}
    for name in names:
        (tmp_path / name).touch()
    clear_left_behind(book)
    assert {path.name for path in tmp_path.iterdir()} == {"book.epub", *names}
    for name in names:
        os.utime(tmp_path / name, (0, 0))
    clear_left_behind(book)
    assert {path.name for path in tmp_path.iterdir()} == {"book.epub", *others}


def test_a_book_is_as_public_as_the_umask_says(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        write_atomically(tmp_path / "book.epub", b"new")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "book.epub").stat().st_mode) == 0o640


def test_a_name_of_any_length_can_be_written(tmp_path: Path) -> None:
    name = f"{'книга' * 24}.epub"
    write_atomically(tmp_path / name, b"new")
    assert files(tmp_path) == [name]


@pytest.mark.parametrize(
    ("one", "other"),
    [(("ab", "c"), ("a", "bc")), (("a",), ("a", "")), (("",), ()), (("a", "b"), ("b", "a"))],
)
def test_no_two_lists_of_parts_share_a_key(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert make_key("pages", *one) != make_key("pages", *other)


def test_text_and_its_bytes_are_the_same_part() -> None:
    assert make_key("pages", "стриж") == make_key("pages", "стриж".encode())
    assert make_key("pages", "\udcff") == make_key("pages", "\udcff")


def test_a_key_says_what_kind_of_result_it_is() -> None:
    assert make_key("pages", "a").startswith("pages-")
    assert make_key("pages", "a") != make_key("chapter", "a")


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_entry_is_no_entry(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    store = Store(tmp_path)
    store.write("pages-ab", b"pages" * 100)
    path = store.path("pages-ab")
    path.write_bytes(damage(path.read_bytes()))
    assert store.has("pages-ab")
    assert not store.careful().has("pages-ab")
    assert not path.exists()
    store.write("pages-ab", b"pages")
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(EntryLostError, match="pages-ab"):
        store.take("pages-ab")
    assert store.read("pages-ab") is None


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_file_that_is_kept_is_what_it_was_or_not_there(
    tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    store = Store(tmp_path)
    key = store.keep_file(b"<svg/>")
    path = store.file(key)
    assert path and path.read_bytes() == b"<svg/>"
    path.write_bytes(damage(b"<svg/>"))
    assert store.file(key) is None
    assert store.file(store.keep_file(b"<svg/>")) == path


@pytest.mark.parametrize("use", [Store.has, Store.read, lambda store, key: store.careful().has(key)])
def test_use_is_noted(tmp_path: Path, use: Callable[[Store, str], object]) -> None:
    store = Store(tmp_path)
    store.write("pages-ab", b"pages")
    path = store.path("pages-ab")
    os.utime(path, (1000, 1000))
    assert store.is_whole("pages-ab")
    assert path.stat().st_mtime == 1000
    use(store, "pages-ab")
    assert path.stat().st_mtime > 1_700_000_000


def test_writers_at_the_same_time_leave_one_whole_entry(tmp_path: Path) -> None:
    store, data = Store(tmp_path), b"pages" * 100_000

    def write_and_read(_: int) -> bytes | None:
        store.write("pages-ab", data)
        return store.read("pages-ab")

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(write_and_read, range(40))) == [data] * 40
    assert files(tmp_path) == [store.path("pages-ab").name]
