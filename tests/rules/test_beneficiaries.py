"""Beneficiaries: who is counted, how sure it is, and crowds that nobody serves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aimf_scraper.rules.beneficiaries import beneficiaries
from aimf_scraper.rules.engine.document import Document
from aimf_scraper.rules.phrase_families import open_document
from tests.linear import assert_linear
from tests.rules.cases import Case

if TYPE_CHECKING:
    from aimf_scraper.records import Beneficiaries


#: How many, of whom, what bends the number, and how it is written.
SERVED = [
    Case("les conditions de vie de plus de 500 000 habitants", (500_000, "habitants", "over", "plus de 500 000 habitants")),
    Case("une vie meilleure pour les 2 Millions d'habitants", (2_000_000, "habitants", None, "2 Millions d'habitants")),
    Case("Près de 2 millions d’habitants en profiteront.", (2_000_000, "habitants", "about", "Près de 2 millions d’habitants")),
    Case("Le lycée accueille 17 000 élèves", (17_000, "élèves", None, "17 000 élèves")),
    Case("formation de 260² agents municipaux", (260, "agents municipaux", None, "260² agents municipaux")),
    Case("au profit de trente-deux familles", (32, "familles", None, "trente-deux familles")),
    Case("pour 2,5 M d’habitants", (2_500_000, "habitants", None, "2,5 M d’habitants")),
    Case("pour 2 millions et demi d’usagers", (2_500_000, "usagers", None, "2 millions et demi d’usagers")),
    Case("300 ménages raccordés", (300, "ménages", None, "300 ménages")),
    Case("120 agents municipaux formés", (120, "agents municipaux", None, "120 agents municipaux")),
    Case("une centaine de jeunes ont été formés", (100, "jeunes", "about", "une centaine de jeunes")),
    Case("Deux mille femmes bénéficient du projet", (2000, "femmes", None, "Deux mille femmes")),
    Case("au profit de 25\u202f000 personnes", (25_000, "personnes", None, "25\u202f000 personnes")),
    Case("pour quelque 1.200 Écoliers", (1200, "écoliers", "about", "quelque 1.200 Écoliers")),
    Case("former jusqu’à 45 enseignants", (45, "enseignants", "under", "jusqu’à 45 enseignants")),
    Case("au profit de 80 jeunes filles", (80, "jeunes filles", None, "80 jeunes filles")),
    Case("Le projet touche entre 400 et 500 familles.", (400, "familles", "over", "entre 400 et 500 familles")),
    Case("au profit de 1 200 à 1 500 personnes", (1200, "personnes", "over", "1 200 à 1 500 personnes")),
    Case("12 à 15 millions d’habitants desservis", (12_000_000, "habitants", "over", "12 à 15 millions d’habitants")),
    Case("entre 2020 et 2022, 500 familles formées", (500, "familles", None, "500 familles")),
    Case("Le projet forme 40 élus.", (40, "élus", None, "40 élus")),
    Case("La commune de Bogo : 900 habitants raccordés", (900, "habitants", None, "900 habitants")),
    Case("Douze maçons ont suivi une formation de trois mois.", (12, "maçons", None, "Douze maçons")),
    Case("Trente couturières ont obtenu leur diplôme.", (30, "couturières", None, "Trente couturières")),
    Case("La station traite les eaux de 80 000 habitants.", (80_000, "habitants", None, "80 000 habitants")),
    Case("Les 90 marchandes ont regagné la halle.", (90, "marchandes", None, "90 marchandes")),
    Case("Depuis 2011, 340 jeunes en ont bénéficié.", (340, "jeunes", None, "340 jeunes")),
    Case("Le centre accueille 300 personnes déplacées.", (300, "personnes déplacées", None, "300 personnes déplacées")),
    Case("Elles ont touché 800 familles.", (800, "familles", None, "800 familles")),
    Case("Après les crues, le projet reloge 90 familles.", (90, "familles", None, "90 familles")),
    Case("a profité en 2019 à 3 000 élèves", (3000, "élèves", None, "3 000 élèves")),
]  # fmt: skip
SETTINGS = [
    Case("Le projet profite à la ville, qui abrite 250 000 habitants.", 0.5),
]
NOBODY = [
    Case("", ()),
    Case("400 Maires se sont retrouvés", ()),
    # whom a calamity hits, who fled, died or lost a home; all whom a network holds
    Case("Les pluies de mai ont touché 40 000 personnes.", ()),
    Case("Les crues ont été rudes. Elles ont affecté 9 000 familles.", ()),
    Case("Le séisme a privé de toit 9 000 familles.", ()),
    Case("8 000 familles ont trouvé refuge à Kaya.", ()),
    Case("Dans la vallée, 700 habitants ont perdu leur maison.", ()),
    Case("Vingt-deux ouvriers ont péri.", ()),
    Case("Le paludisme tue chaque année 6 000 enfants.", ()),
    Case("Elles reçoivent 7 000 élèves, l’un des plus vastes réseaux du pays.", ()),
    Case("La délégation a échangé avec une trentaine d’élèves.", ()),
    Case("Le réseau scolarise chaque année 60 000 élèves.", ()),
    Case("460 places assises et 12 villes", ()),
    Case("250 habitants au km²", ()),
    Case("3 femmes sur 4", ()),
    Case("30 personnes ont perdu la vie", ()),
    Case("les villes de plus de 100 000 habitants", ()),
    Case("plusieurs centaines de jeunes", ()),
    Case("300 millions de personnes dans le monde", ()),
    Case("500 000 euros", ()),
    Case("1,5 habitants", ()),
    Case("La ville compte environ 2 millions d’habitants.", (), why="a town's size"),
    Case("Une commune de 45 000 habitants", ()),
    Case("La commune abrite 250 000 habitants.", ()),
    Case("Kaya, 66 000 âmes, attend la pluie.", ()),
    Case("Dix villages, 9 000 habitants et un puits : voilà Bogo.", ()),
    Case("Abomey gagne chaque année 4 000 habitants.", ()),
    Case("Le musée attire 30 000 touristes et 12 000 visiteurs.", (), why="visitors"),
    Case("Le palais reçoit 5 000 visiteurs par an.", ()),
    Case("La régie emploie 60 personnes.", (), why="staff"),
    Case("Le port a recruté 45 jeunes.", ()),
    Case("L'État enverra 25 enseignants au lycée.", ()),
    Case("Douze élus ont traversé la mer.", ()),
    Case("La norme est d'un puits pour 300 habitants.", (), why="a recommendation"),
    Case("L'Unesco recommande une salle pour 40 élèves.", ()),
    Case("Un concert a réuni 300 personnes.", (), why="a crowd"),
    Case("Une délégation de quinze personnes est arrivée.", ()),
    Case("Dans l'Est, 90 000 personnes ont besoin d'eau potable.", (), why="a need"),
    Case("Au nord, 4 000 familles manquent d'eau.", ()),
    Case("La crue a chassé 5 000 habitants de chez eux.", (), why="driven out"),
    Case("En 2019, 12 000 personnes ont fui la côte.", ()),
    Case("La guerre a poussé 24 000 familles à partir.", ()),
    Case("Un sondage mené auprès de 600 ménages le montre.", (), why="asked"),
    Case("Les 600 usagers interrogés en sont contents.", ()),
    Case("La carte a été dessinée par quarante étudiants.", (), why="who did the work"),
    Case("Les arbres ont été plantés par 300 élèves.", ()),
    Case("Chaque fontaine y dessert 900 personnes.", (), why="so many each"),
    Case("La ville compte 12 pompiers.", ()),
    Case("Douze maçons bâtissent l'école.", ()),
]


def counts_in(text: str) -> tuple[Beneficiaries, ...]:
    return beneficiaries.find_beneficiaries(open_document(Document(text=text)))


@pytest.mark.parametrize("case", SERVED, ids=str)
def test_served(case: Case[tuple[int, str, str | None, str]]) -> None:
    (one,) = counts_in(case.text)
    assert (one.count, one.unit, one.approximation, one.as_written) == case.expected
    assert one.confidence >= 0.9


@pytest.mark.parametrize("case", SETTINGS, ids=str)
def test_a_setting_is_believed_less(case: Case[float]) -> None:
    (one,) = counts_in(case.text)
    assert one.confidence == case.expected


@pytest.mark.parametrize("case", NOBODY, ids=str)
def test_nobody_served(case: Case[tuple[()]]) -> None:
    assert counts_in(case.text) == case.expected


def test_a_count_with_its_line_for_itself_is_told_on_purpose() -> None:
    (one,) = counts_in("Villages\n- 350 habitants\n")
    assert (one.count, one.confidence) == (350, 0.75)


def test_said_again_is_evidence() -> None:
    doc = open_document(Document(title="Former 120 agents", text="120 agents sont formés."))
    (one,) = beneficiaries.find_beneficiaries(doc)
    assert [e.source for e in one.evidence] == ["title", "text"]


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["12 ", "000 ", "habitants ", "mille ", "d’", "\n", "pour ", "é", "près de "]
        )
    ).map("".join)
)
def test_never_raises_and_quotes_stand(text: str) -> None:
    for one in beneficiaries.find_beneficiaries(open_document(Document(text=text))):
        for e in one.evidence:
            assert text[e.start : e.end] == e.quote


@pytest.mark.parametrize("piece", ["9 habitants ", "pour former 50 femmes ", "une centaine de "])
def test_time_is_linear(piece: str) -> None:
    assert_linear(counts_in, piece)
