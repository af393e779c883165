"""What stands where a partner could and is none: persons, any town hall, words, the next sentence."""

from __future__ import annotations

import pytest

from aimf_scraper.rules.engine.document import Document
from aimf_scraper.rules.partners.partners import find_partners
from aimf_scraper.rules.phrase_families import open_document
from tests.rules.cases import Case

CASES = [
    Case("L’atelier est organisé par le Dr Ali Sow.", [], why="a person by title"),
    Case(
        "Animé avec le Pr Awa Ly, Enabel et Agrisud.",
        ["Enabel", "Agrisud International"],
        why="a person costs nobody beside it its place",
    ),
    Case("Un accord lie Metz et une commune de Bamako.", [], why="any town hall"),
    Case("Avec l’appui de plusieurs mairies de Dakar.", [], why="any town halls"),
    Case(
        "Le forage est financé par la CNSS. Dans un an, il coulera.", ["CNSS"], why="one sentence"
    ),
    Case("Une séance de planning familial est organisée.", [], why="a plain word"),
    Case("Une équipe de Grenoble INP a mené l’étude.", [], why="another body’s name goes on"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.why)
def test_partners(case: Case) -> None:
    found = find_partners(open_document(Document(text=case.text)))
    assert [one.name for one in found] == case.expected
