"""Where pictures come from: files of the site become assets, all others visible placeholders."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from bookmaker.model import Asset
from bookmaker.renderer.alternatives import stated_alt
from bookmaker.renderer.passage import Passage
from bookmaker.renderer.pictures import PictureError, probe_picture
from bookmaker.renderer.raw_html import LINE
from bookmaker.renderer.surgery import replace
from bookmaker.renderer.xhtml import Element
from bookmaker.wording import wording

_ICON_PX = 128


def resolve_images(passage: Passage) -> None:
    """Find each picture's file."""
    for element in list(passage.root.iter("img")):
        source = (element.get("src") or "").strip()
        address = _site_path(source, passage)
        file = None if address is None else _find_file(address, passage)
        words = stated_alt(element, file, passage.post, passage.site)
        path = file or _fetched_file(passage, source)
        asset = _probe(passage, element, source, path) if path else None
        if asset is not None:
            passage.alts[element] = words
            _set_asset(passage, element, asset)
            continue
        element.set("alt", words or element.get("alt") or "")
        if path is None:
            _report_absence(passage, element, source, is_remote=address is None)
        if address is None and path is None and not source.startswith("data:"):
            _set_remote(passage, element, source)
        else:
            _set_missing(passage, element, source)


def _fetched_file(passage: Passage, source: str) -> Path | None:
    """The file of a picture on the web, where it has been fetched. The site's own address is there too."""
    address = _web_address(source)
    if not address:
        return None
    passage.remote.append(address)
    file = passage.found.fetched.get(address)
    return Path(file) if file else None


def _web_address(source: str) -> str:
    """The address to fetch or decode, or empty where there is none."""
    if source.startswith("data:"):
        return source
    address = f"https:{source}" if source.startswith("//") else source
    is_web = address.lower().startswith(("http://", "https://"))
    return address.split("#", maxsplit=1)[0] if is_web else ""


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
    if probe.key in passage.found.broken:
        passage.report("image-broken", f"{source}: {passage.found.broken[probe.key]}", element)
        return None
    return Asset(
        key=probe.key,
        path=str(path),
        width_px=probe.width_px,
        height_px=probe.height_px,
        is_drawing=probe.is_drawing,
    )


def _set_asset(passage: Passage, element: Element, asset: Asset) -> None:
    passage.assets[asset.key] = asset
    element.set("src", f"asset:{asset.key}")
    element.set("width", str(asset.width_px))
    element.set("height", str(asset.height_px))
    if max(asset.width_px, asset.height_px) <= _ICON_PX:
        element.set("class", "icon")


def _report_absence(passage: Passage, element: Element, source: str, *, is_remote: bool) -> None:
    reason = passage.found.failed.get(_web_address(source))
    scheme = urlsplit(source).scheme
    shown = source[:200] if scheme in ("http", "https", "") else f"{scheme}:…"
    if reason and scheme == "data":
        passage.report("image-broken", f"{shown} {reason}", element)
    elif reason:
        passage.report("image-fetch-failed", f"{shown}: {reason}", element)
    elif is_remote:
        passage.report("image-remote", f"the picture is not among the site's files: {shown}", element)
    else:
        passage.report("image-missing", f"no file {shown} in the site", element)


def _set_missing(passage: Passage, element: Element, source: str) -> None:
    passage.missing_images += 1
    label = wording(passage.language, "image_missing")
    name = "" if source.startswith("data:") else unquote(source).rsplit("/", 1)[-1][:80]
    _set_placeholder(element, f"{label}: {name}" if name else label, None)


def _set_remote(passage: Passage, element: Element, source: str) -> None:
    passage.remote_images += 1
    scheme = urlsplit(source).scheme
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
