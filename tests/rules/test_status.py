"""The status of an action: from the markup, a label line, a plain sentence; else none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimf_scraper.rules.engine.document import Document, Term
from aimf_scraper.rules.phrase_families import open_document
from aimf_scraper.rules.status import status
from tests.rules.cases import Case

TERMS = [
    ("Action en cours", "ongoing"),
    ("Actions en cours", "ongoing"),
    ("action-terminee", "completed"),
    ("Action terminée", "completed"),
    ("ACTIONS TERMINÉES", "completed"),
    ("Projets achevés", "completed"),
    ("Action à venir", "planned"),
    ("En cours", "ongoing"),
    ("Focus pays", None),
    ("", None),
]
PROSE = [
    Case("Le musée a été inauguré en mai 2024.", ("completed", "a été inauguré")),
    Case("Les travaux sont achevés.", ("completed", "sont achevé")),
    Case(
        "La réhabilitation est en cours de réalisation.", ("ongoing", "est en cours de réalisation")
    ),
    Case("Les travaux ont démarré en 2023.", ("ongoing", "travaux ont démarré")),
    Case("Le projet démarrera en 2026.", ("planned", "démarrera")),
    Case("Le chantier sera lancé au printemps.", ("planned", "sera lancé")),
    Case("Statut : en cours", ("ongoing", "Statut : en cours")),
    Case("Dates:\n2015 : 12 mois\n(En cours)", ("ongoing", "(En cours)")),
    Case(
        "Le puits.\n• Avancement du projet : terminé",
        ("completed", "Avancement du projet : terminé"),
    ),
    Case("Le statut : en cours, reste à fixer", (None, None)),
    Case("La ville fête le musée lorsqu’il est achevé.", (None, None)),
    Case("La première phase est achevée.", (None, None)),
    Case("Une seconde étape démarrera en 2027.", (None, None)),
    Case("Le centre n’a pas encore été inauguré.", (None, None)),
    Case("Une fois que le centre est achevé, la ville", (None, None)),
    Case("Le musée a été inauguré. La route est en cours de construction.", (None, None)),
    Case("L’AIMF accompagne la ville.", (None, None)),
    Case("", (None, None)),
]


@pytest.mark.parametrize(("label", "expected"), TERMS)
def test_terms(label: str, expected: str | None) -> None:
    term = Term("status", label, "link:/types-d-article/")
    found, evidence = status.find_status(open_document(Document(text="Texte.", terms=(term,))))
    assert found == expected
    assert [one.quote for one in evidence] == ([label] if expected else [])


def test_the_markup_comes_before_the_prose() -> None:
    term = Term("status", "Action en cours", "class:action-en-cours")
    document = Document(text="Le musée a été inauguré.", kind="action", terms=(term,))
    assert status.find_status(open_document(document))[0] == "ongoing"


def test_terms_that_disagree_say_nothing() -> None:
    terms = tuple(Term("status", label, "link") for label in ("Action en cours", "Action terminée"))
    assert status.find_status(open_document(Document(terms=terms))) == (None, ())


@pytest.mark.parametrize("case", PROSE, ids=str)
def test_prose_of_an_action(case: Case) -> None:
    found, evidence = status.find_status(open_document(Document(text=case.text, kind="action")))
    quotes = [one.quote for one in evidence]
    assert (found, quotes[0] if quotes else None) == case.expected
    assert len(quotes) <= 1


def test_prose_of_a_news_item_is_left_alone() -> None:
    assert (
        status.find_status(open_document(Document(text="Le musée a été inauguré.", kind="news")))[0]
        is None
    )


@given(st.text(max_size=300), st.text(max_size=30))
def test_any_text(text: str, label: str) -> None:
    document = Document(text=text, kind="action", terms=(Term("status", label, "class:x"),))
    found, evidence = status.find_status(open_document(document))
    assert (found is None) == (not evidence)
    for one in evidence:
        if one.source == "text":
            assert text[one.start : one.end] == one.quote
