"""Bodies of which a text says that they have no part, or perhaps will have; every text is ours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimf_scraper.rules.engine.document import Document
from aimf_scraper.rules.partners.partners import find_partners
from aimf_scraper.rules.phrase_families import open_document
from tests.linear import assert_linear
from tests.rules.cases import Case

AFD = "Agence française de développement"
UE = "Union européenne"
BM = "Banque mondiale"

DENIED = [
    Case(text, [], origin)
    for text, origin in (
        (
            "L’Unicef, qui équipe trois dispensaires de la région, n’interviendra pas ici.",
            "another programme told between commas",
        ),
        (
            "La Fondation Suez conduit un large programme en Mauritanie, mais elle ne finance pas ce puits.",
            "a pronoun is the same subject",
        ),
        (
            "Les échanges ouverts avec la Fondation Veolia n’ont jamais abouti.",
            "talks that came to nothing",
        ),
        ("L’Agence française de développement, un temps associée, s’est désengagée.", "gone"),
        ("L’Unicef et la Fondation Suez n’y prennent aucune part.", "two, in the plural"),
        ("La Banque mondiale a poliment décliné.", "declined"),
        (
            "Les pompes, payées par l’Union européenne en 1998, mais qui ne desservent pas le village, rouillent.",
            "what was paid serves somebody else",
        ),
        (
            "Le reste dépend d’un autre guichet, que la Banque mondiale alimente seule.",
            "another counter",
        ),
        ("La Fondation Suez pilote ailleurs un plan semblable.", "elsewhere"),
        ("La halle n’a pas été financée par l’Agence française de développement.", "not paid by"),
        ("Le village a creusé son puits sans l’aide de l’Unicef.", "without"),
        ("Ni l’Unicef ni la Banque mondiale ne répondent.", "neither, nor"),
        (
            "L’équipe s’est inspirée d’une halle bâtie à Sfax par la Fondation Suez.",
            "where the idea came from",
        ),
        ("La Fondation Suez, citée à tort par la radio, dément.", "named by mistake"),
        ("L’Unicef avait réclamé ces vannes dès 2011.", "who only asked for it"),
        (
            "Une étude conduite en 2021 par l’Institut Pasteur de Dakar indique que l’eau est saine.",
            "whose study is quoted, with its year",
        ),
        (
            "Le rapport « Vivre ici », publié en mars par l’Observatoire du logement, révèle que tout monte.",
            "whose report is quoted, with its title",
        ),
        (
            "Elle a travaillé pour l’Union européenne à Dakar, puis pour la Banque mondiale.",
            "former employers",
        ),
    )
]
KEPT = [
    Case(
        "Le puits est financé par l’Unicef, mais l’État n’intervient pas.",
        ["Fonds des Nations unies pour l’enfance"],
        "another subject behind « mais »",
    ),
    Case(
        "La Ville de Dori paie la halle et la Fondation Suez ne participe pas.",
        ["Ville de Dori"],
        "another subject behind « et »",
    ),
    Case(
        "Le marché soutenu par la Ville de Dori, dont la Fondation Suez s’est retirée, rouvre.",
        ["Ville de Dori"],
        "another subject in a relative clause",
    ),
    Case("Par ailleurs, l’AFD finance le quai.", [AFD], "besides is not elsewhere"),
    Case("L’AFD paie d’ailleurs le quai.", [AFD], "neither is by the way"),
    Case(
        "L’Unicef n’intervient pas ; l’Union européenne finance le puits.",
        [UE],
        "a semicolon ends it",
    ),
    Case(
        "Le puits n’est pas financé par l’Unicef. Il l’est par l’Union européenne.",
        [UE],
        "so does a full stop",
    ),
    Case(
        "Le plan ne concerne pas les écoles privées ; la Banque mondiale le finance.",
        [BM],
        "what the project leaves out",
    ),
    Case(
        "Le projet soutenu par l’AFD ne concerne pas les hôtels.",
        [AFD],
        "what a project leaves out denies no funder",
    ),
    Case(
        "L’étude de faisabilité menée par l’Agence française de développement montre que tout tient.",
        [AFD],
        "a study that is part of the works",
    ),
    Case("L’idée vient de l’Union européenne, qui finance le quai.", [UE], "whose idea it was"),
]
#: No surer than 0.6.
DOUBTED = [
    Case(text, [name], origin)
    for text, name, origin in (
        ("L’AFD pourrait financer la suite.", AFD, "might"),
        ("La Banque mondiale a déjà financé la rue voisine.", BM, "has already, something"),
        ("La Banque mondiale finance aussi un autre projet, à Thiès.", BM, "another project"),
        ("L’AFD est sollicitée pour 3 millions d’euros.", AFD, "asked for"),
        ("L’Union européenne envisage de financer le pont.", UE, "thinks of it"),
        ("La Banque mondiale finance le pont, sous réserve du vote.", BM, "if it is voted"),
    )
]


def found_in(text: str) -> list[tuple[str, float]]:
    found = find_partners(open_document(Document(text=text)))
    return [(one.name, one.confidence) for one in found]


@pytest.mark.parametrize("case", [*DENIED, *KEPT], ids=lambda c: f"{c.origin}: {c.text[:40]}")
def test_who_has_no_part_is_no_partner(case: Case[list[str]]) -> None:
    assert [name for name, _ in found_in(case.text)] == case.expected


@pytest.mark.parametrize("case", DOUBTED, ids=lambda c: f"{c.origin}: {c.text[:40]}")
def test_who_perhaps_has_a_part_is_never_sure(case: Case[list[str]]) -> None:
    found = found_in(case.text)
    assert [name for name, _ in found] == case.expected
    assert all(confidence <= 0.6 for _, confidence in found)


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "AFD n’intervient pas, ",
            "mais qui et que l’AFD ne finance pas ",
            "ailleurs par ailleurs ",
        ),
        *("inspiré d’un, AFD ", "ni l’AFD ", "la BM pourrait financer, "),
    ],
)
def test_hostile_repeats_take_linear_time(piece: str) -> None:
    assert_linear(found_in, piece)


@given(
    st.lists(
        st.sampled_from(
            [
                "l’AFD ",
                "mais ",
                "qui ",
                "et ",
                "n’intervient pas ",
                "; ",
                ", ",
                "ailleurs ",
                "ni ",
                ". ",
            ]
        ),
        max_size=14,
    )
)
def test_never_raises(words: list[str]) -> None:
    found_in("".join(words))
