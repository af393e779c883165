"""Sentences of the kinds that authors who never saw the rules found wrong: who is named, and for what.

Every sentence is ours. What is expected is all that is found: a name missing here is one that
must not come out.
"""

from __future__ import annotations

import pytest

from aimf_scraper.rules.engine.document import Document
from aimf_scraper.rules.partners.partners import find_partners
from aimf_scraper.rules.phrase_families import open_document

#: Text, and who is found in which role.
GIVERS_AND_RECEIVERS: list[tuple[str, dict[str, str]]] = [
    (
        "Grâce aux 9 000 euros que lui a octroyés la ville de Metz, l'association Kara Vive rouvre le lavoir.",
        {"Ville de Metz": "funder", "Kara Vive": "implementer"},
    ),
    (
        "Avec les 40 000 euros que lui verse la Fondation Veolia, l'association Kara Vive creuse un puits.",
        {"Fondation Veolia": "funder", "Kara Vive": "implementer"},
    ),
    (
        "Bénéficiaire de 7 000 euros accordés par la Ville de Mons, l'association Puits de Kara ouvre un atelier.",
        {"Ville de Mons": "funder", "Puits de Kara": "implementer"},
    ),
    (
        "Avec les 3 000 euros que la ville de Mons lui a versés, l'association Kara Vive plante des haies.",
        {"Ville de Mons": "funder", "Kara Vive": "implementer"},
    ),
]
SHARED_HEADS: list[tuple[str, dict[str, str]]] = [
    (
        "Les cantons de Vaud et du Valais financent la halle de Kara.",
        {"Canton de Vaud": "funder", "Canton du Valais": "funder"},
    ),
    (
        "Les ministères de la Santé et de l'Agriculture soutiennent l'atelier.",
        {"Ministère de la Santé": "partner", "Ministère de l’Agriculture": "partner"},
    ),
    (
        "Les métropoles de Nantes et de Rennes appuient le lycée.",
        {"Métropole de Nantes": "partner", "Métropole de Rennes": "partner"},
    ),
    (
        "Les fondations Orange, Bouygues Télécom et Michelin financent l'école.",
        {
            "Fondation Orange": "funder",
            "Fondation Bouygues Télécom": "funder",
            "Fondation Michelin": "funder",
        },
    ),
]
WHOLE_NAMES: list[tuple[str, dict[str, str]]] = [
    (
        "Le guide est financé par le ministère de la Jeunesse, du Sport et de la Promotion des langues.",
        {"Ministère de la Jeunesse, du Sport et de la Promotion des langues": "funder"},
    ),
    (
        "Le stage est porté par le Ministère de l'Eau et de la Gestion du littoral.",
        {"Ministère de l'Eau et de la Gestion du littoral": "implementer"},
    ),
    (
        "La Fondation pour la musique, l'éducation et la culture finance la salle.",
        {"Fondation pour la musique, l'éducation et la culture": "funder"},
    ),
    (
        "Financé par l'Association pour la promotion de l'eau, l'hygiène et l'assainissement.",
        {
            "Association pour la promotion de l'eau, l'hygiène et l'assainissement": "funder",
        },
    ),
    (
        "Soutenu par la Fondation pour l'enfance, la mairie et l'école.",
        {"Fondation pour l'enfance": "partner"},
    ),
    ("Porteur : Réseau des jeunes pour l'air et la\nsanté de Kara (RJASK)", {}),
]
#: Names that were lost: a state beside a state, a share, a plain noun, dots.
GAPS: list[tuple[str, dict[str, str]]] = [
    (
        "La France et le Luxembourg financent le lavoir.",
        {"France": "funder", "Grand-Duché de Luxembourg": "funder"},
    ),
    ("Le lavoir sera financé aux deux tiers par le Québec.", {"Gouvernement du Québec": "funder"}),
    (
        "Avec la collaboration de Chambéry, la ville de Kandi ouvre un lavoir.",
        {"Ville de Chambéry": "partner", "Ville de Kandi": "implementer"},
    ),
    ("L'association Jeunesse et Avenir finance le lavoir.", {"Jeunesse et Avenir": "funder"}),
    ("La S.N.C.F. finance le dépôt.", {"SNCF": "funder"}),
    ("Entreprise : Kara Chantiers S.A.R.L.", {"Kara Chantiers S.A.R.L": "implementer"}),
    (
        "La métropole Nice Côte d'Azur finance le lavoir.",
        {"Métropole Nice Côte d’Azur": "funder"},
    ),
    (
        "Sans l'appui de la ville de Metz, le lavoir n'aurait pas rouvert.",
        {"Ville de Metz": "partner"},
    ),
    ("Sans l'appui de la ville de Metz, le lavoir a rouvert.", {}),
]
#: The two sides of an agreement.
TIES: list[tuple[str, dict[str, str]]] = [
    (
        "Un jumelage lie Kandi et la ville de Metz.",
        {"Ville de Kandi": "partner", "Ville de Metz": "partner"},
    ),
    (
        "Une convention unit depuis 1997 Kandi à la ville de Metz.",
        {"Ville de Kandi": "partner", "Ville de Metz": "partner"},
    ),
    (
        "Un accord signé le 3 mai entre Kandi et la commune de Châtellerault dort.",
        {"Ville de Kandi": "partner", "Commune de Châtellerault": "partner"},
    ),
    (
        "Une coopération décentralisée lie depuis dix ans Kandi à Châtellerault.",
        {"Ville de Kandi": "partner", "Ville de Châtellerault": "partner"},
    ),
    (
        "Un pacte lie M. Paul Ndi, la ville de Metz et Enabel.",
        {"Ville de Metz": "partner", "Enabel": "partner"},
    ),
    ("Jumelée depuis 2004 à la ville de Metz, Kandi fête.", {"Ville de Metz": "partner"}),
    ("Un bac relie Kandi et la ville de Lomé.", {}),
    ("Le contrat prévoit une piste entre Kandi et la ville de Lomé.", {}),
    ("Une convention existe entre Kandi et Lomé.", {}),
]
#: Who gives, and is no mere partner: lists of donors, a person in between, a verb that opens.
GIVERS: list[tuple[str, dict[str, str]]] = [
    (
        "Parmi les donateurs figurent la ville de Metz et la Fondation Veolia.",
        {"Ville de Metz": "funder", "Fondation Veolia": "funder"},
    ),
    (
        "Ses mécènes, privés et publics : la Fondation Veolia, Enabel.",
        {"Fondation Veolia": "funder", "Enabel": "funder"},
    ),
    (
        "Ses donateurs les plus anciens (la ville de Metz, Enabel) restent.",
        {"Ville de Metz": "funder", "Enabel": "funder"},
    ),
    (
        "Des partenaires financiers fidèles – la ville de Metz, Enabel – suivent le chantier.",
        {"Ville de Metz": "funder", "Enabel": "funder"},
    ),
    (
        "La ville de Metz, M. Paul Ndi et Enabel financent le lavoir.",
        {"Ville de Metz": "funder", "Enabel": "funder"},
    ),
    (
        "Mme Sossou, pour la ville de Metz, a remis 4 000 euros au club.",
        {"Ville de Metz": "funder"},
    ),
    (
        "À cette caisse abondent aussi la ville de Metz et Enabel.",
        {"Ville de Metz": "funder", "Enabel": "funder"},
    ),
    ("Rennes Métropole abonde chaque année ce fonds.", {"Rennes Métropole": "funder"}),
    (
        "Enabel a, par la plume de M. Ndi, accordé 4 000 euros au club.",
        {"Enabel": "funder"},
    ),
    ("La Fondation Veolia a, dès 2016, versé 4 000 euros.", {"Fondation Veolia": "funder"}),
    (
        "Financeront le lavoir, à parts égales, la Banque mondiale et la ville de Metz.",
        {"Banque mondiale": "funder", "Ville de Metz": "funder"},
    ),
    (
        "Avaient pris en charge le coût du lavoir Enabel et la ville de Metz.",
        {"Enabel": "funder", "Ville de Metz": "funder"},
    ),
    (
        "Financent le lavoir de la ville de Kara Enabel et la Fondation Veolia.",
        {"Enabel": "funder", "Fondation Veolia": "funder"},
    ),
]
NONE: list[tuple[str, dict[str, str]]] = [
    ("Un accord sera signé avec l'une des communes de Lomé.", {}),
    ("Le guide est soutenu par une trentaine de mairies de Douala.", {}),
    ("Un atelier en partenariat avec une douzaine de villes de Suisse est prévu.", {}),
    ("Une visite à Télécom Vosges Meuse INP est prévue.", {}),
    ("« Le fleuve monte », note la Banque mondiale dans un article.", {}),
    ("Comme le relevait l'AFD dans une étude, le fleuve monte.", {}),
    (
        "À Pointe-Noire, le réseau est géré par la SNDE.",
        {"Société nationale de distribution d’eau (Congo)": "implementer"},
    ),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [*GIVERS_AND_RECEIVERS, *SHARED_HEADS, *WHOLE_NAMES, *GIVERS, *TIES, *GAPS, *NONE],
)
def test_find(text: str, expected: dict[str, str]) -> None:
    found = find_partners(open_document(Document(text=text)))
    assert {one.name: one.role for one in found} == expected
