"""Posts made of known words and random markup, so that what must come out is known exactly.

Words look like `w12w`: no rule of Markdown, HTML or typography means anything by them.
"""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st


@dataclass(frozen=True, slots=True)
class Text:
    """Markup, the words in it in their order, and those that come at the end of the post."""

    markup: str
    words: tuple[str, ...] = ()
    notes: tuple[Text, ...] = ()

    def put(self, before: str, after: str = "") -> Text:
        """The same words with markup around them."""
        return Text(before + self.markup + after, self.words, self.notes)

    def indented(self, prefix: str, first: str | None = None) -> Text:
        """The same words with a prefix before each line."""
        lines = self.markup.split("\n")
        heads = [prefix if first is None else first, *[prefix] * (len(lines) - 1)]
        return Text("\n".join(map(str.__add__, heads, lines)), self.words, self.notes)


def join(texts: list[Text], glue: str) -> Text:
    """Texts one after the other."""
    return Text(
        glue.join(text.markup for text in texts),
        tuple(word for text in texts for word in text.words),
        tuple(note for text in texts for note in text.notes),
    )


words = st.integers(0, 999).map(lambda number: Text(f"w{number}w", (f"w{number}w",)))
_INLINE_MARKS = (
    ("*", "*"), ("**", "**"), ("_", "_"), ("~~", "~~"), ("`", "`"), ("[", "](https://example.com/a)"),
    ("[", "](#nowhere)"), ("![", "](none.png)"), ("<b>", "</b>"), ("<span class='x'>", "</span>"),
    ("<kbd>", "</kbd>"), ("<font size=7>", "</font>"), ("<a name='x'>", "</a>"), ("<i>", ""), ("", "</u>"),
    ("<br>", ""), ("<Unknown> ", ""), ("\\*", ""), ("&copy; ", " &amp;"), ("<a href='/x'>", "</a>"),
    ("<!-- note --> ", ""), ("<ins>", "</ins>"), ("«", "»"), ('"', '"'), ("- ", " -"), ("(", ")"),
)  # fmt: skip


def _mark(inner: st.SearchStrategy[Text]) -> st.SearchStrategy[Text]:
    marks = st.sampled_from(_INLINE_MARKS)
    several = st.lists(inner, min_size=1, max_size=3).map(lambda texts: join(texts, " "))
    return st.builds(lambda text, mark: text.put(*mark), several, marks)


#: One line of words.
lines = st.lists(st.recursive(words, _mark, max_leaves=4), min_size=1, max_size=4).map(
    lambda texts: join(texts, " ")
)
#: A line that holds no link or other element: for where HTML wants plain words.
plain_lines = st.lists(words, min_size=1, max_size=4).map(lambda texts: join(texts, " "))
_PARAGRAPH_GLUE = st.sampled_from(["\n", "  \n", "\\\n"])
paragraphs = st.builds(join, st.lists(lines, min_size=1, max_size=3), _PARAGRAPH_GLUE)


def _noted(text: Text, note: Text, name: int) -> Text:
    """A paragraph with a footnote. The name tells the note's words: no two differ and have the same."""
    label = f"[^n{name}-{'-'.join(word.strip('w') for word in note.words)}]"
    return Text(f"{text.markup}{label}", text.words, (Text(f"{label}: {note.markup}", note.words),))


def _table(rows: list[list[Text]]) -> Text:
    width = max(len(row) for row in rows)
    filled = [[*row, *[Text("-")] * (width - len(row))] for row in rows]
    texts = [join(row, " | ").put("| ", " |") for row in filled]
    rule = Text("|" + "---|" * width)
    return join([texts[0], rule, *texts[1:]], "\n")


_HTML_BLOCKS = (
    ("<div>\n", "\n</div>"), ("<div>", ""), ("<center>", "</center>"), ("<ul><li>", "</ul>"),
    ("<ul>", "</ul>"), ("<table><tr><td>", "</table>"), ("<p>", ""), ("<section>\n\n", "\n\n</section>"),
    ("<h4>", "</h4>"),
    ("<details><summary>", "</summary></details>"), ("<blockquote>", ""), ("<dl><dt>", "</dt></dl>"),
    ("<figure><figcaption>", "</figcaption></figure>"), ("<pre>", "</pre>"), ("<article>", "</article>"),
    ("<td>", "</td>"), ("<li>", ""), ("</div>", ""), ("<form><label>", "</label></form>"), ("<dd>", "</dd>"),
    ("<iframe src='https://example.com/'></iframe>", ""), ("<table><caption>", "</caption></table>"),
)  # fmt: skip
_TABLES = st.lists(st.lists(plain_lines, min_size=1, max_size=3), min_size=1, max_size=3)
_leaf_blocks = st.one_of(
    paragraphs,
    st.builds(_noted, lines, plain_lines, st.integers(0, 99)),
    st.builds(lambda level, line: line.put("#" * level + " "), st.integers(1, 6), lines),
    plain_lines.map(lambda line: line.put("", "\n====")),
    plain_lines.map(lambda line: line.put("```python\n", "\n```")),
    plain_lines.map(lambda line: line.indented("    ")),
    st.builds(lambda term, line: join([term, line.put(": ")], "\n"), plain_lines, lines),
    _TABLES.map(_table),
    st.builds(lambda line, mark: line.put(*mark), plain_lines, st.sampled_from(_HTML_BLOCKS)),
    st.just(Text("***")),
)


def _holders(inner: st.SearchStrategy[Text]) -> st.SearchStrategy[Text]:
    several = st.lists(inner, min_size=1, max_size=3).map(lambda texts: join(texts, "\n\n"))
    return st.one_of(
        several.map(lambda text: text.indented("> ")),
        several.map(lambda text: text.indented("  ", "- ")),
        several.map(lambda text: text.indented("   ", "1. ")),
        paragraphs.map(lambda text: text.indented("  ", "- [x] ")),
    )


blocks = st.recursive(_leaf_blocks, _holders, max_leaves=5)
