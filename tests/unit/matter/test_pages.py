"""Each page after the text says what its book is like, and nothing where there is nothing to say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from bookmaker.collector.arrange import Arrangement, arrange_book
from bookmaker.collector.selection import Selection
from bookmaker.errors import ConfigError
from bookmaker.matter.charts import Series, columns
from bookmaker.matter.figures import figures_page
from bookmaker.matter.kinds import BACK_KINDS, FRONT_KINDS
from bookmaker.matter.links import links_page
from bookmaker.matter.pages import back_matter
from bookmaker.matter.pictures import pictures_page
from bookmaker.matter.sources import sources_page
from bookmaker.matter.tags import tags_page
from tests.posts import make_collection, make_post
from tests.unit.matter.subjects import make_subject


def tree(xhtml: str) -> etree._Element:
    return etree.fromstring(f"<div>{xhtml}</div>")


def texts(xhtml: str, path: str) -> list[str]:
    return [" ".join("".join(found.itertext()).split()) for found in tree(xhtml).iterfind(path)]


def test_tags_stand_in_the_order_of_the_alphabet_with_their_posts() -> None:
    subject = make_subject(
        make_post("one", tags=("рыба", "Ёж")), make_post("two", "2024-04-01", tags=("рыба", "éclair"))
    )
    page = tags_page(subject)
    assert texts(page, ".//span[@class='entry']") == ["éclair", "Ёж", "рыба"]
    assert texts(page, ".//p[@class='initial']") == ["E", "Е", "Р"]
    fish = [link.get("href") for link in tree(page).iterfind(".//div[3]//a")]
    assert fish == ["book:one", "book:two"]


def test_a_book_without_tags_has_no_index() -> None:
    assert tags_page(make_subject(make_post("one"))) == ""


def test_links_of_two_chapters_are_named_as_they_are_named_most_often() -> None:
    link = '<p><a href="https://www.example.net/paper?a=1">{}</a></p>'
    subject = make_subject(
        make_post("one"),
        make_post("two"),
        make_post("three"),
        xhtml={
            "one": link.format("A long paper"),
            "two": link.format("A <em>long</em> paper") + '<a href="https://alone.example.net/">Alone</a>',
            "three": link.format("Ссылка"),
        },
    )
    page = links_page(subject)
    assert texts(page, ".//ul[1]//a[@class='entry']") == ["A long paper"]
    pages = [a.get("href") for a in tree(page).iterfind(".//ul[1]//a[@class='page']")]
    assert pages == ["book:one", "book:three", "book:two"]
    assert "alone" not in page


def test_people_are_told_from_works() -> None:
    people = ("https://t.me/somebody", "https://github.com/some-body/", "https://social.example/@some.body")
    works = (
        "https://t.me/somebody/12",
        "https://github.com/some-body/work",
        "https://arxiv.org/abs/1706.03762",
    )
    links = "".join(f'<a href="{address}">{address[8:]}</a>' for address in (*works, *people))
    page = links_page(make_subject(make_post("a"), make_post("b"), xhtml={"a": links, "b": links}))
    lists = [[a.get("href") for a in ul.iterfind(".//a[@class='entry']")] for ul in tree(page).iter("ul")]
    assert [set(found) for found in lists[:2]] == [set(works), set(people)]
    assert "https://arxiv.org" in lists[2]


def test_the_books_own_site_is_no_source_of_others() -> None:
    own = '<a href="https://example.org/about">About us</a>'
    assert links_page(make_subject(make_post("a"), make_post("b"), xhtml={"a": own, "b": own})) == ""


def test_pictures_are_listed_by_their_captions_else_descriptions() -> None:
    figures = (
        '<figure><img src="asset:a" alt="A bridge"/><figcaption>The <em>old</em> bridge</figcaption></figure>'
        '<figure id="own"><img src="asset:b" alt="A river &amp; a ford"/></figure>'
        '<figure><img src="asset:c" alt="Picture 3, without a description"/></figure>'
        f'<figure><img src="asset:d" alt="{"A long story. " * 12}"/></figure>'
    )
    page = pictures_page(
        make_subject(make_post("one", language="en"), make_post("two"), xhtml={"one": figures})
    )
    links = list(tree(page).iterfind(".//li/a"))
    assert [(link.get("href"), link.text) for link in links[:2]] == [
        ("book:one--picture-1", "The old bridge"),
        ("book:own", "A river & a ford"),
    ]
    assert [link.get("href") for link in links[2:]] == ["book:one--picture-4"]
    assert (links[2].text or "").endswith("A long…")
    assert texts(page, ".//p") == ["One"]


def test_a_book_without_captions_has_no_list_of_pictures() -> None:
    assert pictures_page(make_subject(make_post("one"))) == ""


def test_sources_are_where_the_post_was_first_published_else_on_its_site() -> None:
    subject = make_subject(
        make_post("one", permalink="/один/"),
        make_post("two", "2024-04-01", telegram_url="https://t.me/channel/3", permalink="/two/"),
    )
    links = [a.get("href") for a in tree(sources_page(subject)).iterfind(".//p[@class='where']/a")]
    assert links == ["https://example.org/%D0%BE%D0%B4%D0%B8%D0%BD/", "https://t.me/channel/3"]


def test_figures_count_by_month_within_a_year() -> None:
    posts = [make_post("a", "2024-01-05"), make_post("b", "2024-01-20"), make_post("c", "2024-03-01")]
    page = figures_page(make_subject(*posts, words=1_500))
    svg = "{http://www.w3.org/2000/svg}"
    first, second = list(tree(page).iter(f"{svg}svg"))[:2]
    assert first.get("aria-label", "").startswith("Posts: by month. Jan 2; Feb 0; Mar 1;")
    assert "Jan 3,000; Feb 0; Mar 1,500;" in second.get("aria-label", "")
    assert first.find(f"{svg}title") is not None
    heights = [float(rect.get("height", "")) for rect in first.iter(f"{svg}rect")]
    assert len(heights) == 12
    assert heights[0] == 2 * heights[2] > heights[1] == 0


def test_figures_count_by_year_over_several() -> None:
    posts = [make_post("a", "2021-01-05"), make_post("b", "2023-01-20"), make_post("c", "2023-03-01")]
    page = figures_page(make_subject(*posts))
    assert "by year. 2021 1; 2022 0; 2023 2." in page


def test_most_read_are_in_order_and_lead_to_the_posts() -> None:
    posts = [make_post("a", views=5), make_post("b", views=50), make_post("c"), make_post("d", views=7)]
    page = figures_page(make_subject(*posts))
    assert [a.get("href") for a in tree(page).iterfind(".//th/a")] == ["book:b", "book:d", "book:a"]


def test_a_few_posts_have_no_statistics() -> None:
    assert figures_page(make_subject(make_post("a"), make_post("b"))) == ""


def test_a_chart_of_nothing_can_be_drawn() -> None:
    assert "<svg" in columns(Series(title="Nothing", rows=(("a", 0, ""),)), "en")


@pytest.mark.parametrize("kind", BACK_KINDS)
@pytest.mark.parametrize("language", ["en", "ru", "uk", "de", "fr", "fa", "ja"])
def test_every_page_is_well_formed_in_every_language(kind: str, language: str) -> None:
    link = '<a href="https://example.net/?a=1&amp;b=&quot;">&lt;b&gt; of "all"</a>'
    link += '<figure><img src="asset:k" alt="A &lt;dot&gt; &amp; &quot;more&quot;"/></figure>'
    fields = {"title": 'A & "B" <c>', "tags": ("x & y",), "views": 3, "permalink": "/a&b/"}
    posts = [make_post(name, "2024-03-13", **fields) for name in "abc"]
    subject = make_subject(*posts, xhtml=dict.fromkeys("abc", link))
    collection = make_collection(*posts)
    book = arrange_book(collection, Selection(), Arrangement(language=language, back=(kind,)))
    (matter,) = back_matter(book, subject.documents, ())
    root = tree(matter.document.xhtml)
    assert root.find(f".//h1[@id='matter-{kind}']") is not None
    assert matter.document.title == matter.page.title != ""


def test_pages_with_nothing_to_say_are_left_out() -> None:
    subject = make_subject(make_post("a"))
    book = arrange_book(make_collection(make_post("a")), Selection(), Arrangement(back=("tags", "colophon")))
    assert [matter.page.kind for matter in back_matter(book, subject.documents, ())] == ["colophon"]


def test_a_text_is_found_by_its_path_and_a_missing_one_is_an_error() -> None:
    text = make_post("matter-preface", title="Preface")
    collection = replace(make_collection(make_post("a")), pages=(replace(text, path="preface.md"),))
    book = arrange_book(collection, Selection(), Arrangement(front=("title-page", "preface.md")))
    assert [(page.kind, page.title) for page in book.front] == [
        ("title-page", "Title page"),
        ("text", "Preface"),
    ]
    with pytest.raises(ConfigError, match=r"no file afterword\.md"):
        arrange_book(collection, Selection(), Arrangement(back=("afterword.md",)))


def test_kinds_stand_on_one_side_only() -> None:
    assert not set(FRONT_KINDS) & set(BACK_KINDS)
