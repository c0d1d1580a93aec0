"""Lines from right to left are flush at both edges, and first lines indented on the right."""

from __future__ import annotations

import io
from collections import defaultdict

import pikepdf
import pytest

from bookmaker.checker.pdf_runs import read_runs
from bookmaker.exporters.pdf.layout import LayoutJob, lay_out_section
from tests.building import Shelf

#: Amiri has a wider space than PT Serif, and letters that PT Serif lacks.
_STYLE = (
    "@page { size: 120mm 170mm; margin: 15mm } p { margin: 0; text-align: justify; text-indent: 5mm }"
    ' body { font: 10pt/1.8 "PT Serif", Amiri, serif; margin: 0 }'
)
_SENTENCE = "این متن برای آزمایش است و باید از هر دو سو مرتب باشد. "
_PT_PER_MM = 72 / 25.4


@pytest.mark.parametrize("between", ["", "<em>word</em> "])
def test_edges_are_straight(shelf: Shelf, between: str) -> None:
    body = f"<p>{(_SENTENCE + between) * 8}</p>"
    job = LayoutJob(id="arabic", title="Arabic", language="fa", direction="rtl", body=body, styles=(_STYLE,))
    laid_out = shelf.workshop.submit(lay_out_section, job, shelf.workshop.store).result().value
    with pikepdf.open(io.BytesIO(shelf.workshop.store.take(laid_out.key))) as pdf:
        lines: defaultdict[int, list[float]] = defaultdict(list)
        for run in read_runs(pdf.pages[0], {}):
            if "".join(run.glyphs).strip():
                lines[round(run.y_pt)] += (run.x_pt, run.end_pt)
    first, *others, _ = [(min(ends), max(ends)) for _, ends in sorted(lines.items(), reverse=True)]
    left, right = 15 * _PT_PER_MM, 105 * _PT_PER_MM
    assert len(others) > 3
    assert first == pytest.approx((left, right - 5 * _PT_PER_MM), abs=0.3)
    for edges in others:
        assert edges == pytest.approx((left, right), abs=0.3)
