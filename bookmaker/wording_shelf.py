"""The words of the shelf that books can be downloaded from, by language: what `wording` has beyond books."""

from __future__ import annotations

SHELF_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "shelf_books": "Books", "shelf_new": "New", "shelf_all": "All books", "shelf_years": "By year",
        "shelf_tags": "By tag", "shelf_languages": "By language", "shelf_year": "Year",
        "shelf_tag": "Tag", "shelf_language": "Language", "shelf_count": "Books: {count}",
        "shelf_search": "Search the books", "shelf_nothing": "No book has these words.",
        "shelf_read": "Read", "shelf_download": "Download", "shelf_inside": "What is inside",
        "shelf_pages": "{count} p.", "shelf_every_tag": "All tags",
        "shelf_catalog": "Catalogue for reading apps (OPDS)",
        "shelf_news": "News of new books (feed)", "shelf_skip": "Skip to the books",
        "shelf_back": "Back to the shelf", "shelf_before": "Page back", "shelf_after": "Page on",
        "shelf_place": "Place in the book",
        "shelf_no_script": "Reading here needs JavaScript; the books can be downloaded without.",
        "shelf_lost": "This book could not be opened.", "shelf_contents": "Contents",
        "shelf_kb": "{size} KB", "shelf_mb": "{size} MB",
    },
    "ru": {
        "shelf_books": "Книги", "shelf_new": "Новые", "shelf_all": "Все книги", "shelf_years": "По годам",
        "shelf_tags": "По меткам", "shelf_languages": "По языкам", "shelf_year": "Год",
        "shelf_tag": "Метка", "shelf_language": "Язык", "shelf_count": "Книг: {count}",
        "shelf_search": "Искать по книгам", "shelf_nothing": "Книг с такими словами нет.",
        "shelf_read": "Читать", "shelf_download": "Скачать", "shelf_inside": "Что внутри",
        "shelf_pages": "{count} с.", "shelf_every_tag": "Все метки",
        "shelf_catalog": "Каталог для читалок (OPDS)",
        "shelf_news": "Лента новых книг", "shelf_skip": "Сразу к книгам",
        "shelf_back": "Назад к полке", "shelf_before": "Страница назад", "shelf_after": "Страница вперёд",
        "shelf_place": "Место в книге",
        "shelf_no_script": "Для чтения здесь нужен JavaScript; скачать книги можно и без него.",
        "shelf_lost": "Эту книгу не удалось открыть.", "shelf_contents": "Содержание",
        "shelf_kb": "{size} КБ", "shelf_mb": "{size} МБ",
    },
}  # fmt: skip
