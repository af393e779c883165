"""A word for a town hall is one for every rule: the town is a city, and the town hall a partner."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from aimf_scraper.fact_kinds import find_facts
from aimf_scraper.rules.engine.document import Document
from aimf_scraper.rules.names.municipal_words import municipal_words

TOWN_HALLS = [
    one.word
    for one in municipal_words().values()
    if one.level == "town" and one.written == "always" and one.word not in {"cu", "apc"}
]


@pytest.mark.parametrize("word", TOWN_HALLS)
@pytest.mark.parametrize(
    "sentence", ["L’étude est financée par {} de Dori.", "Avec l’appui {} de Dori, l’AIMF agit."]
)
def test_city_and_partner_agree(word: str, sentence: str) -> None:
    article = "de la " if sentence.startswith("Avec") else "la "
    facts = SimpleNamespace(**find_facts(Document(text=sentence.format(article + word)))[0])
    assert [one.name for one in facts.cities] == ["Dori"]
    halls = [one for one in facts.partners if one.type == "local_government"]
    assert len(halls) == 1
    assert halls[0].name.endswith("de Dori")
    assert halls[0].confidence >= 0.9


@pytest.mark.parametrize(
    "text",
    [
        "Le Québec, partenaire du projet, apporte 5 000 €.",
        "Angles ont soutenu le dossier.",
        "Aime finance sa salle de bain.",
    ],
)
def test_what_is_no_city_is_no_town_hall(text: str) -> None:
    facts = SimpleNamespace(**find_facts(Document(text=text))[0])
    assert facts.cities == ()
    assert [one.name for one in facts.partners if one.type == "local_government"] == []
