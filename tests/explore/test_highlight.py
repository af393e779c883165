"""Marks in a text: every word is kept, all of it escaped, however the marks overlap."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimf_scraper.explore.highlight import Mark, highlight, inline


class Case(NamedTuple):
    why: str
    text: str
    marks: tuple[Mark, ...]
    html: str


TOWN = Mark(8, 12, "cities", "cities-0")
WHOLE = Mark(0, 12, "contributions", "contributions-0")
CASES = [
    Case("nothing marked", "À Lomé.", (), "<p>À Lomé.</p>"),
    Case("no text at all", "", (Mark(0, 3, "cities", "cities-0"),), "<p></p>"),
    Case(
        "one inside another",
        "L’AFD à Lomé",
        (TOWN, WHOLE),
        '<p><mark class="fact k-contributions" id="at-contributions-0-0">L’AFD à '
        '<mark class="fact k-cities" id="at-cities-0-0">Lomé</mark></mark></p>',
    ),
    Case(
        "two that cross are told in pieces, the sign once",
        "abcdef",
        (Mark(0, 4, "partners", "p-0"), Mark(2, 6, "budgets", "b-0")),
        '<p><mark class="fact k-partners" id="at-p-0-0">ab'
        '<mark class="fact k-budgets" id="at-b-0-0">cd</mark></mark>'
        '<mark class="fact more k-budgets">ef</mark></p>',
    ),
    Case(
        "over a line's end",
        "ab\ncd",
        (Mark(1, 4, "dates", "dates-0", 2),),
        '<p>a<mark class="fact k-dates" id="at-dates-0-2">b</mark></p>\n'
        '<p><mark class="fact more k-dates">c</mark>d</p>',
    ),
    Case(
        "one place, two facts",
        "2019",
        (Mark(0, 4, "dates", "dates-0"), Mark(0, 4, "budgets", "budgets-0")),
        '<p><mark class="fact k-budgets" id="at-budgets-0-0">'
        '<mark class="fact k-dates" id="at-dates-0-0">2019</mark></mark></p>',
    ),
    Case(
        "a page that writes marks itself",
        '<mark class="fact">9 M€</mark> & <script>x</script>',
        (Mark(19, 23, "budgets", "budgets-0"),),
        "<p>&lt;mark class=&#34;fact&#34;&gt;"
        '<mark class="fact k-budgets" id="at-budgets-0-0">9 M€</mark>'
        "&lt;/mark&gt; &amp; &lt;script&gt;x&lt;/script&gt;</p>",
    ),
    Case(
        "outside the text, or upside down",
        "ab",
        (Mark(1, 9, "x", "x"), Mark(2, 1, "x", "x")),
        "<p>ab</p>",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.why)
def test_highlight(case: Case) -> None:
    assert highlight(case.text, case.marks, linked=False) == case.html


def test_a_mark_leads_to_its_fact_and_says_what_it_is() -> None:
    label = 'sum: "3 M€" <b>'
    told = inline("3 M€", [Mark(0, 4, "budgets", "budgets-1", 0, label)])
    assert 'href="#fact-budgets-1"' in told
    assert 'aria-label="sum: &#34;3 M€&#34; &lt;b&gt;"' in told


class Reader(HTMLParser):
    """What a browser would show, and whether every tag is closed in its order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.add(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]
        assert {name for name, _ in attrs} <= {"class", "id", "href", "aria-label"}

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


# What a parser of HTML itself turns into something else stands in no clean text.
WORDS = st.text(
    st.one_of(
        st.sampled_from("<>&\"'/=;\n aé€ mark script"),
        st.characters(blacklist_categories=("Cc", "Cs"), blacklist_characters="\x85"),
    ),
    max_size=60,
)
MARKS = st.lists(
    st.builds(
        Mark,
        start=st.integers(-3, 70),
        end=st.integers(-3, 70),
        kind=st.sampled_from(["cities", "budgets", '"><script>']),
        key=st.sampled_from(["cities-0", "budgets-0", '"onclick="x']),
        number=st.integers(0, 3),
        label=WORDS,
    ),
    max_size=8,
)


@given(text=WORDS, marks=MARKS, linked=st.booleans())
def test_every_word_is_kept_and_escaped_whatever_is_marked(
    text: str, marks: list[Mark], linked: bool
) -> None:
    reader = Reader()
    reader.feed(highlight(text, marks, linked=linked))
    reader.close()
    assert "".join(reader.words) == text
    assert reader.open == []
    assert reader.tags <= {"p", "mark", "a"}
    flat = Reader()
    flat.feed(inline(text, marks, linked=linked))
    flat.close()
    assert "".join(flat.words) == text


@given(text=WORDS, marks=MARKS)
def test_each_mark_in_the_text_has_its_id_once(text: str, marks: list[Mark]) -> None:
    reader = Reader()
    reader.feed(highlight(text, marks))
    inside = {one for one in marks if 0 <= one.start < one.end <= len(text)}
    seen = {one for one in inside if text[one.start : one.end].strip("\n")}
    assert sorted(reader.ids) == sorted(one.anchor for one in seen)
