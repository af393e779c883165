"""From which day "hier" is told, and what is told from none."""

from __future__ import annotations

from datetime import date

import pytest

from aimf_scraper.rules.engine.document import Document
from aimf_scraper.rules.phrase_families import open_document
from aimf_scraper.rules.time.dates import find_dates

_PUBLISHED = date(2021, 6, 17)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Lomé, le 15 juin 2021 – La banque a approuvé hier un prêt.", ["2021-06-15", "2021-06-14"]),
        ("Lomé, le 15 mars 2020 – La banque a approuvé hier un prêt.", ["2020-03-15", "2021-06-16"]),
        ("La banque a approuvé hier un prêt.", ["2021-06-16"]),
        ("Le ministre était hier à Lomé.", ["2021-06-16"]),
        ("On répare ce que l'on brûlait hier.", []),
        ("La ville d'hier et celle de demain.", []),
        ("« Dans dix ans, les puits seront pleins », dit la maire.", []),
        ("La maire l'a dit. Dans deux ans, les puits seront pleins.", ["2023"]),
        ("Du 24 au 27 mai, des élus partis de Bujumbura ont parcouru le pays.", ["2021-05-24/2021-05-27"]),
        ("Du 24 au 27 mai, une mission a parcouru la province d'Accra.", ["2021-05-24/2021-05-27"]),
    ],
)  # fmt: skip
def test_the_day_from_which_it_is_told(text: str, told: list[str]) -> None:
    found = find_dates(open_document(Document(text=text, published=_PUBLISHED)))
    assert [fact.edtf for fact in found] == told


def test_since_when_lends_its_year_to_no_other_sentence() -> None:
    text = "Les routes sont coupées depuis juin 2021. Le projet démarre le 1er septembre."
    found = find_dates(open_document(Document(text=text)))
    assert [fact.edtf for fact in found] == ["2021-06/..", "XXXX-09-01"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Depuis la révolution de 2011, les communes élisent leur conseil.", ["2011"]),
        ("Un rapport de 2016 le disait déjà.", ["2016"]),
        ("Les pluies de 2015 ont emporté le pont, celles de 2009 la digue.", ["2015", "2009"]),
        ("La loi de 2005 le permet.", ["2005"]),
        ("Un rapport de 2016 pages a été remis.", []),
        ("Les communes comptent plus d'habitants que celles de 2000 habitants.", []),
    ],
)
def test_a_year_that_tells_which_one_is_meant(text: str, told: list[str]) -> None:
    found = find_dates(open_document(Document(text=text)))
    assert [fact.edtf for fact in found] == told
    assert all(fact.role == "mentioned" for fact in found)
