"""Partners as other sites than the AIMF's write them: newspapers, sheets, minutes; every text is ours."""

from __future__ import annotations

import pytest

from aimf_scraper.rules.engine.document import Document
from aimf_scraper.rules.partners import partners
from aimf_scraper.rules.phrase_families import open_document
from tests.linear import assert_linear
from tests.rules.cases import Case

AFD = "Agence française de développement"
UE = "Union européenne"


KINDS = [
    Case(
        "Le forage a été confié à la SARL Tadounia.",
        ["Tadounia"],
        "a legal form is no part of the name",
    ),
    Case(
        "La coopérative Benkadi & Fils, de Sikasso, a posé les tuyaux.",
        ["Benkadi & Fils"],
        "an ampersand; where it sits between the name and its deed",
    ),
    Case(
        "Les stages sont financés par le lycée Jean-Mermoz et l’hôpital Aristide-Le-Dantec.",
        ["Lycée Jean-Mermoz", "Hôpital Aristide-Le-Dantec"],
        "a school and a hospital keep their kind",
    ),
    Case(
        "La compagnie Hydrocorp 7 assure l’entretien.",
        ["Hydrocorp 7"],
        "a number in the name",
    ),
    Case(
        "Le séjour est financé par l’Institut français et par la brasserie Castelnor.",
        ["Institut français", "Brasserie Castelnor"],
        "two names, not one long",
    ),
    Case(
        "Monté avec le soutien de la Fondation Awa Diagne et de la mairie de Thiès, le centre ouvre.",
        ["Fondation Awa Diagne", "Ville de Thiès"],
        "a name ends where a town hall begins",
    ),
    Case(
        "Avec l’appui du consulat d’Allemagne et de la Fondation Nivo, la halle rouvre.",
        ["Consulat d’Allemagne", "Fondation Nivo"],
        "a foundation is another body, though it ends as a field does",
    ),
    Case(
        "En partenariat avec la Fondation Aline et Omer Tanguy, la halle rouvre.",
        ["Fondation Aline et Omer Tanguy"],
        "a couple's foundation",
    ),
    Case(
        "Avec l’appui de l’association Orchards for Seychelles, on plante.",
        ["Orchards for Seychelles"],
        "a small word of English inside the name",
    ),
    Case(
        "La Métropole Rouen Normandie finance le quai.",
        ["Métropole Rouen Normandie"],
        "a metropolis by its own whole name",
    ),
    Case(
        "Financé par l’Agence pour le développement agricole du Gharb.",
        ["Agence pour le développement agricole du Gharb"],
        "an adjective inside the name",
    ),
    Case(
        "Commune de Dschang 61 000 € ; Fondation Nivo 12 500 €",
        ["Commune de Dschang", "Fondation Nivo"],
        "a sum's figures are no part of the name",
    ),
    Case(
        "Convention entre la Communauté urbaine de Douala et la Commune de Douala 5e.",
        ["Communauté urbaine de Douala", "Commune de Douala 5e"],
        "a numbered commune is not its town",
    ),
    Case(
        "Le marché est financé par la Ville de Fort-de-France et l’AIMF.",
        ["Ville de Fort-de-France", "Association internationale des maires francophones"],
        "a country inside a town's name",
    ),
    Case(
        "Nouadhibou et Le Havre ont signé une convention. La Ville du Havre finance le quai.",
        ["Ville de Nouadhibou", "Ville du Havre"],
        "an article contracted is the same town",
    ),
    Case(
        "Bénéficiaire : Société des transports de Sfax (Trasfa)",
        ["Société des transports de Sfax"],
        "the short name in brackets is the same body",
    ),
    Case(
        "Le comité de jumelage de Guérande soutient le dispensaire.",
        ["Comité de jumelage de Guérande"],
        "a twinning committee",
    ),
    Case(
        "L’étude a été réalisée par Morlaix Solidarité et Delta Consulting.",
        ["Morlaix Solidarité", "Delta Consulting"],
        "what such a name ends with",
    ),
]
TOWNS = [
    Case(
        "Grand Chambéry finance l’école de Ouahigouya, au Burkina Faso.",
        ["Grand Chambéry"],
        "a French agglomeration",
    ),
    Case(
        "Avec l’appui d’Angers Loire Métropole, la halle rouvre.",
        ["Angers Loire Métropole"],
        "a name begins behind its link",
    ),
    Case(
        "Tours Métropole Val de Loire finance le puits.",
        ["Tours Métropole Val de Loire"],
        "and ends with its land",
    ),
    Case(
        "L’État verse 20 000 euros.",
        ["État"],
        "a state that pays, at the start of a sentence",
    ),
    Case(
        "La Banque mondiale a approuvé un don de 3 millions d’euros.",
        ["Banque mondiale"],
        "a board that approves a gift gives it",
    ),
    Case(
        "La Ville de La Rochelle finance le sentier.",
        ["Ville de La Rochelle"],
        "the article is the town's own",
    ),
    Case(
        "L’APC de Tizi Ouzou soutient le festival.",
        ["Commune de Tizi Ouzou"],
        "as Algeria says it",
    ),
    Case(
        "Le conseil régional Béni Mellal-Khénifra finance la route.",
        ["Conseil régional Béni Mellal-Khénifra"],
        "no link between the head and its name",
    ),
    Case(
        "Le District autonome du Grand Lomé finance l’étude.",
        ["District autonome du Grand Lomé"],
        "Grand is a village too",
    ),
]
CLAUSES = [
    Case(
        "La mairie de Jacmel et la Banque interaméricaine de développement ont repavé la halle.",
        ["Ville de Jacmel", "Banque interaméricaine de développement"],
        "what a town hall and a bank do together",
    ),
    Case(
        "La BERD a consenti une avance de 15 M€, la ville de Strasbourg a délégué deux artisans.",
        ["Banque européenne pour la reconstruction et le développement", "Ville de Strasbourg"],
        "what was granted, who was sent",
    ),
    Case(
        "La mairie de Jacmel et la Fondation Nivo ont conjugué leurs moyens.",
        ["Ville de Jacmel", "Fondation Nivo"],
        "means put together",
    ),
    Case(
        "Le marché compte une halle que bâtira l’Ordre des architectes de Tunis.",
        ["Ordre des architectes de Tunis"],
        "any verb before its subject",
    ),
    Case(
        "L’UDTS enverra ses étudiants sur le terrain.",
        ["UDTS"],
        "an acronym with an article does something",
    ),
    Case(
        "Le budget est de 40 000 euros, l’AFD prenant en charge le transport.",
        [AFD],
        "a participle with its own subject",
    ),
    Case(
        "Vu le protocole signé le 4 juin 2021 entre Brest Métropole et la commune de Saponé,",
        ["Brest Métropole", "Commune de Saponé"],
        "a date between the agreement and its parties",
    ),
    Case(
        "S’y joignent l’Union européenne et la Fondation Kasapreko.",
        [UE, "Fondation Kasapreko"],
        "joined, before the names",
    ),
    Case(
        "La somme émane de la Fondation Kasapreko.",
        ["Fondation Kasapreko"],
        "where the money comes from",
    ),
    Case(
        "Un pacte engage désormais la mairie de Tulcea et le CNRZ.",
        ["Ville de Tulcea", "CNRZ"],
        "an adverb between the verb and its objects",
    ),
]
SHEETS = [
    Case(
        "Grâce au Kiwanis Club de Dinan, tout est prêt.\nFinanceurs : AFD, Kiwanis",
        ["Kiwanis Club de Dinan", AFD],
        "the first word of a name that stands in full elsewhere",
    ),
    Case(
        "Opérateur : Amitié 52, Nantes\nAppui technique : SNEB, Cotonou",
        ["Amitié 52", "SNEB"],
        "where it sits is no partner",
    ),
    Case(
        "Qui paie ?\nVille de Lannion ........ 9 000 €\nSIVOGA ........ 4 500 €",
        ["Ville de Lannion", "SIVOGA"],
        "dots between the name and its sum",
    ),
    Case(
        "Statut  En cours\nOpérateurs  ACTED ; Mairie de Bangui",
        ["Acted", "Ville de Bangui"],
        "a wide gap for a colon",
    ),
    Case(
        "Ploemeur a versé 30 000 euros, l’Union européenne cinquante mille euros, "
        "la commune de Nikki le reliquat.",
        ["Ville de Ploemeur", UE, "Commune de Nikki"],
        "a sum in words, and what is left of it",
    ),
]
NONE = [
    Case(text, [], origin)
    for text, origin in (
        ("Il faudra dix ans, avertit l’Université de Bamako.", "who says it"),
        ("Le prix est de 40 MDH.", "a unit of money"),
        ("La commission, présidée par le Maire de Québec, a siégé.", "who chairs"),
        ("La Banque mondiale a relevé ses prévisions pour le Bénin.", "what an expert body does"),
        (
            "Le Grand Tunis finance le tramway ; le Grand Paris Express roule.",
            "no body is so called",
        ),
        ("Autour de la table : Bruxelles, Libreville et Erevan.", "towns that sat there"),
        ("Un ancien du CNFPT se souvient.", "who once worked there"),
        ("Il a reçu le Prix d’excellence de l’UMQ.", "who awards it"),
        ("À Niamey, un centre analogue, payé par la BAD, a fermé.", "like ours, elsewhere"),
        ("Dans la région voisine, la KfW finance un barrage.", "next door"),
        ("L’Unicef, qui tenait un stand, a distribué des livrets.", "had a stand at the feast"),
        ("La Croix-Rouge béninoise tiendra la buvette.", "sells drinks at the feast"),
        ("La KfW a depuis suspendu son aide.", "gave, and does no more"),
        ("L’étude menée en mars par l’IRD confirme la baisse.", "whose study it is"),
        (
            "L’État a voté 9 milliards de francs pour le port ; ici, on parle d’un puits.",
            "told to compare",
        ),
        ("Selon un décompte de l’Unicef, 40 écoles ont fermé.", "who counted"),
    )
]
EVERY = [*KINDS, *TOWNS, *CLAUSES, *SHEETS, *NONE]


def found_in(text: str) -> list[str]:
    return [one.name for one in partners.find_partners(open_document(Document(text=text)))]


@pytest.mark.parametrize("case", EVERY, ids=lambda c: f"{c.origin}: {c.text[:40]}")
def test_find(case: Case) -> None:
    assert found_in(case.text) == case.expected


@pytest.mark.parametrize(
    "piece",
    [
        *("Opérateur  Xa 12, Yb ", "qu’une l’AFD, X, ", "convention entre ", "la SARL Xa & "),
        *("AFD finance. SIAAP. ", "Ville de Dori, partenariat. ", "Partenaires : "),
    ],
)
def test_hostile_repeats_take_linear_time(piece: str) -> None:
    assert_linear(found_in, piece)


def test_as_many_names_in_lists_as_there_are_lines_take_linear_time() -> None:
    def lines(length: int) -> str:
        return "\n".join(
            f"Financeurs : Xa{'bcdefghij'[n % 9]}{chr(97 + n % 26)} Zo{n}, AFD"
            for n in range(length // 30)
        )

    assert_linear(found_in, lines)
