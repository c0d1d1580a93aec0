"""The table of what `check` asks of an EPUB, and pictures' headers."""

from __future__ import annotations

import pytest

from bookmaker.checker.accessibility_rules import ACCESSIBILITY_RULES
from bookmaker.checker.picture_headers import picture_facts
from bookmaker.checker.rules import GATES
from bookmaker.checker.shop_rules import SHOP_RULES
from bookmaker.errors import CODES
from tests.drawings import draw_picture, draw_svg


def test_every_rule_has_a_code_a_gate_and_a_source() -> None:
    for rule in (*ACCESSIBILITY_RULES, *SHOP_RULES):
        assert rule.code in CODES
        assert rule.gates and set(rule.gates) <= set(GATES)
        assert rule.source
    assert {gate for rule in SHOP_RULES for gate in rule.gates} == set(GATES) - {"accessibility"}


@pytest.mark.parametrize(("kind", "name"), [("PNG", "png"), ("JPEG", "jpeg"), ("GIF", "gif")])
def test_headers_tell_kind_and_size(kind: str, name: str) -> None:
    facts = picture_facts(draw_picture(120, 45, kind), 7)
    assert (facts.kind, facts.width_px, facts.height_px, facts.checksum) == (name, 120, 45, 7)


@pytest.mark.parametrize(
    ("data", "kind"),
    [(b"", ""), (b"\xff\xd8\xff", "jpeg"), (b"RIFF0000WEBP", "webp"), (draw_svg(9, 9), "svg")],
)
def test_what_has_no_size_in_its_header(data: bytes, kind: str) -> None:
    facts = picture_facts(data, 0)
    assert (facts.kind, facts.width_px) == (kind, 0)
