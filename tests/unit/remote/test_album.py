"""A picture of the web is fetched once; later builds find it in the store and ask nobody."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from bookmaker import Workshop, arrange, collect, render
from bookmaker.cache import Store
from bookmaker.errors import Outcome
from bookmaker.exporters.edition import RenderedBook
from bookmaker.progress import Silence
from bookmaker.remote.album import collect_pictures
from bookmaker.remote.policy import Policy
from tests.sites import post_text, write_site
from tests.web import Answer, Web


def png(width: int = 300) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, 200), "green").save(file, "PNG")
    return file.getvalue()


def rendered(
    root: Path, body: str, policy: Policy | None, cache: Path, config: str = "title: A\n"
) -> Outcome[RenderedBook]:
    files = {
        "_config.yml": config,
        "_posts/2024-03-13-a.md": post_text("A", body=body),
        "_posts/2024-03-14-b.md": post_text("B", "2024-03-14 12:00:00 +0000"),
    }
    collection = collect(write_site(root, files)).value
    with Workshop(jobs=1, cache_dir=cache) as workshop:
        return render(arrange(collection), workshop, policy)


def test_pictures_are_fetched_once(web: Web, tmp_path: Path) -> None:
    store, (good, bad) = Store(tmp_path), (web.address("/a.png"), web.address("/b.png"))
    web.answers["/a.png"] = Answer(png())
    album = collect_pictures([good, bad], store, web.policy(), Silence())
    assert Path(album.files[good]).read_bytes() == png()
    assert list(album.failed) == [bad]
    assert len(web.asked) == 2
    again = collect_pictures([good, bad], store, None, Silence())
    assert (again.files, again.failed) == (album.files, {})
    assert len(web.asked) == 2


def test_a_fetched_picture_stands_in_the_book_and_later_builds_are_offline(web: Web, tmp_path: Path) -> None:
    web.answers["/a.png"] = Answer(png())
    body = f"![A leaf]({web.address('/a.png')}#top)\n"
    before = rendered(tmp_path / "site", body, None, tmp_path / "cache")
    assert [problem.code for problem in before.diagnostics] == ["image-remote"]
    assert before.value.documents[0].remote_images == 1
    assert web.asked == []
    first = rendered(tmp_path / "site", body, web.policy(), tmp_path / "cache")
    later = rendered(tmp_path / "site", body, None, tmp_path / "cache")
    for outcome in (first, later):
        document = outcome.value.documents[0]
        assert outcome.diagnostics == ()
        assert (len(document.assets), document.remote_images, document.missing_images) == (1, 0, 0)
        assert [image.width_px for image in outcome.value.images.values()] == [300]
        assert "A leaf" in document.xhtml
    assert len(web.asked) == 1


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://pictures.test/a.png", "only https is asked"),
        ("https://10.0.0.1/a.png", "not on the open web"),
        ("//127.0.0.1/a.png", "not on the open web"),
    ],
)
def test_what_cannot_be_fetched_is_told_and_stays_a_placeholder(
    tmp_path: Path, address: str, words: str
) -> None:
    outcome = rendered(tmp_path / "site", f"Words.\n\n![A leaf]({address})\n", Policy(), tmp_path / "cache")
    (problem,) = outcome.diagnostics
    assert (problem.code, str(problem.where)) == ("image-fetch-failed", "_posts/2024-03-13-a.md:7")
    assert words in problem.message
    document = outcome.value.documents[0]
    assert document.remote_images == 1
    assert 'class="missing"' in document.xhtml and "A leaf" in document.xhtml


def test_what_is_fetched_and_no_picture_is_told(web: Web, tmp_path: Path) -> None:
    web.answers["/a.png"] = Answer(b"plain words")
    body = f"![A leaf]({web.address('/a.png')})\n"
    outcome = rendered(tmp_path / "site", body, web.policy(), tmp_path / "cache")
    assert [problem.code for problem in outcome.diagnostics] == ["image-broken"]


def test_the_site_s_own_pictures_come_from_disk_and_else_from_the_web(web: Web, tmp_path: Path) -> None:
    web.answers["/there.png"] = Answer(png(301))
    root = write_site(tmp_path / "site", {"here.png": png(302)})
    body = f"![One]({web.address('/here.png')})\n\n![Two]({web.address('/there.png')})\n"
    config = f"title: A\nurl: {web.address('')}\n"
    offline = rendered(root, body, None, tmp_path / "cache", config)
    assert [problem.code for problem in offline.diagnostics] == ["image-missing"]
    outcome = rendered(root, body, web.policy(), tmp_path / "cache", config)
    assert outcome.diagnostics == ()
    assert sorted(image.width_px for image in outcome.value.images.values()) == [301, 302]
    assert [path for path, _ in web.asked] == ["/there.png"]
