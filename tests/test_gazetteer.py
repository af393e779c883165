"""The gazetteer as shipped: what it knows, what it weighs, how it was built."""

from __future__ import annotations

import gzip
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimf_scraper.gazetteer import DATA, Gazetteer, country_name, places_named, whole_of
from aimf_scraper.gazetteer.names import searchable, spaced
from aimf_scraper.gazetteer.tables import AdditionRow, MemberRow
from aimf_scraper.tables import read_tsv
from aimf_scraper.text.fold import fold


class Named(NamedTuple):
    written: str
    name: str
    country: str
    source: str


NAMES = [
    Named("Huê", "Hué", "VN", "AIMF pages"),
    Named("Hue", "Hué", "VN", "AIMF pages"),
    Named("PHNOM-PENH", "Phnom Penh", "KH", "AIMF old site"),
    Named("Tamatave", "Toamasina", "MG", "exonym"),
    Named("Majunga", "Mahajanga", "MG", "exonym"),
    Named("Tuléar", "Toliara", "MG", "exonym"),
    Named("Diego-Suarez", "Antsiranana", "MG", "exonym"),
    Named("Ogou1", "Ogou 1", "TG", "press"),
    Named("Tone1", "Tône 1", "TG", "press"),
    Named("San Pedro", "San-Pédro", "CI", "AIMF pages"),
    Named("porto novo", "Porto-Novo", "BJ", "AIMF pages"),
    Named("N’Djamena", "N'Djaména", "TD", "made up"),
    Named("Ndjamena", "N'Djaména", "TD", "made up"),
    Named("St Louis", "Saint-Louis", "SN", "made up"),
    Named("Londres", "Londres", "GB", "exonym"),
    Named("Le Caire", "Le Caire", "EG", "exonym"),
    Named("Bruxelles", "Bruxelles", "BE", "exonym"),
    Named("Geneva", "Genève", "CH", "exonym"),
    Named("Moulins les Metz", "Moulins-lès-Metz", "FR", "pS-Eau"),
    Named("RD Congo", "République démocratique du Congo", "CD", "AIMF pages"),
    Named("RDC", "République démocratique du Congo", "CD", "made up"),
    Named("Congo-Brazzaville", "Congo", "CG", "made up"),
    Named("Vietnam", "Viêt Nam", "VN", "AIMF pages"),
    Named("Viêt Nam", "Viêt Nam", "VN", "made up"),
    Named("Guinée-Bissau", "Guinée-Bissau", "GW", "made up"),
    Named("Centrafrique", "République centrafricaine", "CF", "made up"),
]


@pytest.mark.parametrize("case", NAMES, ids=lambda c: c.written)
def test_a_place_is_found_by_every_spelling(case: Named) -> None:
    assert (case.name, case.country) in {(p.name, p.country) for p in places_named(case.written)}


def test_places_carry_geonames_ids_and_coordinates() -> None:
    (place,) = places_named("Ngaoundéré")
    assert (place.geonames_id, place.latitude, place.longitude) == (2224827, 7.32765, 13.58472)
    assert place.member


@pytest.mark.parametrize(
    ("quarter", "city"),
    [
        ("Poto-Poto", "Brazzaville"),
        ("Bab Jedid", "Sousse"),
        ("Stung Meanchey", "Phnom Penh"),
        ("Yaoundé VI", "Yaoundé"),
        ("Douala V", "Douala"),
        ("Mers Sultan", "Casablanca"),
    ],
)
def test_a_quarter_leads_to_its_city(quarter: str, city: str) -> None:
    found = [whole_of(place) for place in places_named(quarter) if place.kind == "quarter"]
    assert [whole.name for whole in found if whole] == [city]


def test_every_part_of_a_city_leads_to_a_city() -> None:
    lost = []
    for line in gzip.decompress((DATA / "places.tsv.gz").read_bytes()).decode().splitlines():
        _, name, country, _, _, _, kind, _, within = line.split("\t")
        if within and not any(
            whole_of(p) for p in places_named(name) if (p.country, p.kind) == (country, kind)
        ):
            lost.append(f"{name} in {within}")
    assert lost == []


def test_every_member_is_marked() -> None:
    members = read_tsv(DATA / "members.tsv", MemberRow)
    assert len(members) > 200
    for one in members:
        assert any(p.member for p in places_named(one.name) if p.country == one.country), one


def test_countries_have_usual_french_names() -> None:
    assert country_name("BJ") == "Bénin"
    assert country_name("XX") is None


def test_files_are_compact_and_load() -> None:
    sizes = [(DATA / name).stat().st_size for name in ("places.tsv.gz", "names.tsv.gz")]
    assert sum(sizes) < 1_500_000
    assert Gazetteer().named("porto novo")


def test_every_table_of_ours_says_where_it_comes_from() -> None:
    licence = (DATA / "LICENSE.md").read_text(encoding="utf-8")
    assert "CC BY 4.0" in licence
    assert all(one.source for one in read_tsv(DATA / "additions.tsv", AdditionRow))
    assert all(one.source for one in read_tsv(DATA / "members.tsv", MemberRow))


@given(st.text(max_size=200))
def test_offsets_hold_in_the_searched_form(text: str) -> None:
    assert len(spaced(fold(text))) == len(text)


@given(st.text(max_size=40))
def test_searchable_is_idempotent(text: str) -> None:
    assert searchable(searchable(text)) == searchable(text)
