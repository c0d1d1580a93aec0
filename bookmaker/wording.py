"""The words that the program itself sets in a book, by language, and dates in words.

In: a language tag. Out: strings. Words that the command line prints are not here.
"""

from __future__ import annotations

from datetime import datetime

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal

from bookmaker.wording_letters import LETTER_WORDS
from bookmaker.wording_shelf import SHELF_WORDS

_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "pages": "Pages", "pictures": "Pictures", "no_pictures": "The book has no pictures.",
        "volume": "Volume {number}",
        "contents": "Contents", "cover": "Cover", "title_page": "Title page", "start": "Start of text",
        "imprint": "About this book", "tags": "Tags", "undated": "Undated", "untagged": "Other",
        "notes": "Notes", "short_notes": "Short notes", "image_missing": "Picture missing",
        "chapter_lost": "This chapter could not be set.",
        "image_undescribed": "Picture {number}, without a description",
        "image_remote": "Picture on the web", "quarter": "Quarter {number}, {year}",
        "posts": "Posts: {count}", "source": "Source", "image": "Picture", "back": "back to the text",
        "dates": "Written between {first} and {last}",
        "half_title": "Half-title", "links": "Most linked",
        "sources": "Sources", "index_of_tags": "Index of tags",
        "figures": "The year in figures", "figures_of_years": "In figures", "colophon": "Colophon",
        "minutes": "{count} min read", "by_month": "By month", "by_year": "By year",
        "posts_in": "Posts", "words_in": "Words", "most_read": "Most read", "by_tag": "Tags",
        "in_all": "Posts: {posts}, words: {words}, pictures: {pictures}; {hours} h to read.",
        "set_by": "Made by bookmaker with EbookLib and WeasyPrint. Posts: {count}.",
        "landmarks": "Landmarks", "all_described": "All pictures are described in words.",
        "some_undescribed": "Pictures without a description: {count}. The text can be read by itself.",
        "video": "Video", "audio": "Audio", "embedded_page": "Embedded page",
        "code_on_github": "Code on GitHub", "addresses": "Links", "page_reference": "(p.\u00a0{number})",
    },
    "ru": {
        "pages": "Страницы", "pictures": "Иллюстрации", "no_pictures": "Иллюстраций в книге нет.",
        "volume": "Том {number}",
        "contents": "Содержание", "cover": "Обложка", "title_page": "Титульный лист",
        "start": "Начало текста", "imprint": "Об этой книге", "tags": "Метки", "undated": "Без даты",
        "untagged": "Прочее", "notes": "Примечания", "short_notes": "Короткие заметки",
        "image_missing": "Нет картинки", "chapter_lost": "Эту главу не удалось сверстать.",
        "image_undescribed": "Иллюстрация {number}, без описания", "image_remote": "Картинка в сети",
        "quarter": "{number}-й квартал {year}", "posts": "Записей: {count}", "source": "Источник",
        "image": "Иллюстрация", "back": "назад к тексту", "dates": "Написано с {first} по {last}",
        "half_title": "Авантитул", "links": "На что чаще всего ссылаются",
        "sources": "Источники", "index_of_tags": "Указатель меток",
        "figures": "Год в цифрах", "figures_of_years": "В цифрах", "colophon": "Выходные сведения",
        "minutes": "{count} мин чтения", "by_month": "По месяцам", "by_year": "По годам",
        "posts_in": "Записи", "words_in": "Слова", "most_read": "Самое читаемое", "by_tag": "Метки",
        "in_all": "Записей: {posts}, слов: {words}, иллюстраций: {pictures}; читать {hours} ч.",
        "set_by": "Собрано из записей (их {count}) программой bookmaker с помощью EbookLib и WeasyPrint.",
        "landmarks": "Ориентиры", "all_described": "Все иллюстрации описаны словами.",
        "some_undescribed": "Иллюстраций без описания: {count}. Текст читается и без них.",
        "video": "Видео", "audio": "Аудио", "embedded_page": "Встроенная страница",
        "code_on_github": "Код на GitHub", "addresses": "Ссылки", "page_reference": "(с.\u00a0{number})",
    },
    "uk": {
        "pages": "Сторінки", "pictures": "Ілюстрації", "no_pictures": "Ілюстрацій у книзі немає.",
        "volume": "Том {number}",
        "contents": "Зміст", "cover": "Обкладинка", "title_page": "Титульна сторінка",
        "start": "Початок тексту", "imprint": "Про цю книгу", "tags": "Мітки", "undated": "Без дати",
        "untagged": "Інше", "notes": "Примітки", "short_notes": "Короткі нотатки",
        "image_missing": "Немає зображення", "chapter_lost": "Цей розділ не вдалося зверстати.",
        "image_undescribed": "Ілюстрація {number}, без опису", "image_remote": "Зображення в мережі",
        "quarter": "{number}-й квартал {year}", "posts": "Записів: {count}", "source": "Джерело",
        "image": "Ілюстрація", "back": "назад до тексту", "dates": "Написано з {first} до {last}",
        "half_title": "Авантитул", "links": "На що найчастіше посилаються",
        "sources": "Джерела", "index_of_tags": "Покажчик міток",
        "figures": "Рік у цифрах", "figures_of_years": "У цифрах", "colophon": "Вихідні відомості",
        "minutes": "{count} хв читання", "by_month": "За місяцями", "by_year": "За роками",
        "posts_in": "Записи", "words_in": "Слова", "most_read": "Найбільше читане", "by_tag": "Мітки",
        "in_all": "Записів: {posts}, слів: {words}, ілюстрацій: {pictures}; читати {hours} год.",
        "set_by": "Зібрано із записів (їх {count}) програмою bookmaker за допомогою EbookLib і WeasyPrint.",
        "landmarks": "Орієнтири", "all_described": "Усі ілюстрації описано словами.",
        "some_undescribed": "Ілюстрацій без опису: {count}. Текст можна читати й без них.",
        "video": "Відео", "audio": "Аудіо", "embedded_page": "Вбудована сторінка",
        "code_on_github": "Код на GitHub", "addresses": "Посилання", "page_reference": "(с.\u00a0{number})",
    },
    "de": {
        "pages": "Seiten", "pictures": "Abbildungen", "no_pictures": "Das Buch hat keine Bilder.",
        "volume": "Band {number}",
        "contents": "Inhalt", "cover": "Umschlag", "title_page": "Titelseite", "start": "Textbeginn",
        "imprint": "Über dieses Buch", "tags": "Schlagwörter", "undated": "Ohne Datum",
        "untagged": "Sonstiges", "notes": "Anmerkungen", "short_notes": "Kurze Notizen",
        "image_missing": "Bild fehlt", "chapter_lost": "Dieses Kapitel konnte nicht gesetzt werden.",
        "image_undescribed": "Abbildung {number}, ohne Beschreibung", "image_remote": "Bild im Netz",
        "quarter": "{number}. Quartal {year}", "posts": "Beiträge: {count}", "source": "Quelle",
        "image": "Abbildung", "back": "zurück zum Text", "dates": "Geschrieben {first} bis {last}",
        "half_title": "Schmutztitel", "links": "Am häufigsten verlinkt",
        "sources": "Quellen", "index_of_tags": "Verzeichnis der Schlagwörter",
        "figures": "Das Jahr in Zahlen", "figures_of_years": "In Zahlen", "colophon": "Kolophon",
        "minutes": "{count} Min. Lesezeit", "by_month": "Nach Monaten", "by_year": "Nach Jahren",
        "posts_in": "Beiträge", "words_in": "Wörter", "most_read": "Am meisten gelesen",
        "by_tag": "Schlagwörter",
        "in_all": "Beiträge: {posts}, Wörter: {words}, Bilder: {pictures}; {hours} Std. Lesezeit.",
        "set_by": "Gesetzt von bookmaker mit EbookLib und WeasyPrint. Beiträge: {count}.",
        "landmarks": "Orientierungspunkte", "all_described": "Alle Bilder sind in Worten beschrieben.",
        "some_undescribed": "Bilder ohne Beschreibung: {count}. Der Text ist auch ohne sie lesbar.",
        "video": "Video", "audio": "Audio", "embedded_page": "Eingebettete Seite",
        "code_on_github": "Code auf GitHub", "addresses": "Links", "page_reference": "(S.\u00a0{number})",
    },
    "fr": {
        "pages": "Pages", "pictures": "Illustrations", "no_pictures": "Le livre n’a pas d’images.",
        "volume": "Tome {number}",
        "contents": "Table des matières", "cover": "Couverture", "title_page": "Page de titre",
        "start": "Début du texte", "imprint": "À propos de ce livre", "tags": "Mots-clés",
        "undated": "Sans date", "untagged": "Autres", "notes": "Notes", "short_notes": "Notes brèves",
        "image_missing": "Image manquante", "chapter_lost": "Ce chapitre n’a pas pu être composé.",
        "image_undescribed": "Illustration {number}, sans description", "image_remote": "Image en ligne",
        "quarter": "{number}e trimestre {year}", "posts": "Billets : {count}", "source": "Source",
        "image": "Illustration", "back": "retour au texte", "dates": "Écrit du {first} au {last}",
        "half_title": "Faux-titre", "links": "Les plus cités",
        "sources": "Sources", "index_of_tags": "Index des mots-clés",
        "figures": "L’année en chiffres", "figures_of_years": "En chiffres", "colophon": "Colophon",
        "minutes": "{count} min de lecture", "by_month": "Par mois", "by_year": "Par année",
        "posts_in": "Billets", "words_in": "Mots", "most_read": "Les plus lus", "by_tag": "Mots-clés",
        "in_all": "Billets : {posts}, mots : {words}, images : {pictures} ; {hours} h de lecture.",
        "set_by": "Composé par bookmaker avec EbookLib et WeasyPrint. Billets : {count}.",
        "landmarks": "Repères", "all_described": "Toutes les images sont décrites.",
        "some_undescribed": "Images sans description : {count}. Le texte se lit aussi sans elles.",
        "video": "Vidéo", "audio": "Audio", "embedded_page": "Page intégrée",
        "code_on_github": "Code sur GitHub", "addresses": "Liens", "page_reference": "(p.\u00a0{number})",
    },
    "fa": {
        "pages": "صفحه‌ها", "pictures": "تصویرها", "no_pictures": "این کتاب تصویر ندارد.",
        "volume": "جلد {number}",
        "contents": "فهرست", "cover": "جلد", "title_page": "صفحهٔ عنوان", "start": "آغاز متن",
        "imprint": "دربارهٔ این کتاب", "tags": "برچسب‌ها", "undated": "بی‌تاریخ", "untagged": "دیگر",
        "notes": "یادداشت‌ها", "short_notes": "یادداشت‌های کوتاه", "image_missing": "تصویر موجود نیست",
        "chapter_lost": "این فصل صفحه‌آرایی نشد.",
        "image_undescribed": "تصویر {number}، بی‌شرح",
        "image_remote": "تصویر در وب", "quarter": "سه‌ماههٔ {number}، {year}",
        "posts": "نوشته‌ها: {count}", "source": "منبع", "image": "تصویر", "back": "بازگشت به متن",
        "dates": "نوشته‌شده از {first} تا {last}",
        "half_title": "عنوان کوتاه", "links": "پرارجاع‌ترین‌ها",
        "sources": "منابع", "index_of_tags": "نمایهٔ برچسب‌ها",
        "figures": "سال در عددها", "figures_of_years": "در عددها", "colophon": "شناسنامه",
        "minutes": "{count} دقیقه خواندن", "by_month": "ماه به ماه", "by_year": "سال به سال",
        "posts_in": "نوشته‌ها", "words_in": "واژه‌ها", "most_read": "پرخواننده‌ترین‌ها", "by_tag": "برچسب‌ها",
        "in_all": "نوشته: {posts}، واژه: {words}، تصویر: {pictures}؛ {hours} ساعت خواندن.",
        "set_by": "از {count} نوشته، با bookmaker به یاری EbookLib و WeasyPrint.",
        "landmarks": "نشانه‌ها", "all_described": "همهٔ تصویرها شرح دارند.",
        "some_undescribed": "تصویرهای بی‌شرح: {count}. متن بدون آن‌ها هم خواندنی است.",
        "video": "ویدئو", "audio": "صوت", "embedded_page": "صفحهٔ جاسازی‌شده",
        "code_on_github": "کد در گیت‌هاب", "addresses": "پیوندها", "page_reference": "(ص\u00a0{number})",
    },
}  # fmt: skip

_ALL = {
    key: {**_WORDS[key], **LETTER_WORDS[key], **SHELF_WORDS.get(key, SHELF_WORDS["en"])} for key in _WORDS
}
_DIGITS = {
    "fa": {ord("0") + value: chr(0x06F0 + value) for value in range(10)},
    "ar": {ord("0") + value: chr(0x0660 + value) for value in range(10)},
}
_RTL = frozenset({"ar", "fa", "he", "ur", "ps", "ckb", "dv", "yi", "sd", "ug"})


def wording(language: str, key: str, **values: object) -> str:
    """The program's word for `key`; English where the language is not known. Raises KeyError."""
    words = _ALL.get(primary_language(language), _ALL["en"])
    return words[key].format(**values)


def primary_language(tag: str) -> str:
    """`pt-BR` to `pt`."""
    return tag.split("-", maxsplit=1)[0].lower()


def is_rtl(language: str) -> bool:
    """Whether the language is written from right to left."""
    return primary_language(language) in _RTL


def in_digits(text: str, language: str) -> str:
    """A text with its digits as the language's books have them."""
    return text.translate(_DIGITS.get(primary_language(language), {}))


def number_in_digits(number: int, language: str) -> str:
    """A number in the digits that the language's books are paged with."""
    return in_digits(str(number), language)


def date_in_words(date: datetime, language: str) -> str:
    """A day as a reader of the language writes it: `13 марта 2024 г.`"""
    return _format(date, "long", language)


def month_in_words(date: datetime, language: str) -> str:
    """A month that stands alone: `Март 2024`."""
    text = _format(date, "LLLL y", language)
    return text[:1].upper() + text[1:]


def month_name(month: int, language: str) -> str:
    """A short name, as charts have it: `янв.`"""
    names = _locale(language).months["stand-alone"]["abbreviated"]
    return str(names[month]).rstrip(".")


def count_in_digits(count: int, language: str) -> str:
    """A number that counts, grouped as the language does: `14 654`."""
    text = str(format_decimal(count, locale=_locale(language), numbering_system="latn"))
    return in_digits(text, language)


def size_in_words(size_bytes: int, language: str) -> str:
    """A file's size: `616 KB`, `1,2 МБ`. Units: a thousand bytes and a million, as systems show them."""
    key, unit = ("shelf_mb", 1e6) if size_bytes >= 999_500 else ("shelf_kb", 1e3)
    digits = "#,##0.#" if key == "shelf_mb" else "#,##0"
    size = format_decimal(size_bytes / unit, digits, _locale(language), numbering_system="latn")
    return wording(language, key, size=size)


def language_name(tag: str) -> str:
    """What a language calls itself: `русский`."""
    return str(_locale(tag).get_display_name(tag.replace("-", "_")) or tag)


def reading_minutes(words: int) -> int:
    """How long a text of so many words takes to be read, at 180 a minute; at least 1."""
    return max(1, round(words / 180))


def _format(date: datetime, pattern: str, language: str) -> str:
    return in_digits(str(format_date(date.date(), pattern, locale=_locale(language))), language)


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
