"""The tools that measure scale: collections many times as large, a chart, and a simulated cluster."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

from benchmarks.chart import draw_chart
from benchmarks.scaled import make_scaled_site
from benchmarks.simulate import Blog, Machine, Stage, simulate
from tests.sites import post_text, write_site

FREE = Machine(processors=2, task_s=0, byte_s=0)
FOUR_TASKS = Blog(opening_s=0, closing_s=0, stages=(Stage((1.0,) * 4, (1_000_000,) * 4),))


def test_a_scaled_site_has_the_same_words_in_another_order(tmp_path: Path) -> None:
    body = "# Sea\n\nOne two three [four five](https://example.org/a-b) six.\n\n![x](/assets/a.png)\n\n"
    body += "```\na b\n```\n"
    source = write_site(tmp_path / "site", {"_posts/2024-01-01-sea.md": post_text("Sea", "2024-01-01", body)})
    (source / "assets").mkdir()
    (source / "assets" / "a.png").write_bytes(b"picture")
    made = make_scaled_site(source, tmp_path / "large", 3)
    texts = [path.read_text("utf-8") for path in sorted((made / "_posts").iterdir())]
    assert len(set(texts)) == 3
    for number, text in enumerate(texts):
        assert f"# Sea {number}\n" in text
        assert "](https://example.org/a-b)" in text
        assert f"](/assets/copy{number}/a.png)" in text
        assert "```\na b\n```" in text
        assert sorted(re.findall("One|two|three|four|five|six", text)) == sorted(
            ["One", "five", "four", "six", "three", "two"]
        )
    assert len({path.read_bytes() for path in made.rglob("*.png")}) == 3


def test_workers_share_the_work() -> None:
    assert simulate(10, 2, FOUR_TASKS, FREE) == 20


def test_a_scheduler_does_one_task_after_the_other_however_many_machines_there_are() -> None:
    slow = Machine(processors=2, task_s=0.5, byte_s=0.5e-6)
    assert simulate(10, 1_000, FOUR_TASKS, slow) == 10 * 4 * 1.0 + 1


def test_a_build_has_its_own_work_before_and_after() -> None:
    blog = Blog(opening_s=3, closing_s=2, stages=FOUR_TASKS.stages)
    assert simulate(1, 10, blog, FREE) == 3 + 1 + 2


def test_a_chart_is_well_formed_and_names_its_lines() -> None:
    chart = draw_chart({"a & b": [(10, 1), (100, 20)], "c": [(10, 0.5)]}, "machines", "hours")
    root = ElementTree.fromstring(chart)
    words = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"a & b", "c", "machines", "hours", "10", "100", "0.1"} <= set(words)
    assert len(list(root.iter("{http://www.w3.org/2000/svg}polyline"))) == 2
