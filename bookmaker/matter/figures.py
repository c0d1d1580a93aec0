"""The year, or years, in figures: when was written how much, what was read most, and on what."""

from __future__ import annotations

from bookmaker.matter.charts import Series, bars, columns
from bookmaker.matter.subject import Subject
from bookmaker.model import Post
from bookmaker.templating import fill_template, markup
from bookmaker.wording import count_in_digits, month_name, number_in_digits, reading_minutes

_MOST_BARS = 10
_FEWEST_POSTS = 3


def figures_page(subject: Subject) -> str:
    """Charts with their numbers. Empty for a book of a few posts, which have no statistics."""
    posts = subject.dated_posts
    if len(posts) < _FEWEST_POSTS:
        return ""
    language = subject.book.language
    total = sum(subject.words.values())
    summary = subject.word(
        "in_all",
        posts=count_in_digits(len(subject.book.posts), language),
        words=count_in_digits(total, language),
        pictures=count_in_digits(subject.pictures, language),
        hours=count_in_digits(max(1, round(reading_minutes(total) / 60)), language),
    )
    charts = [
        *(columns(series, language) for series in _over_time(subject, posts)),
        *(bars(series, language) for series in (_most_read(subject), _by_tag(subject)) if series.rows),
    ]
    return fill_template("matter_figures.xhtml.j2", summary=summary, charts=[markup(c) for c in charts])


def _over_time(subject: Subject, posts: tuple[Post, ...]) -> tuple[Series, Series]:
    """Posts and words: for each month of one year, for each year of several."""
    years = sorted({post.date.year for post in posts})
    language = subject.book.language
    if len(years) > 1:
        span, unit = range(years[0], years[-1] + 1), "by_year"
        labels = {year: number_in_digits(year, language) for year in span}
        times = {post.id: post.date.year for post in posts}
    else:
        span, unit = range(1, 13), "by_month"
        labels = {month: month_name(month, language) for month in span}
        times = {post.id: post.date.month for post in posts}
    counts, words = dict.fromkeys(span, 0), dict.fromkeys(span, 0)
    for post in posts:
        counts[times[post.id]] += 1
        words[times[post.id]] += subject.words[post.id]
    return (
        Series(
            title=f"{subject.word('posts_in')}: {subject.word(unit).lower()}",
            rows=tuple((labels[time], count, "") for time, count in counts.items()),
        ),
        Series(
            title=f"{subject.word('words_in')}: {subject.word(unit).lower()}",
            rows=tuple((labels[time], count, "") for time, count in words.items()),
        ),
    )


def _most_read(subject: Subject) -> Series:
    read = [post for post in subject.book.posts if post.views]
    read.sort(key=lambda post: (-(post.views or 0), post.id))
    rows = tuple((post.title, post.views or 0, post.id) for post in read[:_MOST_BARS])
    return Series(title=subject.word("most_read"), rows=rows if len(rows) > 1 else ())


def _by_tag(subject: Subject) -> Series:
    posts = subject.book.posts
    rows = tuple((tag, sum(tag in post.tags for post in posts), "") for tag in subject.book.tags[:_MOST_BARS])
    return Series(title=subject.word("by_tag"), rows=rows if len(rows) > 1 else ())
