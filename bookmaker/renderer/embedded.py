"""What players and embedded pages show: their kind, and an address that works outside of a frame."""

from __future__ import annotations

import re
from html import escape, unescape
from urllib.parse import parse_qs, urlsplit

#: Scripts that put something into the page: host, and pattern of the path.
_SCRIPT_HOSTS = ("gist.github.com", "asciinema.org", "jsfiddle.net", "speakerdeck.com", "snippets.cacher.io")
_SCRIPT = re.compile(
    r"""<script\b[^>]*?\bsrc\s*=\s*["']?([^"'\s>]+)[^>]*>(?:\s*</script\s*>)?""", re.IGNORECASE
)
_YOUTUBE = re.compile(r"/(?:embed|v|shorts|live)/([\w-]{6,20})")
_VIMEO = re.compile(r"/video/(\d+)")
_CODEPEN = re.compile(r"/([^/]+)/embed/(?:preview/)?(\w+)")
_AUDIO = re.compile(r"\.(?:mp3|ogg|oga|m4a|wav|flac|opus|aac)$", re.IGNORECASE)
_VIDEO = re.compile(r"\.(?:mp4|webm|ogv|mov|m4v|avi|mkv)$", re.IGNORECASE)
_PICTURE = re.compile(r"\.(?:svg|png|jpe?g|gif|webp|avif)$", re.IGNORECASE)
_AUDIO_HOSTS = re.compile(
    r"(?:^|\.)(?:soundcloud\.com|spotify\.com|mixcloud\.com|bandcamp\.com|podlove\.org)$"
)
_VIDEO_HOSTS = re.compile(
    r"(?:^|\.)(?:youtube\.com|youtu\.be|youtube-nocookie\.com|vimeo\.com|dailymotion\.com|twitch\.tv|ted\.com"
    r"|rutube\.ru|aparat\.com|bilibili\.com|vk\.com|wistia\.net|loom\.com|peertube\.\w+)$"
)
_LONGEST_SHOWN = 90


def show_scripts(html: str) -> str:
    """Turn scripts that show something, gists for one, into embeds; the cleaning takes all other scripts."""

    def show(script: re.Match[str]) -> str:
        address = unescape(script[1])
        host = urlsplit(_with_scheme(address)).hostname or ""
        return f'<embed src="{escape(address)}">' if host in _SCRIPT_HOSTS else script[0]

    return _SCRIPT.sub(show, html) if "<script" in html.lower() else html


def kind_of(tag: str, address: str) -> str:
    """The key of the program's word for what is embedded."""
    parts = urlsplit(address)
    host, path = parts.hostname or "", parts.path
    if tag == "video" or _VIDEO_HOSTS.search(host) or _VIDEO.search(path):
        return "video"
    if tag == "audio" or _AUDIO_HOSTS.search(host) or _AUDIO.search(path):
        return "audio"
    return "code_on_github" if host == "gist.github.com" else "embedded_page"


def is_picture(address: str) -> bool:
    """Whether an address names a picture: `object` and `embed` can hold one."""
    return bool(_PICTURE.search(urlsplit(address).path))


def page_address(address: str) -> str:
    """Where a reader finds what a frame shows. Addresses of files and unknown hosts stay as they are."""
    address = _with_scheme(address)
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    for hosts, pattern, page in _PAGES:
        found = pattern.search(parts.path) if host in hosts else None
        if found:
            return page.format(*found.groups())
    if host == "w.soundcloud.com":
        return (parse_qs(parts.query).get("url") or [address])[0]
    if host in _SCRIPT_HOSTS:
        return address.removesuffix(".js").split(".js?")[0]
    return address.replace("/embed", "", 1) if host == "open.spotify.com" else address


_PAGES = (
    (("youtube.com", "youtube-nocookie.com"), _YOUTUBE, "https://www.youtube.com/watch?v={}"),
    (("player.vimeo.com",), _VIMEO, "https://vimeo.com/{}"),
    (("codepen.io",), _CODEPEN, "https://codepen.io/{}/pen/{}"),
)


def shown_address(address: str) -> str:
    """An address as print shows it: a long one is cut, because nobody types it."""
    shown = re.sub(r"^https?://(?:www\.)?", "", address).rstrip("/")
    return shown if len(shown) <= _LONGEST_SHOWN else f"{shown[:_LONGEST_SHOWN]}…"


def _with_scheme(address: str) -> str:
    return f"https:{address}" if address.startswith("//") else address
