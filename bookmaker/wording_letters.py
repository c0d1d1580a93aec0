"""The words of the letters that books are sent with, by language: what `wording` has beyond books."""

from __future__ import annotations

LETTER_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "mail_greeting": "Hello, {name}!", "mail_greeting_plain": "Hello!",
        "mail_attached": "“{title}” is attached to this letter.",
        "mail_ready": "“{title}” is ready for you.", "mail_download": "Download the book",
        "mail_more": "and {count} more", "mail_unsubscribe": "Unsubscribe",
        "mail_why": "You get this letter because you are on the list of readers of {sender}.",
    },
    "ru": {
        "mail_greeting": "Здравствуйте, {name}!", "mail_greeting_plain": "Здравствуйте!",
        "mail_attached": "К письму приложена книга «{title}».",
        "mail_ready": "Для вас готова книга «{title}».", "mail_download": "Скачать книгу",
        "mail_more": "и ещё {count}", "mail_unsubscribe": "Отписаться",
        "mail_why": "Вы получили это письмо, потому что вы в списке читателей: {sender}.",
    },
    "uk": {
        "mail_greeting": "Вітаємо, {name}!", "mail_greeting_plain": "Вітаємо!",
        "mail_attached": "До листа додано книгу «{title}».",
        "mail_ready": "Для вас готова книга «{title}».", "mail_download": "Завантажити книгу",
        "mail_more": "і ще {count}", "mail_unsubscribe": "Відписатися",
        "mail_why": "Ви отримали цей лист, бо ви у списку читачів: {sender}.",
    },
    "de": {
        "mail_greeting": "Guten Tag, {name}!", "mail_greeting_plain": "Guten Tag!",
        "mail_attached": "Das Buch „{title}“ liegt diesem Brief bei.",
        "mail_ready": "Das Buch „{title}“ liegt für Sie bereit.", "mail_download": "Buch herunterladen",
        "mail_more": "und {count} weitere", "mail_unsubscribe": "Abbestellen",
        "mail_why": "Sie erhalten diesen Brief, weil Sie auf der Leserliste von {sender} stehen.",
    },
    "fr": {
        "mail_greeting": "Bonjour, {name} !", "mail_greeting_plain": "Bonjour !",
        "mail_attached": "Le livre « {title} » est joint à cette lettre.",
        "mail_ready": "Le livre « {title} » est à votre disposition.",
        "mail_download": "Télécharger le livre",
        "mail_more": "et {count} de plus", "mail_unsubscribe": "Se désabonner",
        "mail_why": "Vous recevez cette lettre car vous êtes sur la liste des lecteurs de {sender}.",
    },
    "fa": {
        "mail_greeting": "سلام {name}!", "mail_greeting_plain": "سلام!",
        "mail_attached": "کتاب «{title}» پیوست این نامه است.",
        "mail_ready": "کتاب «{title}» برای شما آماده است.", "mail_download": "دریافت کتاب",
        "mail_more": "و {count} عنوان دیگر", "mail_unsubscribe": "لغو اشتراک",
        "mail_why": "این نامه را می‌گیرید چون در فهرست خوانندگان {sender} هستید.",
    },
}  # fmt: skip
