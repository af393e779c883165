"""JSON-LD as people type it, and of which page it speaks."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimf_scraper.pages.claims.jsonld import Own, read_jsonld
from aimf_scraper.pages.claims.tolerant_json import read_json

BROKEN = [
    ('{"a": "x", "b": [1, 2,],}', {"a": "x", "b": [1, 2]}),
    ('{"a": "x"};', {"a": "x"}),
    ('// de la main du webmestre\n{"a": "x", /* et */ "b": 2}', {"a": "x", "b": 2}),
    ('/*<![CDATA[*/{"a": "x"}/*]]>*/', {"a": "x"}),
    ('//<![CDATA[\n{"a": "x"}\n//]]>', {"a": "x"}),
    ('<!-- {"a": "x"} -->', {"a": "x"}),
    ('{"a": "un mot "entre guillemets" ici", "b": "y"}', {"a": 'un mot "entre guillemets" ici', "b": "y"}),
    ('{"a": "dit "oui", puis sort", "b": "y"}', {"a": 'dit "oui", puis sort', "b": "y"}),
    ('{"a": "fini par "un mot"", "b": "y"}', {"a": 'fini par "un mot"', "b": "y"}),
    ('{"a": ["le "puits"", "eau"]}', {"a": ['le "puits"', "eau"]}),
    ('{"a": "deux\nlignes\tet demie"}', {"a": "deux\nlignes\tet demie"}),
    ("{'a': 'l'eau', 'b': 'y'}", {"a": "l'eau", "b": "y"}),
    ('{a: "x", b: true}', {"a": "x", "b": True}),
    ('{"a": "x" "b": "y"}', {"a": "x", "b": "y"}),
    ('{"a": "x"\n"b": "y"}', {"a": "x", "b": "y"}),
    ('{"a": , "b": undefined}', {"a": None, "b": None}),
    ('{"a": "x", "b": {"c": ["y"', {"a": "x", "b": {"c": ["y"]}}),
    ('{"a": {"b": ["x"}, "c": 1}', {"a": {"b": ["x"]}, "c": 1}),
    ('{"a": "C:\\temps", "b": "d\\\'eau"}', {"a": "C:\temps", "b": "d'eau"}),
    ('{"a": "\\q"}', {"a": "q"}),
    ("{&quot;a&quot;: &quot;x&quot;}", {"a": "x"}),
    ('{"a": "http://x.example/a//b"}', {"a": "http://x.example/a//b"}),
    ("", None),
    ("pas du JSON", None),
]  # fmt: skip


@pytest.mark.parametrize(("script", "data"), BROKEN)
def test_broken_json_is_mended(script: str, data: Any) -> None:
    assert read_json(script) == data


@given(st.text(alphabet="{}[]:,\"'\\/*; \na1-", max_size=200))
def test_no_script_raises(script: str) -> None:
    read_json(script)
    read_jsonld([script])


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-99, 99) | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
        max_leaves=20,
    )
)  # fmt: skip
def test_sound_json_is_read_as_it_is(data: Any) -> None:
    assert read_json(json.dumps(data)) == data


@pytest.mark.parametrize(
    "script",
    [
        '{"a": "' + '"' * 100_000,
        '{"a": "' + '" ' * 100_000,
        "[" * 200_000,
        "/*" * 100_000,
        '{"a": "x", ' * 30_000,
        ('"' + " " * 199) * 1_000,
        '{"a": "' + ('",' + " " * 190) * 1_000,
    ],
    ids=lambda one: one[:12],
)
def test_hostile_scripts_are_read_once(script: str) -> None:
    read_json(script)  # one that took time by its square would hang the suite


HERE = "https://villes.example/actualite/la-halle/"
OWN = Own((HERE,), ("La halle de Kandi rouvre - Villes",))


def _article(**more: Any) -> dict[str, Any]:
    return {"@type": "NewsArticle", "datePublished": "2021-03-02", **more}


SPEAKS = [
    ("no address", _article(), True),
    ("its address", _article(url=HERE), True),
    ("without scheme and slash", _article(url="http://www.villes.example/actualite/la-halle"), True),
    ("a fragment", _article(**{"@id": HERE + "#article"}), True),
    ("a relative address", _article(url="/actualite/la-halle/"), True),
    ("tracking", _article(url=HERE + "?utm_source=lettre&utm_medium=mail"), True),
    ("main entity", _article(mainEntityOfPage={"@type": "WebPage", "@id": HERE}), True),
    ("moved house", _article(url="https://ancien.example/actualite/la-halle/"), True),
    ("a template's example", _article(mainEntityOfPage={"@id": "https://google.com/article"}), True),
    ("an old slug, but its title", _article(url="https://villes.example/?p=9", headline="La halle de Kandi rouvre"), True),
    ("another page", _article(url="https://villes.example/actualite/le-pont/"), False),
    ("another page by id", _article(**{"@id": "https://villes.example/actualite/le-pont/#article"}), False),
    ("another site's page", _article(url="https://ailleurs.example/2020/le-pont/"), False),
    ("the home page", {"@type": "WebPage", "url": "https://villes.example/", "datePublished": "2015-01-01"}, False),
]  # fmt: skip


@pytest.mark.parametrize(("node", "speaks"), [one[1:] for one in SPEAKS], ids=[one[0] for one in SPEAKS])  # fmt: skip
def test_only_a_node_of_this_page_speaks_for_it(node: dict[str, Any], *, speaks: bool) -> None:
    for script in (node, [node], {"@graph": [{"@type": "WebSite"}, node]}):
        linked = read_jsonld([json.dumps(script)], OWN)
        assert (linked.published is not None) is speaks
        assert ("NewsArticle" in linked.types or "WebPage" in linked.types) is speaks


def test_the_page_s_own_node_goes_before_one_without_address() -> None:
    nodes = [_article(datePublished="2001-01-01", headline="Autre"), _article(url=HERE)]
    assert read_jsonld([json.dumps(nodes)], OWN).published == "2021-03-02"


def test_several_articles_without_address_say_no_date() -> None:
    nodes = [_article(headline=f"Carte {at}", datePublished=f"202{at}-01-01") for at in range(3)]
    assert read_jsonld([json.dumps(nodes)], OWN).published is None


def test_entities_are_read_even_twice_escaped() -> None:
    said = _article(headline="L&rsquo;eau &amp;amp; l&#8217;&eacute;cole", keywords="P&ecirc;che")
    linked = read_jsonld([json.dumps(said)], OWN)
    assert linked.headline == "L’eau & l’école"
    assert linked.keywords == ("Pêche",)
