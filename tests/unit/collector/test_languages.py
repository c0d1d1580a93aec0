"""Languages: told by script where a post does not say, which is enough for hyphens and direction."""

from __future__ import annotations

import pytest

from bookmaker.collector.languages import detect_language, normalise_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Сегодня над двором закричали стрижи.", "ru"),
        ("Сьогодні над подвір'ям закричали стрижі, їх п'ять.", "uk"),
        ("The swifts came back today.", "en"),
        ("امروز پرستوها برگشتند و من دیدم", "fa"),
        ("عادت السنونو هذا اليوم", "ar"),
        ("הסנוניות חזרו היום", "he"),
        ("Τα χελιδόνια γύρισαν σήμερα", "el"),
        ("今日、燕が帰ってきた。", "ja"),
        ("燕子今天回来了。", "zh"),
        ("오늘 제비가 돌아왔다", "ko"),
        ("1234 — 5678", "en"),
        ("", "en"),
    ],
)
def test_the_script_tells_the_language(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_code_and_addresses_do_not_count() -> None:
    text = (
        "Смотри `def main() -> None: return compute(everything)` на https://example.org/a/very/long/address"
    )
    assert detect_language(text) == "ru"


def test_names_in_latin_letters_do_not_make_a_russian_post_english() -> None:
    assert detect_language("Поставил PostgreSQL и Kubernetes, работает.") == "ru"


def test_latin_letters_mean_the_site_s_language() -> None:
    assert detect_language("Die Schwalben sind zurück.", "de") == "de"
    assert detect_language("The swifts came back.", "ru") == "en"


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("ru", "ru"),
        ("ru-RU", "ru-RU"),
        ("fa_IR", "fa-IR"),
        ("ru_RU.UTF-8", "ru-RU"),
        ("PT-br", "pt-br"),
        ("zh-Hant-TW", "zh-Hant-TW"),
        ("Russian", ""),
        ("", ""),
        (None, ""),
        (7, ""),
        ("en; drop", ""),
    ],
)
def test_tags_are_written_as_books_write_them(written: object, tag: str) -> None:
    assert normalise_language(written) == tag
