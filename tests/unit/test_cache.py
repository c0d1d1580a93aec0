"""The cache: whole files or none, under keys that no two inputs share."""

from __future__ import annotations

import os
import pickle
import stat
from pathlib import Path

import pytest

from bookmaker.cache import Store, make_key, replacing, write_atomically


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_what_is_kept_is_found_again(tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert store.read("abcd") is None
    assert not store.has("abcd")
    store.write("abcd", b"pages")
    assert (store.has("abcd"), store.read("abcd")) == (True, b"pages")
    assert pickle.loads(pickle.dumps(store)).read("abcd") == b"pages"


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
    assert make_key(*one) != make_key(*other)


def test_text_and_its_bytes_are_the_same_part() -> None:
    assert make_key("стриж") == make_key("стриж".encode())
    assert make_key("\udcff") == make_key("\udcff")
