"""The site's own lines: each that FIELD.md names goes, no sentence does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimf_scraper.text.chrome import Line, drop_chrome_lines, judge_line
from tests.linear import assert_linear

CHROME = [
    "Skip to content", "Accueil /", "Accueil /\u00a0\u00a0", "Partagez cet article", "• Partagez cette page",
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit.", "No items found", "Pays checkbox", "test",
    "Abonnez-vous", "à la lettre d'actualités", "Abonnez-vous à la lettre d’actualités", "Chapeau",
    "Droits : Mairie de Sokodé", "0%", "0 %", "Suivez-nous sur : Contactez-nous", "Fermer",
    "Accueil > Actualités > Toutes les actualités", "Retour ligne automatique", "JPEG - 23.8 ko",
    "Abonnez-vous à notre bulletin d’information", "Lire la suite", "Article suivant »", "© AIMF / Ville de Huê",
    "Crédit photo : F. Martin", "Crédits : Ville de Kara / A. Sossou", "Crédit : Régie du port", "© Régie du port. La reproduction est interdite.", "Votre adresse de messagerie est uniquement utilisée pour vous envoyer nos actualités",
    "Tous droits réservés", "Tous droits réservés © Ville de Sokodé 2019", "Droits réservés : Mairie de Sokodé", "Tous droits réservés. Site de la régie.",
    "Votre navigateur ne prend pas en charge la vidéo.", "Your browser does not support the audio element.",
    "Nous utilisons des cookies et des traceurs.", "This site uses cookies to work.",
    "Nous utilisons des cookies pour mesurer l’audience.", "LIRE LA SUITE…", "3 résultats", "1 résultat trouvé", "12 articles trouvés", "Affichage 1 - 10 sur 42", "Temps de lecture : 3 min",
    "Si vous souhaitez vous désinscrire : c’est ici", "Se désabonner", "Unsubscribe from this list", "87 vues", "87 vues 0 commentaire", "1 204 vues", "0 commentaire", "Taille du texte :", "Leaflet | © les contributeurs OpenStreetMap", "© OpenStreetMap contributors",
]  # fmt: skip
RELATED = [
    "Ces articles pourraient vous intéresser",
    "CES ARTICLES POURRAIENT VOUS INTÉRESSER :",
    "Articles similaires",
]
SENTENCES = [
    "Le Maire a rappelé que tout le monde partage cet article du code.",
    "Accueilli à Tunis, le Bureau de l’AIMF a adopté 12 projets.",
    "Droits des femmes : la ville de Niamey s’engage.",
    "Test grandeur nature à Dakar pour le bus électrique.",
    "Fermer les décharges sauvages est la priorité de Lomé.",
    "Les droits : un enjeu pour les villes.",
    "Chapeau bas à la Commune de Tchaoudjo 1 !",
    "Suivant les recommandations du SIAAP, la ville a bâti deux stations.",
    "Autres actualités du réseau : la ville de Fès rejoint le programme.",
    "Partager l’eau, c’est partager la paix.",
    "Menu des cantines : 30 % de produits locaux",
    "80% des habitants ont accès à l’eau.",
    "2019 – 2020 : études préalables",
    "- 12 bornes-fontaines",
    "Budget total : 3,5 M€",
    "12 projets",
    "Vous souhaitez recevoir le colis des aînés de la commune : passez au guichet du lundi au jeudi, avec une pièce.",
    "Désabonnement massif au gaz : la régie s’explique",
    "87 vues du fleuve, par Awa Ndour",
    "Taille du texte de loi : trois pages",
    "Leaflet, la bibliothèque des cartes",
    "3 résultats sont attendus du programme.",
    "Tous droits réservés : la chanteuse de Sokodé dénonce dans son album les contrats que les jeunes signent.",
    "Droits réservés aux riverains : la pêche dans le lac reste ouverte trois jours par semaine.",
    "Nous utilisons des cookies rassis pour la chapelure, dit le boulanger.",
    "Abonnez-vous avant le 3 mai pour garder votre place au bassin de Lomé.",
    "Abonnez-vous : la carte du bac est gratuite pour les élèves.",
    "Crédits : 12 millions de francs, votés par le conseil régional.",
    "Crédit : un don de la Fondation Veolia paie la pompe de Kara.",
    "Crédit photo : Paul Ndi. Le lavoir est payé par la Fondation Veolia.",
    "© Régie du port. La ville de Kara rouvre son lavoir en mars.",
    "Droits réservés. Une crèche est bâtie à Kara avec le soutien de Metz.",
    "« Abonnez-vous ! », crie la receveuse du bac à chaque voyage.",
]
LEAD = "Québec et Namur ont célébré le 25e anniversaire de leur jumelage en 2024, au cœur du Vieux Québec."
BODY = "\n".join(
    f"Le programme de la ville numéro {n} améliore l’accès à l’eau de ses habitants."
    for n in range(4)
)


ALSO = [
    "Les autres projets",
    "D’autres actions dans la commune",
    "Quelques autres dossiers",
    "Et aussi dans la ville",
]
NOT_ALSO = ["Les autres projets : deux ponts sont prévus.", "Et aussi trois fontaines, deux lavoirs.", "Autres actualités du réseau : Fès"]  # fmt: skip


@pytest.mark.parametrize("line", ALSO)
def test_a_heading_over_other_pages(line: str) -> None:
    assert judge_line(line) is Line.ALSO


@pytest.mark.parametrize("line", NOT_ALSO)
def test_a_sentence_that_begins_as_such_a_heading(line: str) -> None:
    assert judge_line(line) is Line.TEXT


@pytest.mark.parametrize("line", CHROME)
def test_chrome(line: str) -> None:
    assert judge_line(line) is Line.CHROME


CALLS = [
    "Abonnez-vous vite !", "Abonnez-vous gratuitement", "Abonnez-vous à notre revue pour suivre les villes du réseau", "Abonnez-vous dès 3 € par mois",
    "Abonnez-vous et recevez chaque numéro chez vous",
]  # fmt: skip


@pytest.mark.parametrize("line", CALLS)
def test_calls_to_subscribe(line: str) -> None:
    assert judge_line(line) in {Line.CALL, Line.CHROME}


@pytest.mark.parametrize("line", RELATED)
def test_related(line: str) -> None:
    assert judge_line(line) is Line.RELATED


@pytest.mark.parametrize("line", SENTENCES)
def test_sentences_stay(line: str) -> None:
    assert judge_line(line) is Line.TEXT
    assert drop_chrome_lines(line) == line


def test_teasers_after_the_body_go() -> None:
    text = f"{BODY}\nCes articles pourraient vous intéresser\n{LEAD}\n{LEAD}"
    assert drop_chrome_lines(text) == BODY


def test_one_lead_goes_where_no_body_stands_before() -> None:
    text = f"Titre\nCes articles pourraient vous intéresser\n{LEAD}\n{BODY}"
    assert drop_chrome_lines(text) == f"Titre\n{BODY}"


def test_a_listing_keeps_its_cards() -> None:
    text = f"Toutes les actualités\n{LEAD}\nActions\n{BODY}"
    assert drop_chrome_lines(text) == f"{LEAD}\nActions\n{BODY}"


def test_a_dated_list_of_other_news_goes() -> None:
    foot = "- 14/11/2019\nAppel à candidatures - Consultant au Laos\n- 12/11/2019\nLe Bureau réuni à Monastir"
    assert drop_chrome_lines(f"{BODY}\n{foot}") == BODY


def test_one_date_is_no_list() -> None:
    assert drop_chrome_lines(f"{BODY}\n12 mars 2024\nYaoundé") == f"{BODY}\n12 mars 2024\nYaoundé"


def test_hidden_mail_addresses_go() -> None:
    assert drop_chrome_lines("Écrivez à [email protected].") == "Écrivez à."


@given(st.text())
def test_never_raises_and_adds_nothing(text: str) -> None:
    assert len(drop_chrome_lines(text)) <= len(text)


@pytest.mark.parametrize(
    "line", ["Voir aussi\n", "12/11/2019\n", "Partager ", "accueil / ", "[email "]
)
def test_time_is_linear(line: str) -> None:
    assert_linear(drop_chrome_lines, line)
