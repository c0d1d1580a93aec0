"""Where pictures come from: files of the site become assets, all others visible placeholders."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from bookmaker.model import Asset
from bookmaker.renderer.markdown import LINE
from bookmaker.renderer.passage import Passage
from bookmaker.renderer.pictures import PictureError, probe_picture
from bookmaker.renderer.surgery import replace
from bookmaker.renderer.xhtml import Element
from bookmaker.wording import wording

_ICON_PX = 128


def resolve_images(passage: Passage) -> None:
    """Find each picture's file."""
    for element in list(passage.root.iter("img")):
        source = (element.get("src") or "").strip()
        address = _site_path(source, passage)
        if address is None:
            _set_remote(passage, element, source)
            continue
        path = _find_file(address, passage)
        if path is None:
            passage.report("image-missing", f"no file {source[:200]} in the site", element)
        asset = _probe(passage, element, source, path) if path else None
        if asset is not None and asset.key in passage.broken:
            passage.report("image-broken", f"{source}: {passage.broken[asset.key]}", element)
            asset = None
        if asset is None:
            _set_missing(passage, element, source)
        else:
            _set_asset(passage, element, asset)


def _site_path(source: str, passage: Passage) -> str | None:
    """The path of a picture on the site, or None where it lies elsewhere on the web."""
    site_url = passage.site.url
    if site_url and source.startswith(f"{site_url}/"):
        source = source[len(site_url) :]
    parts = urlsplit(source)
    if parts.scheme or parts.netloc:
        return None
    base_path = urlsplit(site_url).path
    path = unquote(parts.path)
    return path.removeprefix(base_path) if base_path and path.startswith(f"{base_path}/") else path


def _find_file(address: str, passage: Passage) -> Path | None:
    """Look where sites keep pictures: beside the post, then below the root. Never outside the root."""
    root, assets = Path(passage.site.root), Path(passage.site.asset_root)
    folder = (root / passage.post.path).parent
    relative = address.lstrip("/")
    places = [assets / relative, assets / "static" / relative, root / relative]
    if not address.startswith("/"):
        places.insert(0, folder / relative)
    for place in places:
        try:
            if relative and place.is_file():
                resolved = place.resolve()
                return resolved if resolved.is_relative_to(root) else None
        except (OSError, ValueError):
            continue
    return None


def _probe(passage: Passage, element: Element, source: str, path: Path) -> Asset | None:
    try:
        probe = probe_picture(path)
    except (PictureError, OSError) as error:
        passage.report("image-broken", f"{source}: {error}", element)
        return None
    return Asset(key=probe.key, path=str(path), width_px=probe.width_px, height_px=probe.height_px)


def _set_asset(passage: Passage, element: Element, asset: Asset) -> None:
    passage.assets[asset.key] = asset
    element.set("src", f"asset:{asset.key}")
    element.set("width", str(asset.width_px))
    element.set("height", str(asset.height_px))
    if max(asset.width_px, asset.height_px) <= _ICON_PX:
        element.set("class", "icon")


def _set_missing(passage: Passage, element: Element, source: str) -> None:
    passage.missing_images += 1
    label = wording(passage.language, "image_missing")
    name = unquote(source).rsplit("/", 1)[-1][:80]
    _set_placeholder(element, f"{label}: {name}" if name else label, None)


def _set_remote(passage: Passage, element: Element, source: str) -> None:
    passage.remote_images += 1
    scheme = urlsplit(source).scheme
    shown = source if scheme in ("http", "https", "") else f"{scheme}:…"
    passage.report("image-remote", f"the picture is not among the site's files: {shown[:200]}", element)
    label = wording(passage.language, "image_remote")
    address = f"https:{source}" if source.startswith("//") else source
    _set_placeholder(element, label, address if scheme in ("http", "https", "") else None)


def _set_placeholder(element: Element, text: str, address: str | None) -> None:
    """A visible stand-in that keeps the picture's description."""
    box = etree.Element("span")
    box.set("class", "missing")
    alt = (element.get("alt") or "").strip()
    label = f"[{text}{' — ' if alt else ''}{alt}]"
    inside_link = any(parent.tag == "a" for parent in element.iterancestors())
    if address and not inside_link:
        link = etree.SubElement(box, "a")
        link.set("href", address)
        link.text = label
    else:
        box.text = label
    for name in (LINE, "id"):
        if name in element.attrib:
            box.set(name, element.get(name) or "")
    replace(element, box)
