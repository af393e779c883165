"""The REST API: types and items, as WordPress gives them and as broken ones do."""

from __future__ import annotations

import json
from typing import Any

import pytest

from aimf_scraper.errors import PageError
from aimf_scraper.pages.api.rest import read_collection, read_items, read_types

URL = "https://www.aimf.asso.fr/wp-json/wp/v2/actions?per_page=100"


def _entry(**changes: Any) -> dict[str, Any]:
    return {
        "id": 4123,
        "date": "2023-05-04T10:00:00",
        "modified_gmt": "2024-01-10T09:12:00",
        "status": "publish",
        "type": "actions",
        "link": "https://www.aimf.asso.fr/actions/sokode/",
        "title": {"rendered": "Sokod&eacute;&nbsp;: le <em>march&eacute;</em> &#8211; phase&nbsp;2"},
        "excerpt": {"rendered": "<p>Le marché n’offrait plus ni eau ni [&hellip;]</p>\n", "protected": False},
        "content": {
            "rendered": "\n<p>Le marché rouvre.</p>\n<ul><li>une halle</li></ul>\n"
            '<figure><img src="/a/halle.jpg" alt="Halle"/></figure>'
            '<p>Pays : Togo</p><p><a href="/f/fiche.pdf">Fiche du projet</a></p>',
            "protected": False,
        },
        "_embedded": {
            "wp:term": [
                [{"taxonomy": "pays", "name": "Togo"}, {"taxonomy": "nos-themes", "name": "Eau &amp; climat"}],
                [{"taxonomy": "category", "name": "Non classé"}, {"taxonomy": "author", "name": "x"}],
            ],
            "wp:featuredmedia": [{"source_url": "https://www.aimf.asso.fr/a/une.jpg", "alt_text": "Une"}],
        },
    } | changes  # fmt: skip


def _items(*entries: Any) -> Any:
    return read_items(json.dumps(list(entries)).encode(), URL)


def test_an_item_is_read_whole() -> None:
    (item,) = _items(_entry())
    reading = item.reading
    assert (item.id, item.type, item.modified_gmt) == (4123, "actions", "2024-01-10T09:12:00")
    assert item.link == reading.url == "https://www.aimf.asso.fr/actions/sokode/"
    assert (reading.source, reading.kind) == ("rest", "action")
    assert reading.title == "Sokodé : le marché – phase 2"
    assert reading.text == "Le marché rouvre.\n- une halle\nPays : Togo\nFiche du projet"
    assert reading.summary is None, "a cut excerpt is no summary"
    assert (reading.published, reading.modified) == (
        "2023-05-04T10:00:00",
        "2024-01-10T09:12:00+00:00",
    )
    assert [(one.taxonomy, one.label, one.source) for one in reading.terms] == [
        ("country", "Togo", "rest:pays"),
        ("theme", "Eau & climat", "rest:nos-themes"),
        ("country", "Togo", "label:Pays"),
    ]
    assert [one.url for one in reading.images] == [
        "https://www.aimf.asso.fr/a/une.jpg",
        "https://www.aimf.asso.fr/a/halle.jpg",
    ]
    assert [one.title for one in reading.attachments] == ["Fiche du projet"]
    assert {(name, one.source) for name, one in reading.evidence} == {
        ("published", "rest:date"),
        ("modified", "rest:modified_gmt"),
        ("kind", "rest:type"),
    }  # fmt: skip


def test_a_whole_excerpt_is_the_summary() -> None:
    (item,) = _items(_entry(excerpt={"rendered": "<p>Le marché rouvre après deux ans.</p>"}))
    assert item.reading.summary == "Le marché rouvre après deux ans."


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "draft"},
        {"status": "private"},
        {"content": {"rendered": "", "protected": True}},
        {"link": None},
        {"link": "javascript:alert(1)"},
    ],
    ids=str,
)
def test_what_is_not_public_is_left_out(changes: dict[str, Any]) -> None:
    assert len(_items(_entry(), _entry(**changes))) == 1


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "bad-json"),
        (b"<html>403</html>", "bad-json"),
        (b'[{"id": 1,', "bad-json"),
        (b"[" * 100_000, "bad-json"),
        (b'{"code": "rest_no_route", "message": "Aucune route"}', "rest-error"),
    ],
    ids=["empty", "html", "cut", "deep", "error"],
)
def test_what_is_no_collection_says_so(body: bytes, reason: str) -> None:
    with pytest.raises(PageError) as error:
        read_items(body, URL)
    assert error.value.reason == reason


@pytest.mark.parametrize("link", [None, 7, "", " ", "javascript:alert(1)"])
def test_an_item_without_address_is_told_by_its_id(link: object) -> None:
    read = read_collection(json.dumps([_entry(), _entry(id=77, link=link)]).encode(), URL)
    assert (len(read.items), read.count, read.unnamed) == (1, 2, ("77",))


def test_an_item_whose_text_is_kept_back_is_told_by_its_address() -> None:
    closed = _entry(content={"rendered": "", "protected": True})
    read = read_collection(json.dumps([closed]).encode(), URL)
    assert (read.items, [one.link for one in read.closed], read.unnamed) == (
        (),
        [closed["link"]],
        (),
    )


def test_an_id_that_is_no_number_costs_nothing() -> None:
    (item,) = _items(_entry(id="4123x"))
    assert item.id == 0


def test_a_byte_order_mark_is_no_obstacle() -> None:
    assert read_items(b"\xef\xbb\xbf\n[]", URL) == ()


def test_types_are_told_by_their_names() -> None:
    said = {
        "post": {"slug": "post", "rest_base": "posts"},
        "page": {"slug": "page", "rest_base": "pages"},
        "attachment": {"slug": "attachment", "rest_base": "media"},
        "actions": {"slug": "actions", "rest_base": "actions"},
        "actualite": {"slug": "actualite", "rest_base": "actualites"},
        "tribe_events": {"slug": "tribe_events", "rest_base": "tribe_events"},
        "document": {"slug": "document", "rest_base": "document"},
        "elementor_library": {"slug": "elementor_library", "rest_base": "elementor_library"},
        "recette": {"slug": "recette", "rest_base": "recettes"},
    }
    types = read_types(json.dumps(said).encode())
    assert [(one.rest_base, one.kind) for one in types.types] == [
        ("posts", "news"),
        ("pages", "page"),
        ("actions", "action"),
        ("actualites", "news"),
        ("tribe_events", "event"),
        ("document", "publication"),
        ("recettes", None),
    ]


def test_a_forbidden_api_is_no_type() -> None:
    with pytest.raises(PageError, match="bad-json"):
        read_types(b'{"code": "rest_forbidden", "message": "Interdit", "data": {"status": 401}}')
