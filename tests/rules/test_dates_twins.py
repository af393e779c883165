"""Twins: each notation in every slot. What is read in one place of a text is read in all."""

from __future__ import annotations

from typing import Final, NamedTuple

import pytest

from aimf_scraper.rules.engine.document import Document
from aimf_scraper.rules.phrase_families import open_document
from aimf_scraper.rules.time import dates


class Notation(NamedTuple):
    """``first`` and ``last``: what it is as the end of an interval, where that differs.

    ``article``: what French puts before it behind "à".
    """

    written: str
    edtf: str
    first: str = ""
    last: str = ""
    article: str = ""


DAYS: Final = [
    Notation(written, "2023-04-18")
    for written in (
        "18 avril 2023",
        "mardi 18 avril 2023",
        "mardi, 18 avril 2023",
        "18 du mois d'avril 2023",
        "dix-huit avril 2023",
        "18 avr. 2023",
        "18 avril 23",
        "18-avril-23",
        "18/avril/2023",
        "18/04/2023",
        "18/4/2023",
        "18/04/23",
        "18-04-2023",
        "18.04.2023",
        "18.IV.2023",
        "2023-04-18",
        "2023/4/18",
        "2023-04-18T09:30:00+02:00",
    )
]
MONTHS: Final = [
    Notation(written, "2023-09")
    for written in (
        "septembre 2023", "sept. 2023", "septembre 23", "sept. 23", "09/2023", "9/2023", "09-2023", "2023-09", "2023/9",
    )
]  # fmt: skip
OTHERS: Final = [
    Notation("T2 2023", "2023-34", "2023-04", "2023-06"),
    Notation("T2-2023", "2023-34", "2023-04", "2023-06"),
    Notation("2e trimestre 2023", "2023-34", "2023-04", "2023-06"),
    Notation("deuxième trimestre de 2023", "2023-34", "2023-04", "2023-06"),
    Notation("S1 2023", "2023-40", "2023-01", "2023-06"),
    Notation("premier semestre 2023", "2023-40", "2023-01", "2023-06"),
    Notation("automne 2023", "2023-23", "2023-09", "2023-11", "l'"),
    Notation("début 2023", "2023-01~"),
    Notation("mi-2023", "2023-06~"),
    Notation("fin 2023", "2023-12~"),
    Notation("rentrée 2023", "2023-09~", article="la "),
]
ANYWHERE: Final = {
    "alone": "{}",
    "label": "Signature : {}",
    "label above": "Signature\n{}",
    "bracket": "L'atelier ({}) a réuni dix maires.",
    "bracket with a place": "L'atelier (Kribi, {}) a réuni dix maires.",
    "comma": "Le forum de Kribi, {}, a réuni dix maires.",
    "heading": "Forum des maires – {}",
    "heading, comma": "Forum des maires, {}",
    "line of a list": "Étapes\n- {}\n- puis rien",
}
OF_DAYS: Final = {
    "le": ("Réunion le {} à Kribi.", "{}"),
    "end of a sentence": ("Le forum a eu lieu à Kribi le {}.", "{}"),
    "before a deadline": ("Avant le {}", "{}"),
    "until": ("jusqu'au {}", "{}"),
    "since": ("à partir du {}", "{}/.."),
    "first of a range": ("du {} au 5 mai 2026", "{}/2026-05-05"),
    "last of a range": ("du 5 mai 2021 au {}", "2021-05-05/{}"),
    "between": ("entre le 5 mai 2021 et le {}", "2021-05-05/{}"),
    "after a dash": ("5 mai 2021 - {}", "2021-05-05/{}"),
    "before a dash": ("{} – 5 mai 2026", "{}/2026-05-05"),
}
OF_MONTHS: Final = {
    "en": ("Réunion en {} à Kribi.", "{}"),
    "since": ("depuis {}", "{}/.."),
    "first of a range": ("de {} à mai 2026", "{}/2026-05"),
    "last of a range": ("de mai 2021 à {}", "2021-05/{}"),
    "between": ("entre mai 2021 et {}", "2021-05/{}"),
    "dash": ("mai 2021 – {}", "2021-05/{}"),
}


def read(text: str) -> list[str]:
    return [fact.edtf for fact in dates.find_dates(open_document(Document(text=text)))]


def ids(value: object) -> str | None:
    return value.written if isinstance(value, Notation) else None


@pytest.mark.parametrize("slot", ANYWHERE)
@pytest.mark.parametrize("notation", [*DAYS, *MONTHS, *OTHERS], ids=ids)
def test_anywhere(notation: Notation, slot: str) -> None:
    assert read(ANYWHERE[slot].format(notation.written)) == [notation.edtf]


@pytest.mark.parametrize("slot", OF_DAYS)
@pytest.mark.parametrize("notation", DAYS, ids=ids)
def test_days(notation: Notation, slot: str) -> None:
    text, want = OF_DAYS[slot]
    assert read(text.format(notation.written)) == [want.format(notation.edtf)]


@pytest.mark.parametrize("slot", OF_MONTHS)
@pytest.mark.parametrize("notation", [*MONTHS, *OTHERS], ids=ids)
def test_months_and_parts_of_years(notation: Notation, slot: str) -> None:
    text, want = OF_MONTHS[slot]
    written = notation.article * (slot == "last of a range") + notation.written
    edtf = notation.edtf
    if "/" in want:
        edtf = (notation.first if want.startswith("{}") else notation.last) or edtf
    assert read(text.format(written)) == [want.format(edtf)]


def test_a_year_ends_a_title() -> None:
    for title in ("Forum des maires – Kribi, 2023", "Assises de l'eau – 2023"):
        (fact,) = dates.find_dates(open_document(Document(title=title)))
        assert fact.edtf == "2023"
    assert not dates.find_dates(open_document(Document(title="Agenda des villes – 2030")))
