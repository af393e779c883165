"""Changes told to people, line by line."""

from __future__ import annotations

from typing import Any

import pytest

from aimf_scraper.records import to_json
from aimf_scraper.store import Change, RecordChange
from aimf_scraper.store.history import differences
from aimf_scraper.telling import tell, tell_change
from tests.store.samples import action

DATA = to_json(action())
(BUDGET,) = DATA["budgets"]
RANGE = BUDGET | {"amount": 3, "amount_max": 4.5, "currency": "EUR", "as_written": "3 à 4,5 €"}
LONG = (
    "Le marché est bâti sur deux niveaux, avec des halles, des chambres froides et une crèche. " * 3
)
SHORTENED = (
    "text: … des chambres froides et une crèche. Le marché est bâti sur … → "
    "… des chambres froides et deux crèches. Le marché est bâti sur …"
)

LINES = [
    (("title", "Huê", "Hué"), "title: Huê → Hué"),
    (("status", None, "ongoing"), "status: nothing → ongoing"),
    (("summary", "Un marché.", ""), "summary: Un marché. → nothing"),
    (("themes[Eau]", None, "Eau"), "themes: + Eau"),
    (("themes.order", ["Eau", "Climat"], ["Climat", "Eau"]),
     "themes order: Eau, Climat → Climat, Eau"),
    (("budgets[650000000, XAF]", BUDGET, None), "budgets: - 650 M FCFA (XAF 650000000)"),
    (("budgets[3, 4.5, EUR]", None, RANGE), "budgets: + 3 à 4,5 € (EUR 3–4.5)"),
    (("budgets[1, EUR].equivalents", [], [1]), "budgets: 1, EUR: equivalents nothing → 1"),
    (("cities[Yaoundé, CM]", DATA["cities"][0], None), "cities: - Yaoundé (CM)"),
    (("cities[Huê, VN].role", "main", "mentioned"), "cities: Huê, VN: role main → mentioned"),
    (("partners[A [x]. B].type", "ngo", "public"), "partners: A [x]. B: type ngo → public"),
    (("partners[AIMF]", None, {"name": "AIMF", "role": "funder"}), "partners: + AIMF (funder)"),
    (("dates[2014/2019, period]", None, DATA["dates"][0]),
     "dates: + entre 2014 et 2019 (2014/2019)"),
    (("beneficiaries[3000, commerçants]", DATA["beneficiaries"][0], None),
     "beneficiaries: - plus de 3 000 (3000)"),
    (("countries[CM]", None, DATA["countries"][0]), "countries: + Cameroun (CM)"),
    (("images[x]", {"url": "https://x.example/a.png", "alt": ""}, None),
     "images: - https://x.example/a.png"),
    (("text", LONG, LONG.replace("une crèche", "deux crèches", 1)), SHORTENED),
    (("title", "a", "b\x1b[31m\nc\u202e"), "title: a → b [31m c"),
]  # fmt: skip


@pytest.mark.parametrize("change, line", LINES, ids=[line for _, line in LINES])
def test_one_field_in_one_line(change: tuple[str, Any, Any], line: str) -> None:
    assert tell_change(Change(*change)) == line


def test_every_difference_of_two_records_has_its_line() -> None:
    empty = action(
        title=None, summary=None, text="", language=None, published=None, status=None, themes=(),
        countries=(), cities=(), partners=(), budgets=(), dates=(), beneficiaries=(), links=(),
        attachments=(), images=(), evidence={},
    )  # fmt: skip
    for old, new in ((action(), empty), (empty, action())):
        changes = differences(to_json(old), to_json(new))
        lines = [tell_change(one) for one in changes]
        assert len({line.partition(":")[0] for line in lines}) == 17
        assert [line for line in lines if len(line) > 300 or not line.isprintable()] == []


def record(what: Any, title: str | None = "Le marché", **said: Any) -> RecordChange:
    values = {"url": "https://x.example/b/", "old_url": None, "whys": (), "changes": ()} | said
    return RecordChange("news:b", "news", what, title, **values)


def test_records_are_grouped_and_only_values_are_told() -> None:
    moved = (Change("url", "https://x.example/a/", "https://x.example/b/"),)
    changes = [
        record("gone", whys=("site",)),
        record("moved", old_url="https://x.example/a/", changes=moved, whys=("site",)),
        record("added"),
        record("changed", changes=(Change("cities[A].confidence", 0.9, 0.8),), whys=("rules",)),
        record(
            "changed",
            title=None,
            changes=(Change("evidence[status]", [], None), Change("title", "A", None)),
            whys=("rules", "site"),
        ),
    ]
    assert [*tell(changes)] == [
        "1 added",
        "  news:b: Le marché",
        "    https://x.example/b/",
        "2 changed",
        "  news:b: Le marché",
        "    read anew: the same values, with other evidence or confidence",
        "    because the rules changed",
        "  news:b: no title",
        "    title: A → nothing",
        "    because the rules changed, and the site",
        "1 moved",
        "  news:b: Le marché",
        "    https://x.example/a/ → https://x.example/b/",
        "1 gone",
        "  news:b: Le marché",
    ]


def test_a_long_group_is_cut() -> None:
    assert [*tell([record("gone")] * 5, most=2)] == [
        "5 gone",
        "  news:b: Le marché",
        "  news:b: Le marché",
        "  ... and 3 more",
    ]
