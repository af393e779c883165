"""Partners by the construction that makes them so; every sentence here is ours."""

from __future__ import annotations

import pytest

from aimf_scraper.rules.engine.document import Document
from aimf_scraper.rules.partners import partners
from aimf_scraper.rules.phrase_families import open_document
from tests.linear import assert_linear
from tests.rules.cases import Case

AIMF = "Association internationale des maires francophones"
GIZ = "Deutsche Gesellschaft für Internationale Zusammenarbeit"


CLAUSES = [
    Case(
        "La station, que finance la Banque ouest-africaine de développement, dessert trois quartiers.",
        ["Banque ouest-africaine de développement"],
        "inverted relative",
    ),
    Case(
        "Le volet santé, dont se charge la Croix-Rouge sénégalaise, commence en mai.",
        ["Croix-Rouge sénégalaise"],
        "dont",
    ),
    Case(
        "Les formations, dispensées par l’Institut supérieur de technologie, durent un mois.",
        ["Institut supérieur de technologie"],
        "any participle with par",
    ),
    Case(
        "Le schéma a été tracé sous la supervision du bureau d’études Hydrotec.",
        ["Hydrotec"],
        "sous la supervision de",
    ),
    Case(
        "Trois partenaires s’y associent : Bordeaux Métropole, l’ONG GERES et Électriciens sans frontières.",
        ["Bordeaux Métropole", "GERES", "Électriciens sans frontières"],
        "a clause between the label and its colon",
    ),
    Case(
        "Autour de la table : la GIZ, Expertise France, l’Union des conseils régionaux et le cabinet Urbaplan.",
        [GIZ, "Expertise France", "Union des conseils régionaux", "Urbaplan"],
        "a label in words",
    ),
    Case(
        "Aux côtés de l’AIMF, le Conseil national des femmes du Liban et la municipalité de Jounieh "
        "animent les ateliers.",
        [AIMF, "Conseil national des femmes du Liban", "Municipalité de Jounieh"],
        "beside, then the subject",
    ),
    Case(
        "À Lomé, l’Université du Littoral suivra la qualité de l’eau.",
        ["Université du Littoral"],
        "a future says what a body will do",
    ),
    Case(
        "Mis en place par le SIAEP du Vexin et l’ONG Aide et Action, il touche six écoles.",
        ["SIAEP du Vexin", "Aide et Action"],
        "a participle of two words",
    ),
    Case(
        "Projet co-construit avec la ville de Strasbourg. Genève soutient la formation.",
        ["Ville de Strasbourg", "Ville de Genève"],
        "a participle with avec; a town as subject",
    ),
    Case(
        "L’Université du Fleuve et l’Institut agronomique de Lomé participent aux relevés.",
        ["Université du Fleuve", "Institut agronomique de Lomé"],
        "participer",
    ),
]
SUMS = [
    Case(
        "Financement : Agence de l’eau Artois-Picardie, 120 000 € ; Douai, 15 000 € ; "
        "commune de Dédougou, 8 000 €",
        ["Agence de l’eau Artois-Picardie", "Ville de Douai", "Commune de Dédougou"],
        "sums instead of verbs, a town by its name alone",
    ),
    Case(
        "Budget : 410 000 € (Région Auvergne-Rhône-Alpes : 150 000 € ; AFD : 200 000 €)",
        ["Région Auvergne-Rhône-Alpes", "Agence française de développement"],
        "sums after a colon",
    ),
    Case(
        "Les digues seront refaites aux frais de la Fondation Kaolack. Lausanne finance l’étude.",
        ["Fondation Kaolack", "Ville de Lausanne"],
        "a town that pays",
    ),
]
NAMES = [
    Case(
        "Les formations sont assurées par le Centre de valorisation des ressources humaines.",
        ["Centre de valorisation des ressources humaines"],
        "no second capital",
    ),
    Case(
        "Réalisé de concert avec l’École Polytechnique d’Architecture et d’Urbanisme d’Alger, "
        "l’inventaire est en ligne.",
        ["École Polytechnique d’Architecture et d’Urbanisme d’Alger"],
        "what a school is for, twice",
    ),
    Case(
        "Le four est géré par l’association « Femmes du Lac » et par la coopérative Miel et Cire.",
        ["Femmes du Lac", "Miel et Cire"],
        "the word of kind is no part of the name",
    ),
    Case(
        "Le musée rouvre grâce au World Monuments Fund.",
        ["World Monuments Fund"],
        "English, by its words",
    ),
    Case(
        "En collaboration avec la Casa Comunale et Marc Durand, la ville expose.",
        ["Casa Comunale"],
        "an article tells a body from a person",
    ),
    Case(
        "Le chantier est confié à Plan International Togo.",
        ["Plan International Togo"],
        "a branch is a body of its own",
    ),
    Case(
        "L’Agence de l’eau Rhin-Meuse finance l’étude. L’Agence de l’eau suivra les travaux.",
        ["Agence de l’eau Rhin-Meuse"],
        "said in full, then shortly",
    ),
    Case(
        "Porté par l’Union des femmes de Dori, l’UFD, le projet débute. L’UFD forme les vendeuses.",
        ["Union des femmes de Dori"],
        "an acronym in apposition",
    ),
    Case(
        "La présidente de la Communauté d’agglomération du Pays de Grasse a signé la convention.",
        ["Communauté d’agglomération du Pays de Grasse"],
        "Pays de",
    ),
    Case(
        "La Commune VI de Bamako finance les bacs.", ["Commune VI de Bamako"], "a number and a town"
    ),
]
NONE = [
    Case(text, [], origin)
    for text, origin in (
        (
            "Le projet s’inscrit dans le dispositif SUDAC et dans un programme de climat, le PCLM.",
            "things",
        ),
        (
            "Le FMI prévoit une croissance de 5 %. La Banque mondiale a relevé ses prévisions.",
            "experts",
        ),
        ("La Maison de la culture ouvre ses portes.", "a building"),
        ("Les élus ont visité le siège d’ONU-Habitat à Nairobi.", "a visit"),
        ("Le Comité de pilotage suivra le dossier.", "an organ, not an organisation"),
        ("Le Bénin, le Togo et le Niger ont signé l’accord de Niamey.", "states"),
        ("Libreville a rejoint le réseau en 1984.", "a town that pays nothing"),
        ("Le programme adopté au Bureau à Hué aidera dix projets.", "where, not who"),
    )
]
KNOWN_WRONG = [
    Case(
        "Orange, partenaire du projet, offre la connexion.",
        ["Orange"],
        "a firm that is called as a town is: read as the town",
    ),
    Case(
        "L’exploitant pressenti est le groupement iDE.",
        ["iDE"],
        "a name that begins small",
    ),
]
XFAIL = [pytest.param(c, marks=pytest.mark.xfail) for c in KNOWN_WRONG]
EVERY = [*CLAUSES, *SUMS, *NAMES, *NONE]


def found_in(text: str) -> list[str]:
    return [one.name for one in partners.find_partners(open_document(Document(text=text)))]


@pytest.mark.parametrize("case", [*EVERY, *XFAIL], ids=lambda c: f"{c.origin}: {c.text[:40]}")
def test_find(case: Case) -> None:
    assert found_in(case.text) == case.expected


def test_a_name_that_only_a_list_vouches_for_is_never_sure() -> None:
    (item,) = partners.find_partners(open_document(Document(text="Partenaires : Zorbatec")))
    assert item.confidence < 0.9


@pytest.mark.parametrize("piece", ["Partenaires : Xa, ", "Agence Nationale X{} "])
def test_as_many_names_take_linear_time(piece: str) -> None:
    def names(length: int) -> str:
        return "".join(piece.format(number) for number in range(length // len(piece)))

    assert_linear(found_in, names)
