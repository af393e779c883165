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
    Case(
        "D’après un récent rapport de la Cour des comptes de l’Union européenne, 30 % des ouvrages fuient.",
        [],
        why="who is quoted between “d’après” and its comma",
    ),
    Case(
        "Les deux maires avaient fait connaissance dans les couloirs d’un congrès de l’AIMF.",
        [],
        why="a corridor, even of the house",
    ),
    Case(
        "Kigali siège depuis peu au conseil. Il est entré au bureau de l’AIMF.",
        [],
        why="who sits in the house’s bureau",
    ),
    Case(
        "L’AFD finance à Thiès le tramway, sans rapport direct avec la halle.",
        [],
        why="another work, as the sentence says",
    ),
    Case(
        "Un programme voisin, que finance la Banque mondiale, s’achève en mai.",
        [],
        why="a project next door",
    ),
    Case(
        "Le préfet a rappelé que la Belgique avait mobilisé 40 millions d’euros depuis le séisme.",
        [],
        why="what a state did at large",
    ),
    Case(
        "La géographe Aïcha Diallo, de l’Université de Lomé, redoute des expulsions et a publié une carte.",
        [],
        why="the university of a person who speaks",
    ),
    Case(
        "L’Université de Liège, par son École de santé publique, a formé douze agents.",
        ["Université de Liège"],
        why="a part of the body",
    ),
    Case("La Région Occitanie n’a pas encore donné suite.", [], why="asked, and has not answered"),
    Case("L’Unicef et Enabel y seront aussi invitées.", [], why="will only be asked to come"),
    Case("La Fondation Kofi Sarr avait envoyé deux observatrices.", [], why="only looks on"),
    Case(
        "La Sucrerie Nanga et la société Batim paieront désormais une taxe.",
        [],
        why="pays a tax and no project",
    ),
    Case("Une équipe de l’Institut Pasteur est venue visiter le marché.", [], why="came to see it"),
    Case(
        "Une convention sur les bus est en discussion avec la société Transbus.",
        [],
        why="nothing is agreed yet",
    ),
    Case(
        "L’Unicef, qui finance l’école, prête aussi ses locaux sans lien avec personne.",
        [],
        why="a gap where the sentence tells of two things",
    ),
    Case("Une équipe de Grenoble INP a mené l’étude.", [], why="another body’s name goes on"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.why)
def test_partners(case: Case) -> None:
    found = find_partners(open_document(Document(text=case.text)))
    assert [one.name for one in found] == case.expected
