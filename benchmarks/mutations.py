"""Posts as nobody would write them: real ones cut, spliced and broken, fifty to a book, each book validated.

    python -m benchmarks.mutations SITE... --count 2000 --out FOLDER

Every book that EPUBCheck refuses, and every build that ends in an error, is named with its seed; the posts of
such a book stay in the folder. Exit code 1 where there was one.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bookmaker import Arrangement, Edition, Selection, Workshop, build, collect
from bookmaker.checker.epubcheck import run_epubcheck

#: Markup that is easily left open, closed twice, or put where it may not stand.
_SHARDS = (
    "<div>", "</div>", "<b>", "</i>", "<table><tr>", "</td>", "<li>", "<p>", "</p></p>", "<!--", "-->",
    "```", "~~~", "**", "_", "[", "](", "![", "![](", "[^1]", "[^1]: note", "> ", "- ", "1. ", "\t", "    ",
    "$$", "\\(", "|", "|---|", "{{", "{% raw %}", "{: .class}", "<a href='#x'>", "<a id=x>", "<img src=",
    "<figure>", "<figcaption>", "<dl><dt>", "<ruby>", "<rt>", "<svg>", "<math>", "<script>", "<style>",
    "<details>", "<summary>", "&", "&nbsp", "&#0;", "&#xD800;", "\x0c", "\x00", "\u202e", "\ufffe",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467", "<h1>", "</h6>", "# ", "###### ", "---", "===",
    "<iframe src='https://example.org/v'>", "<video controls>", "<o:p>", "<x-y z=1>",
    "<span style='color:red'>", "<ol start=x>", "<td colspan=0>", "<a href='javascript:x'>",
    "<a href='http://[::1'>", "<br/", "</", "<", "]]>",
)  # fmt: skip


def mutate(texts: Sequence[str], chance: random.Random) -> str:
    """A post's body made of parts of others."""
    text = chance.choice(texts)
    for _ in range(chance.randint(1, 8)):
        text = chance.choice(_CHANGES)(text, chance.choice(texts), chance)
    return text[:200_000]


def _cut(text: str, _: str, chance: random.Random) -> str:
    start, end = sorted((chance.randint(0, len(text)), chance.randint(0, len(text))))
    return text[:start] + text[end:]


def _splice(text: str, other: str, chance: random.Random) -> str:
    place, start = chance.randint(0, len(text)), chance.randint(0, len(other))
    return text[:place] + other[start : start + chance.randint(1, 4000)] + text[place:]


def _break(text: str, _other: str, chance: random.Random) -> str:
    for _ in range(chance.randint(1, 12)):
        place = chance.randint(0, len(text))
        text = text[:place] + chance.choice(_SHARDS) + text[place:]
    return text


def _repeat(text: str, _: str, chance: random.Random) -> str:
    place = chance.randint(0, len(text))
    piece = text[place : place + chance.randint(1, 300)]
    return text[:place] + piece * chance.randint(2, 6) + text[place:]


def _shuffle(text: str, _: str, chance: random.Random) -> str:
    lines = text.splitlines(keepends=True)
    start = chance.randint(0, len(lines))
    part = lines[start : start + chance.randint(2, 30)]
    chance.shuffle(part)
    return "".join((*lines[:start], *part, *lines[start + len(part) :]))


def _drop(text: str, _: str, chance: random.Random) -> str:
    """Take single characters of markup away."""
    marks = [place for place, letter in enumerate(text) if letter in "<>/*_[]()`|\n\"'=#"]
    gone = set(chance.sample(marks, min(len(marks), chance.randint(1, 20))))
    return "".join(letter for place, letter in enumerate(text) if place not in gone)


_CHANGES = (_cut, _splice, _break, _repeat, _shuffle, _drop)


def write_posts(folder: Path, sources: Sequence[Path], texts: Sequence[str], count: int, seed: int) -> None:
    """Write a site of mutated posts, with the pictures of one of the sources."""
    chance = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    assets = [source / "assets" for source in sources if (source / "assets").is_dir()]
    if assets:
        (folder / "assets").symlink_to(chance.choice(assets).resolve())
    (folder / "_config.yml").write_text('title: Mutations\nauthor: Nobody\nurl: "https://example.org"\n')
    for number in range(1, count + 1):
        body = mutate(texts, chance).encode("utf-8", "replace")
        head = f"---\ntitle: Post {number} of seed {seed}\ndate: 2024-01-{number % 28 + 1:02}\n---\n".encode()
        (folder / f"2024-01-{number % 28 + 1:02}-post-{number}.md").write_bytes(head + body)


def try_books(
    sources: Sequence[Path], out: Path, count: int, workshop: Workshop, *, per_book: int = 50, seed: int = 0
) -> Iterator[str]:
    """Build and validate book after book; what is yielded is wrong."""
    texts = [post.body for source in sources for post in collect(source).value.posts if post.body.strip()]
    for first in range(0, count, per_book):
        number = seed + first // per_book
        folder = out / f"book-{number}"
        shutil.rmtree(folder, ignore_errors=True)
        write_posts(folder / "site", sources, texts, min(per_book, count - first), number)
        wrong = list(_try_book(folder, workshop, is_run_on=number % 2 == 1))
        yield from (f"seed {number}: {message}" for message in wrong)
        if not wrong:
            shutil.rmtree(folder)


def _try_book(folder: Path, workshop: Workshop, *, is_run_on: bool) -> Iterable[str]:
    # In every second book short posts share chapters.
    arrangement = Arrangement(name="book", language="en", chapters="run-on" if is_run_on else "post")
    edition = Edition(formats=("epub",), out=folder)
    try:
        build(collect(folder / "site"), Selection(), arrangement, edition, workshop)
    except Exception as error:  # what this program is for: any of them is a fault to be named
        return [f"no book: {type(error).__name__}: {error}"]
    return [str(problem) for problem in run_epubcheck(folder / "book.epub")]


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sites", nargs="+", type=Path)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=Path("out/mutations"))
    options = parser.parse_args()
    wrong = 0
    with Workshop(cache_dir=options.out / "cache") as workshop:
        books = try_books(options.sites, options.out, options.count, workshop, seed=options.seed)
        for message in books:
            wrong += 1
            print(message, flush=True)
    print(f"{options.count} posts, {wrong} complaints")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
