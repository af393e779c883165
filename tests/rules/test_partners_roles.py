"""Who is a funder, who carries it out, who organises, and who only helps in kind; every text is ours."""

from __future__ import annotations

import pytest

from aimf_scraper.rules.engine.document import Document
from aimf_scraper.rules.partners.partners import find_partners
from aimf_scraper.rules.phrase_families import open_document
from tests.rules.cases import Case

CASES = [
    Case(
        "Le solde est financé par l’État et par la Région Bretagne.",
        {"État": "funder", "Région Bretagne": "funder"},
        why="the state alone, where it pays",
    ),
    Case(
        "L’AFD prête 3 millions d’euros et l’État prend le reste à sa charge.",
        {"Agence française de développement": "funder", "État": "funder"},
        why="the state takes the rest",
    ),
    Case(
        "Le chef de l’État a salué les agents de l’État civil, et l’État a publié la liste.",
        {},
        why="the state where it does anything else",
    ),
    Case(
        "Les mesures ont été faites par vingt étudiants de l’École des mines de Rabat.",
        {"École des mines de Rabat": "implementer"},
        why="what its students have done",
    ),
    Case(
        "Le préau a été visité par les élèves de l’École Jules-Ferry.",
        {},
        why="a visit is no work",
    ),
    Case(
        "Le comité local et la mutuelle Nafa se partagent les permanences.",
        {"Nafa": "partner"},
        why="what is shared is no money",
    ),
    Case(
        "Créée en 2011 par la Ville de Thiès, la régie tient la caisse.",
        {"Ville de Thiès": "partner"},
        why="who founded a body does not carry out the project",
    ),
    Case(
        "La Fondation Suez y met 40 000 euros.",
        {"Fondation Suez": "funder"},
        why="puts money into it",
    ),
    Case("Enabel prête ses ateliers aux apprentis.", {"Enabel": "partner"}, why="lends a room"),
    Case("Enabel prête 40 000 euros à la coopérative.", {"Enabel": "funder"}, why="lends money"),
    Case(
        "Les élèves suivent la classe sous des bâches fournies par l’Unicef.",
        {"Fonds des Nations unies pour l’enfance": "partner"},
        why="things given, told in the passive",
    ),
    Case(
        "Les 12 000 euros promis par l’Unicef sont arrivés.",
        {"Fonds des Nations unies pour l’enfance": "funder"},
        why="a sum promised",
    ),
    Case("L’ONG Acted a fourni six motopompes.", {"Acted": "partner"}, why="pumps are no money"),
    Case(
        "Le volet santé est mené sur place par l’ONG Acted.",
        {"Acted": "implementer"},
        why="where it is carried out stands before “par”",
    ),
    Case(
        "Le quai attendait. La garde a été faite par la société Kalibi Pompes en mai.",
        {"Kalibi Pompes": "implementer"},
        why="what is done stands before “a été”",
    ),
    Case(
        "Organisée du 3 au 5 mars par l’ONG Acted, la rencontre a été suivie.",
        {"Acted": "organiser"},
        why="a day stands before “par”",
    ),
    Case(
        "Le marché est confié à un groupement composé d’Acted et d’Enabel.",
        {"Acted": "implementer", "Enabel": "implementer"},
        why="a group of firms",
    ),
    Case("Enabel conduira les travaux.", {"Enabel": "implementer"}, why="will carry it out"),
    Case("Enabel assurera l’exécution.", {"Enabel": "implementer"}, why="the execution"),
    Case(
        "La Région Occitanie a reconduit sa subvention.",
        {"Région Occitanie": "funder"},
        why="gives again",
    ),
    Case(
        "La Région Occitanie ouvre son appel à projets.",
        {"Région Occitanie": "funder"},
        why="its own call for projects",
    ),
    Case(
        "Une ingénieure détachée par la Région Occitanie forme les maçons.",
        {"Région Occitanie": "partner"},
        why="sends one of its people",
    ),
    Case(
        "Le 9e forum de l’eau a été accueilli par la Ville de Thiès.",
        {"Ville de Thiès": "organiser"},
        why="hosts a meeting",
    ),
    Case("Les élus ont été accueillis par la Ville de Thiès.", {}, why="hosts guests"),
    Case(
        "L’État du Togo apporte 2 millions d’euros.",
        {"État du Togo": "funder"},
        why="a state by its country",
    ),
    Case("Bailleur : État tchadien", {"État tchadien": "funder"}, why="a state by its adjective"),
    Case(
        "La Ville de Thiès discute avec l’État d’un prêt de 3 millions d’euros.",
        {"Ville de Thiès": "partner"},
        why="the state and a loan, no state's name",
    ),
    Case("L’État de droit progresse, se félicite Enabel.", {"Enabel": "partner"}, why="an idea"),
    Case(
        "La maîtrise d’ouvrage revient au ministère en charge de l’Aménagement du territoire.",
        {"Ministère en charge de l’Aménagement du territoire": "implementer"},
        why="a ministry's duty of two words",
    ),
    Case(
        "Le stage est porté par l’agence Atmosud et la Fondation groupe Sirius.",
        {"Atmosud": "implementer", "Fondation groupe Sirius": "implementer"},
        why="a small word of kind is no part of the name; a group's foundation",
    ),
    Case(
        "Le SIVOM du Béarn apporte 9 000 euros.",
        {"SIVOM du Béarn": "funder"},
        why="towns joined under an acronym",
    ),
    Case(
        "La Câmara Municipal de Mindelo finance le marché.",
        {"Câmara Municipal de Mindelo": "funder"},
        why="a town hall in Portuguese",
    ),
    Case(
        "L’Agence de la coopération allemande (GIZ) finance le marché.",
        {"Deutsche Gesellschaft für Internationale Zusammenarbeit": "funder"},
        why="one body and its short name",
    ),
    Case(
        "Le Mouvement paysan de Kita pilote l’essai avec les Compagnons du Rail.",
        {"Mouvement paysan de Kita": "implementer", "Compagnons du Rail": "partner"},
        why="bodies named by who their members are",
    ),
    Case(
        "La Ville de Thiès et la commune de Kati ont clos mardi leur projet.",
        {"Ville de Thiès": "partner", "Commune de Kati": "partner"},
        why="what two end together they did together",
    ),
    Case(
        "Trente maires ont pris part au congrès de l’AIMF.",
        {"Association internationale des maires francophones": "organiser"},
        why="the house's own congress",
    ),
    Case(
        "Leur association, Akwaba Solidaire, tient la caisse.",
        {"Akwaba Solidaire": "implementer"},
        why="a name between commas behind what it is",
    ),
    Case(
        "Leur association, Awa Diallo, présidente, tient la caisse.",
        {},
        why="a person between commas",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.why)
def test_roles(case: Case) -> None:
    found = find_partners(open_document(Document(text=case.text)))
    assert {one.name: one.role for one in found} == case.expected
