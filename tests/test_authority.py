"""The authority file: well formed, unambiguous, big enough."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, get_args

import pytest

from aimf_scraper.gazetteer.organisations import authority, without_aliases
from aimf_scraper.records import PartnerType
from aimf_scraper.rules.engine.document import Part
from aimf_scraper.rules.phrase_families import MATCHERS
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from aimf_scraper.gazetteer import organisations

EVERY = authority().organisations


def test_it_holds_the_field() -> None:
    assert len(EVERY) >= 250
    names = {one.name for one in EVERY}
    assert {
        "Association internationale des maires francophones",
        "Agences de l’eau (France)",
        "Fondation Bill & Melinda Gates",
        "Faîtière des Communes du Togo",
        "National League of Local Councils",
        "Programme national de développement participatif",
    } <= names


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.id)
def test_a_line_is_well_formed(one: organisations.Organisation) -> None:
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", one.id)
    assert one.type in get_args(PartnerType)
    assert one.country is None or re.fullmatch(r"[A-Z]{2}", one.country)
    assert one.source in {"aimf-site", "own-name"}
    written = [one.name, *one.acronyms, *one.aliases]
    assert all(name == name.strip() and name and "'" not in name for name in written)
    assert not any(fold(alias) == fold(one.name) for alias in one.aliases)


def test_ids_are_unique() -> None:
    ids = Counter(one.id for one in EVERY)
    assert max(ids.values()) == 1


def test_a_full_name_means_one_organisation() -> None:
    owners: dict[str, set[str]] = {}
    for one in EVERY:
        for name in (one.name, *one.aliases):
            owners.setdefault(fold(name).replace("-", " "), set()).add(one.id)
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def _hits(text: str) -> list[organisations.NameHit]:
    folded = fold(text)
    return authority().find(text, folded, MATCHERS.phrases_in(Part("text", text))["organisations"])


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.id)
def test_every_name_finds_its_organisation(one: organisations.Organisation) -> None:
    for name in (one.name, *one.acronyms, *one.aliases):
        text = f"avec {name}."
        hits = _hits(text)
        assert any(one in hit.organisations and hit.start == 5 for hit in hits), name


def test_without_aliases_only_canonical_names_are_known() -> None:
    text = "AIMF, Fondation Gates, Agence française de développement"
    with without_aliases():
        found = [text[h.start : h.end] for h in _hits(text)]
    assert found == ["Agence française de développement"]
    assert len(_hits(text)) == 3
