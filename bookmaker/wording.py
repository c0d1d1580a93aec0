"""The words that the program itself sets in a book, by language, and dates in words.

In: a language tag. Out: strings. Words that the command line prints are not here.
"""

from __future__ import annotations

from datetime import datetime

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "pages": "Pages", "pictures": "Pictures", "no_pictures": "The book has no pictures.",
        "volume": "Volume {number}",
        "contents": "Contents", "cover": "Cover", "title_page": "Title page", "start": "Start of text",
        "imprint": "About this book", "tags": "Tags", "undated": "Undated", "untagged": "Other",
        "notes": "Notes", "short_notes": "Short notes", "image_missing": "Picture missing",
        "image_remote": "Picture on the web", "quarter": "Quarter {number}, {year}",
        "posts": "Posts: {count}", "source": "Source", "image": "Picture", "back": "back to the text",
        "dates": "Written between {first} and {last}",
        "landmarks": "Landmarks", "all_described": "All pictures are described in words.",
        "some_undescribed": "Pictures without a description: {count}. The text can be read by itself.",
        "video": "Video", "audio": "Audio", "embedded_page": "Embedded page",
        "code_on_github": "Code on GitHub",
    },
    "ru": {
        "pages": "Страницы", "pictures": "Иллюстрации", "no_pictures": "Иллюстраций в книге нет.",
        "volume": "Том {number}",
        "contents": "Содержание", "cover": "Обложка", "title_page": "Титульный лист",
        "start": "Начало текста", "imprint": "Об этой книге", "tags": "Метки", "undated": "Без даты",
        "untagged": "Прочее", "notes": "Примечания", "short_notes": "Короткие заметки",
        "image_missing": "Нет картинки", "image_remote": "Картинка в сети",
        "quarter": "{number}-й квартал {year}", "posts": "Записей: {count}", "source": "Источник",
        "image": "Иллюстрация", "back": "назад к тексту", "dates": "Написано с {first} по {last}",
        "landmarks": "Ориентиры", "all_described": "Все иллюстрации описаны словами.",
        "some_undescribed": "Иллюстраций без описания: {count}. Текст читается и без них.",
        "video": "Видео", "audio": "Аудио", "embedded_page": "Встроенная страница",
        "code_on_github": "Код на GitHub",
    },
    "uk": {
        "pages": "Сторінки", "pictures": "Ілюстрації", "no_pictures": "Ілюстрацій у книзі немає.",
        "volume": "Том {number}",
        "contents": "Зміст", "cover": "Обкладинка", "title_page": "Титульна сторінка",
        "start": "Початок тексту", "imprint": "Про цю книгу", "tags": "Мітки", "undated": "Без дати",
        "untagged": "Інше", "notes": "Примітки", "short_notes": "Короткі нотатки",
        "image_missing": "Немає зображення", "image_remote": "Зображення в мережі",
        "quarter": "{number}-й квартал {year}", "posts": "Записів: {count}", "source": "Джерело",
        "image": "Ілюстрація", "back": "назад до тексту", "dates": "Написано з {first} до {last}",
        "landmarks": "Орієнтири", "all_described": "Усі ілюстрації описано словами.",
        "some_undescribed": "Ілюстрацій без опису: {count}. Текст можна читати й без них.",
        "video": "Відео", "audio": "Аудіо", "embedded_page": "Вбудована сторінка",
        "code_on_github": "Код на GitHub",
    },
    "de": {
        "pages": "Seiten", "pictures": "Abbildungen", "no_pictures": "Das Buch hat keine Bilder.",
        "volume": "Band {number}",
        "contents": "Inhalt", "cover": "Umschlag", "title_page": "Titelseite", "start": "Textbeginn",
        "imprint": "Über dieses Buch", "tags": "Schlagwörter", "undated": "Ohne Datum",
        "untagged": "Sonstiges", "notes": "Anmerkungen", "short_notes": "Kurze Notizen",
        "image_missing": "Bild fehlt", "image_remote": "Bild im Netz",
        "quarter": "{number}. Quartal {year}", "posts": "Beiträge: {count}", "source": "Quelle",
        "image": "Abbildung", "back": "zurück zum Text", "dates": "Geschrieben {first} bis {last}",
        "landmarks": "Orientierungspunkte", "all_described": "Alle Bilder sind in Worten beschrieben.",
        "some_undescribed": "Bilder ohne Beschreibung: {count}. Der Text ist auch ohne sie lesbar.",
        "video": "Video", "audio": "Audio", "embedded_page": "Eingebettete Seite",
        "code_on_github": "Code auf GitHub",
    },
    "fr": {
        "pages": "Pages", "pictures": "Illustrations", "no_pictures": "Le livre n’a pas d’images.",
        "volume": "Tome {number}",
        "contents": "Table des matières", "cover": "Couverture", "title_page": "Page de titre",
        "start": "Début du texte", "imprint": "À propos de ce livre", "tags": "Mots-clés",
        "undated": "Sans date", "untagged": "Autres", "notes": "Notes", "short_notes": "Notes brèves",
        "image_missing": "Image manquante", "image_remote": "Image en ligne",
        "quarter": "{number}e trimestre {year}", "posts": "Billets : {count}", "source": "Source",
        "image": "Illustration", "back": "retour au texte", "dates": "Écrit du {first} au {last}",
        "landmarks": "Repères", "all_described": "Toutes les images sont décrites.",
        "some_undescribed": "Images sans description : {count}. Le texte se lit aussi sans elles.",
        "video": "Vidéo", "audio": "Audio", "embedded_page": "Page intégrée",
        "code_on_github": "Code sur GitHub",
    },
    "fa": {
        "pages": "صفحه‌ها", "pictures": "تصویرها", "no_pictures": "این کتاب تصویر ندارد.",
        "volume": "جلد {number}",
        "contents": "فهرست", "cover": "جلد", "title_page": "صفحهٔ عنوان", "start": "آغاز متن",
        "imprint": "دربارهٔ این کتاب", "tags": "برچسب‌ها", "undated": "بی‌تاریخ", "untagged": "دیگر",
        "notes": "یادداشت‌ها", "short_notes": "یادداشت‌های کوتاه", "image_missing": "تصویر موجود نیست",
        "image_remote": "تصویر در وب", "quarter": "سه‌ماههٔ {number}، {year}",
        "posts": "نوشته‌ها: {count}", "source": "منبع", "image": "تصویر", "back": "بازگشت به متن",
        "dates": "نوشته‌شده از {first} تا {last}",
        "landmarks": "نشانه‌ها", "all_described": "همهٔ تصویرها شرح دارند.",
        "some_undescribed": "تصویرهای بی‌شرح: {count}. متن بدون آن‌ها هم خواندنی است.",
        "video": "ویدئو", "audio": "صوت", "embedded_page": "صفحهٔ جاسازی‌شده",
        "code_on_github": "کد در گیت‌هاب",
    },
}  # fmt: skip

_DIGITS = {
    "fa": {ord("0") + value: chr(0x06F0 + value) for value in range(10)},
    "ar": {ord("0") + value: chr(0x0660 + value) for value in range(10)},
}
_RTL = frozenset({"ar", "fa", "he", "ur", "ps", "ckb", "dv", "yi", "sd", "ug"})


def wording(language: str, key: str, **values: object) -> str:
    """The program's word for `key`; English where the language is not known. Raises KeyError."""
    words = _WORDS.get(primary_language(language), _WORDS["en"])
    return words[key].format(**values)


def primary_language(tag: str) -> str:
    """`pt-BR` to `pt`."""
    return tag.split("-", maxsplit=1)[0].lower()


def is_rtl(language: str) -> bool:
    """Whether the language is written from right to left."""
    return primary_language(language) in _RTL


def number_in_digits(number: int, language: str) -> str:
    """A number in the digits that the language's books are paged with."""
    return str(number).translate(_DIGITS.get(primary_language(language), {}))


def date_in_words(date: datetime, language: str) -> str:
    """A day as a reader of the language writes it: `13 марта 2024 г.`"""
    return _format(date, "long", language)


def month_in_words(date: datetime, language: str) -> str:
    """A month that stands alone: `Март 2024`."""
    text = _format(date, "LLLL y", language)
    return text[:1].upper() + text[1:]


def _format(date: datetime, pattern: str, language: str) -> str:
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return str(format_date(date.date(), pattern, locale=locale))
