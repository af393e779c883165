"""Organisations, not words: one sentence or more of each kind that went wrong on real sites.

Every sentence is ours. What is expected is all that is found: a name missing here is one that
must not come out.
"""

from __future__ import annotations

import pytest

from aimf_scraper.rules.engine.document import Document
from aimf_scraper.rules.names.common_nouns import is_common_noun, names_an_idea
from aimf_scraper.rules.names.legal_forms import legal_form
from aimf_scraper.rules.partners.partners import find_partners
from aimf_scraper.rules.phrase_families import open_document
from tests.rules.cases import Case

CASES = [
    Case(
        "La journée de la Jeunesse est soutenue par les Familles et l'Éducation populaire.",
        {},
    ),
    Case(
        "Le projet d'appui à la Santé communautaire démarre à Bohicon.",
        {},
    ),
    Case(
        "Un atelier porté par la Culture et le Patrimoine a eu lieu à Saint-Louis.",
        {},
    ),
    Case(
        "Le plan est porté par la Direction de l'Eau et de l'Assainissement.",
        {"Direction de l'Eau et de l'Assainissement": "implementer"},
    ),
    Case(
        "La bourse est financée par le Secrétariat d'État au Tourisme et à l'Artisanat.",
        {"Secrétariat d'État au Tourisme et à l'Artisanat": "funder"},
    ),
    Case(
        "Grâce au soutien de l'Insertion et de l'Emploi, vingt jeunes sont formés.",
        {},
    ),
    Case(
        "Le film est réalisé par Pierre Vasseur et produit par Lola Tessier.",
        {},
    ),
    Case(
        "Photographies : Awa Sylla. Montage : Jules Ferrand.",
        {},
    ),
    Case(
        "La convention a été signée par le Dr Youssouf Traoré et la commune de Kati.",
        {"Commune de Kati": "partner"},
    ),
    Case(
        "S.E.M. Jean Balde, ambassadeur, a ouvert la séance.",
        {},
    ),
    Case(
        "Le programme Horizon est porté par l'association Racines. Horizon forme 40 jeunes grâce à Horizon.",
        {"Racines": "implementer"},
    ),
    Case(
        "La Dotation de solidarité rurale (DSR) permet de financer la route ; via la DSR, l'école est réparée.",
        {},
    ),
    Case(
        "Le dispositif Passerelle a été conçu avec Passerelle et la ville de Thiès.",
        {},
    ),
    Case(
        "Washington et Londres financent le stade, selon la presse.",
        {},
    ),
    Case(
        "Paris finance la route nationale à hauteur de 3 millions d'euros.",
        {},
    ),
    Case(
        "Berlin soutient le plan de relance de l'État.",
        {},
    ),
    Case(
        "Le don vient d'une municipalité de la Drôme et d'une commune de Savoie.",
        {},
    ),
    Case(
        "Quelques communes du Bénin ont financé leur marché.",
        {},
    ),
    Case(
        "D'après un rapport publié par l'OMS, la fièvre recule.",
        {},
    ),
    Case(
        "Selon les chiffres de la Banque mondiale, la ville compte deux millions d'habitants.",
        {},
    ),
    Case(
        "L'Unesco estime que dix langues disparaissent chaque année.",
        {},
    ),
    Case(
        "Une enquête, menée par l'Ifop pour un journal, le confirme.",
        {},
    ),
    Case(
        "Le FMI note une reprise de la croissance au Togo.",
        {},
    ),
    Case(
        "Trois cents écoles ont fermé en Belgique et à travers le Canada.",
        {},
    ),
    Case(
        "La France connaît une hausse du chômage.",
        {},
    ),
    Case(
        "Le réseau compte dix antennes dans toute la Suisse.",
        {},
    ),
    Case(
        "La Suisse finance le captage de Kinkala.",
        {"Suisse": "funder"},
    ),
    Case(
        "Le lycée est cofinancé par la France et le Luxembourg.",
        {"France": "funder", "Grand-Duché de Luxembourg": "funder"},
    ),
    Case(
        "Les bus sont livrés par la société Transvert S.A.S. de Tunis.",
        {"Transvert S.A.S.": "implementer"},
    ),
    Case(
        "Le chantier est confié à l'entreprise Colas Sénégal SARL.",
        {"Colas Sénégal SARL": "implementer"},
    ),
    Case(
        "Porteur : Fédération des pêcheurs de\nMbour et environs",
        {},
    ),
    Case(
        "Un appui de l'Union des forgerons du Nord (UFN), du Gret et d'Eau Vive.",
        {"Union des forgerons du Nord": "partner", "Gret": "partner", "Eau Vive": "partner"},
    ),
    Case(
        "Le dépôt est géré par Veolia Maroc et Bouygues Immobilier.",
        {"Veolia Maroc": "implementer", "Bouygues Immobilier": "implementer"},
    ),
    Case(
        "Les puits sont creusés par l'O.N.G. Source de Vie et payés par l'A.F.D.",
        {"Source de Vie": "implementer", "Agence française de développement": "funder"},
    ),
    Case(
        "Le P.A.M. et l'U.N.I.C.E.F. soutiennent la cantine.",
        {
            "Programme alimentaire mondial": "partner",
            "Fonds des Nations unies pour l’enfance": "partner",
        },
    ),
    Case(
        "Avec le concours de Mulhouse et de Lausanne, Dori restaure son centre.",
        {"Ville de Mulhouse": "partner", "Ville de Lausanne": "partner"},
    ),
    Case(
        "Grâce à l'appui technique de Nantes, la commune de Rufisque cartographie ses égouts.",
        {"Ville de Nantes": "partner", "Commune de Rufisque": "implementer"},
    ),
    Case(
        "Rennes soutient l'hôpital de Sétif.",
        {"Ville de Rennes": "partner"},
    ),
    Case(
        "Le projet est financé par Genève, Liège et Namur.",
        {"Ville de Genève": "funder", "Ville de Liège": "funder", "Ville de Namur": "funder"},
    ),
    Case(
        "La commune béninoise de Ouidah s'associe avec la ville belge de Huy.",
        {"Commune de Ouidah": "partner", "Ville de Huy": "partner"},
    ),
    Case(
        "Les municipalités tunisiennes de Sfax et de Gabès cofinancent la station.",
        {"Municipalité de Sfax": "funder", "Municipalité de Gabès": "funder"},
    ),
    Case(
        "Le jumelage entre la ville partenaire de Créteil et Cotonou est relancé.",
        {"Ville de Créteil": "partner", "Ville de Cotonou": "partner"},
    ),
    Case(
        "L'Occitanie et la Bretagne cofinancent la formation des agents de Kaolack.",
        {"Région Occitanie": "funder", "Région Bretagne": "funder"},
    ),
    Case(
        "La Flandre apporte 200 000 euros.",
        {"Gouvernement flamand": "funder"},
    ),
    Case(
        "Avec le soutien du Québec, Jacmel équipe ses écoles.",
        {"Gouvernement du Québec": "partner"},
    ),
    Case(
        "La ville de Québec soutient Jacmel.",
        {"Ville de Québec": "partner"},
    ),
    Case(
        "Le marché est financé par le canton de Vaud et la région wallonne.",
        {"Canton de Vaud": "funder", "Région wallonne": "funder"},
    ),
    Case(
        "Les travaux sont soutenus par les fondations Abbé Pierre et Orange.",
        {"Fondation Abbé Pierre": "partner", "Fondation Orange": "partner"},
    ),
    Case(
        "Les universités de Dakar et de Thiès pilotent l'étude.",
        {"Université de Dakar": "implementer", "Université de Thiès": "implementer"},
    ),
    Case(
        "Les ONG Sahel Vert et Demain Mieux animent les ateliers.",
        {"Sahel Vert": "implementer", "Demain Mieux": "implementer"},
    ),
    Case(
        "En partenariat avec les associations Tilalt, Amane et Dar Bouazza Vert.",
        {"Tilalt": "partner", "Amane": "partner", "Dar Bouazza Vert": "partner"},
    ),
    Case(
        "Avec l'aide de Jeunes agriculteurs du Finistère, la ferme ouvre.",
        {},
    ),
    Case(
        "L'accord entre M. Ali Diop, la commune de Podor et la ville d'Annecy est signé.",
        {"Commune de Podor": "partner", "Ville d’Annecy": "partner"},
    ),
    Case(
        "Mme Ndiaye, le Gret et l'AFD ont signé la charte.",
        {"Gret": "partner", "Agence française de développement": "partner"},
    ),
    Case(
        "Le canton de Genève verse 40 000 francs à l'association Nouvelle Planète.",
        {"Canton de Genève": "funder", "Nouvelle Planète": "implementer"},
    ),
    Case(
        "Caritas Togo a obtenu 12 000 euros de la Ville de Metz.",
        {"Caritas Togo": "implementer", "Ville de Metz": "funder"},
    ),
    Case(
        "L'Union européenne octroie un prêt à la SONEB.",
        {"Union européenne": "funder", "SONEB": "implementer"},
    ),
    Case(
        "Participent au financement la Banque mondiale, l'AFD et la Ville de Lyon.",
        {
            "Banque mondiale": "funder",
            "Agence française de développement": "funder",
            "Ville de Lyon": "funder",
        },
    ),
    Case(
        "Ont soutenu ce chantier la Fondation Orange et le SIAAP.",
        {
            "Fondation Orange": "funder",
            "Syndicat interdépartemental pour l’assainissement de l’agglomération parisienne": "funder",
        },
    ),
    Case(
        "Bailleurs\nAFD\nVille de Metz\nPays\nTogo\nBudget\n200 000 €",
        {"Agence française de développement": "funder", "Ville de Metz": "funder"},
    ),
    Case(
        "Partenaires financiers\nSIAAP\nZone d'intervention\nMahajanga",
        {
            "Syndicat interdépartemental pour l’assainissement de l’agglomération parisienne": "funder"
        },
    ),
    Case(
        "DAKAR, 3 mai 2021 (APS) – La commune de Yoff a reçu un don de l'AFD.",
        {"Commune de Yoff": "implementer", "Agence française de développement": "funder"},
    ),
    Case(
        "LOMÉ, le 4 juin (Agence Togolaise de Presse) - Le maire a lancé les travaux.",
        {},
    ),
    Case(
        "Sousse - TAP - Le maire a lancé les travaux.",
        {},
    ),
    Case(
        "Principal mécène du musée, la Fondation Orange double sa mise.",
        {"Fondation Orange": "funder"},
    ),
    Case(
        "Le premier bailleur du programme reste l'Union européenne.",
        {"Union européenne": "funder"},
    ),
    Case(
        "Il repose sur des partenaires publics, solides : l'AFD, la Région Bretagne.",
        {"Agence française de développement": "partner", "Région Bretagne": "partner"},
    ),
    Case(
        "Le festival compte sur Ceci et Cela pour attirer du monde.",
        {},
    ),
    Case(
        "La commune a obtenu le soutien d'Enda, du CICR, et de nombreux bénévoles.",
        {"Enda": "partner", "Comité international de la Croix-Rouge": "partner"},
    ),
    Case(
        "L’appui de l’AFD au Plan Climat se poursuit.",
        {"Agence française de développement": "partner"},
    ),
    Case("M. Guy KAMBALA, directeur, a lancé les travaux.", {}),
    Case("Le ministre a fini son périple par les provinces de l’Aïr et de l’Ader.", {}),
    Case("Le Comité technique a validé le plan avec l’Arbitrage.", {}),
    Case(
        "La Direction générale de l’Égalité des Chances pilote le label.",
        {"Direction générale de l’Égalité des Chances": "implementer"},
    ),
    Case("Le secrétariat est ouvert, accueil assuré par Mardi et Jeudi.", {}),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:60])
def test_partners(case: Case) -> None:
    found = find_partners(open_document(Document(text=case.text)))
    assert {one.name: one.role for one in found} == case.expected


def test_what_stands_for_a_state_or_is_a_plain_word_is_never_sure() -> None:
    text = "Le marché est financé par la Bretagne et par la Suisse."
    found = find_partners(open_document(Document(text=text)))
    assert {one.name for one in found} == {"Région Bretagne", "Suisse"}
    assert all(one.confidence < 0.9 for one in found)


def test_a_word_that_the_text_writes_small_is_no_name() -> None:
    text = "Une action menée par l'Ovalie. Pour nous, ovalie veut dire rugby."
    assert not find_partners(open_document(Document(text=text)))


@pytest.mark.parametrize(
    ("folded", "start", "says"),
    [("de la cooperation", 6, True), ("avec cooperation", 5, False), ("des maisons", 4, False)],
)
def test_names_an_idea(folded: str, start: int, *, says: bool) -> None:
    assert names_an_idea(folded, start, folded[start:]) is says


@pytest.mark.parametrize("word", ["familles", "journaux", "jeux", "programmes", "eaux"])
def test_plurals_are_common_nouns_too(word: str) -> None:
    assert is_common_noun(word)


@pytest.mark.parametrize(
    ("text", "form"),
    [(" S.A. pour", " S.A."), (" SARL.", " SARL"), (" Sarl de", " Sarl"), (" SALLE", None)],
)
def test_legal_forms(text: str, form: str | None) -> None:
    found = legal_form().match(text)
    assert (found[0] if found else None) == form
