"""Orders and parcels: what a task keeps comes back, what it reads goes along."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from bookmaker.cache import EntryLostError, Store
from bookmaker.cluster import orders
from bookmaker.cluster.orders import Parcel, check_versions, fill_order, make_order
from bookmaker.errors import ConfigError
from bookmaker.model import Asset, PreparedImage


def keep_twice(asset: Asset, store: Store) -> str:
    """A task as the stages have them: it reads a picture, and keeps a result and a font."""
    store.write("result", Path(asset.path).read_bytes() * 2)
    if not store.has("font"):
        store.write("font", b"glyphs")
    return asset.key


@pytest.fixture
def arguments(tmp_path: Path) -> tuple[Asset, Store]:
    (tmp_path / "sun.png").write_bytes(b"sun")
    asset = Asset(key="img-1", path=str(tmp_path / "sun.png"), width_px=1, height_px=1)
    return asset, Store(tmp_path / "store")


@pytest.fixture(autouse=True)
def nothing_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orders, "_sent", set())


def fill(arguments: tuple[Asset, Store], shared: Path | None = None, *, is_complete: bool = False) -> Parcel:
    order = make_order(keep_twice, arguments, shared, is_complete=is_complete)
    Path(arguments[0].path).rename(f"{arguments[0].path}.away")
    try:
        return fill_order(pickle.loads(pickle.dumps(order)))
    finally:
        Path(f"{arguments[0].path}.away").rename(arguments[0].path)


def test_a_picture_goes_along_and_results_come_back(arguments: tuple[Asset, Store]) -> None:
    parcel = fill(arguments)
    assert parcel == Parcel("img-1", {"result": b"sunsun", "font": b"glyphs"})
    assert not arguments[1].root.exists()


def test_what_came_back_before_is_named_and_sent_again_only_if_asked_for(
    arguments: tuple[Asset, Store],
) -> None:
    fill(arguments)
    assert set(fill(arguments).omitted) == {"result", "font"}
    assert set(fill(arguments, is_complete=True).entries) == {"result", "font"}


def test_in_a_shared_store_results_stay(arguments: tuple[Asset, Store]) -> None:
    parcel = fill(arguments, arguments[1].root)
    assert parcel == Parcel("img-1", {})
    assert arguments[1].read("result") == b"sunsun"


def show(picture: PreparedImage | None, store: Store, nothing: None) -> bytes | None:
    """A task that reads a prepared picture in the store, if it is given one."""
    assert nothing is None
    return store.take(picture.cache_key) if picture else None


def test_a_prepared_picture_goes_along_and_nothing_stays_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.write("picture-1", b"pixels")
    image = PreparedImage(
        key="img-1", media_type="image/png", cache_key="picture-1", is_grey=False,
        width_px=1, height_px=1, size_bytes=6,
    )  # fmt: skip
    for picture, seen in ((image, b"pixels"), (None, None)):
        order = pickle.dumps(make_order(show, (picture, store, None), None, is_complete=False))
        assert fill_order(pickle.loads(order)) == Parcel(seen, {})
    store.path("picture-1").unlink()
    with pytest.raises(EntryLostError):
        make_order(show, (image, store, None), None, is_complete=False)


def test_what_differs_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orders, "versions", lambda: {"pango": "1.50.12", "fonts": "a", "same": "1"})
    check_versions({"pango": "1.50.12", "fonts": "a", "same": "1"})
    with pytest.raises(
        ConfigError, match=r"fonts \(a there, b here\), pango \(1\.50\.12 there, 1\.56\.0 here\)"
    ):
        check_versions({"pango": "1.56.0", "fonts": "b", "same": "1"})
