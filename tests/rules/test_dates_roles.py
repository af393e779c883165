"""What a date is to the action: the phrase beside it says it."""

from __future__ import annotations

from datetime import date

import pytest

from aimf_scraper.rules.engine.document import Document
from aimf_scraper.rules.phrase_families import open_document
from aimf_scraper.rules.time.dates import find_dates

_WRITTEN = date(2021, 6, 17)  # a Thursday


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("La maire de Kandi a ouvert mercredi la halle aux grains.", "event"),
        ("L'accord a été paraphé lundi dernier à Thiès.", "event"),
        ("Le comité s'est réuni la semaine passée à Lomé.", "event"),
        ("Les travaux ont commencé lundi dernier.", "start"),
        ("Le programme a démarré le 7 mars 2022.", "start"),
        ("Ouverture des inscriptions : 7 mars 2022", "start"),
        ("Mars 2022 : début du chantier", "start"),
        ("Les premiers coups de pioche sont attendus en mars 2022.", "start"),
        ("Le chantier, ouvert le 7 mars 2022, emploie trente maçons.", "start"),
        ("Le projet prendra fin le 30 juin 2024.", "end"),
        ("Hiver 2023 : livraison", "end"),
        ("Réception des travaux : mars 2022", "end"),
        ("La livraison est annoncée pour mars 2022.", "end"),
        ("La gare, livrée en 2012, est trop petite.", "mentioned"),
        ("Les puits ont été livrés en 2012.", "end"),
        ("Inscriptions jusqu'au 7 mars 2022", "deadline"),
        ("Les projets sont à remettre en mairie jusqu'au 7 mars 2022.", "deadline"),
        ("Les villes ont jusqu'au 7 mars 2022 pour répondre.", "deadline"),
        ("Vingt offres étaient là avant la clôture, le 7 mars 2022.", "deadline"),
        ("L'exposition est visible jusqu'au 7 mars 2022.", "end"),
        ("Le marché, ouvert en 2009, accueille mille vendeuses.", "mentioned"),
        ("Le quartier a été détruit par un incendie en mars 2022.", "mentioned"),
        ("Après le passage du cyclone Idai, en mars 2019, la ville manquait d'eau.", "mentioned"),
        ("On n'y a plus vu un médecin depuis 2014.", "mentioned"),
        ("Elle est infirmière à Kaya depuis 2014.", "mentioned"),
        ("La Ville de Blois soutient l'école depuis 2014.", "start"),
        ("La session se tiendra à Kaya au printemps 2022.", "event"),
        ("Une mission d'experts est attendue en mars 2022.", "event"),
        ("Les livres sont attendus en mars 2022.", "mentioned"),
        ("Les classes seront livrées entre mars 2022 et mai 2023.", "period"),
        ("Les deux villes ont clos mercredi leur projet de voirie.", "event"),
        ("L'élue a séjourné à Kaya du 7 au 9 mars 2022.", "event"),
        # told in passing: what two towns are, what has changed, papers, long ago
        ("Blois, jumelée avec Kaya depuis 2004, envoie des livres.", "mentioned"),
        ("La ville est membre du réseau depuis 2014.", "mentioned"),
        ("La firme, concessionnaire de l'eau depuis 2014, cède le terrain.", "mentioned"),
        ("Une ONG active dans la région depuis 2014 forme les maçons.", "mentioned"),
        ("Les rives ont perdu dix mètres depuis 2014.", "mentioned"),
        ("La loi impose ce tri depuis le 7 mars 2019.", "mentioned"),
        ("Le village attend une route depuis 1978.", "mentioned"),
        ("La plupart des écoles ont été bâties avant 1965.", "mentioned"),
        ("Un article paru le 7 mars 2019 le raconte.", "mentioned"),
        ("Selon le rapport remis en mars 2019 par le cabinet, la nappe baisse.", "mentioned"),
        ("Un arrêté pris le 7 mars 2019 l'interdit.", "mentioned"),
        ("La Banque, dans sa revue de mars 2019, le rappelle.", "mentioned"),
        ("La mairie conduit depuis 2014 un programme de voirie.", "start"),
        ("L'association creuse des puits à Kaya depuis 2014.", "start"),
        # the ends of works and calls
        ("Inscriptions des équipes jusqu'au 7 mars 2022", "deadline"),
        ("Le dépôt des candidatures pour le prix court jusqu'au 7 mars 2022.", "deadline"),
        ("Le dossier reste consultable en mairie jusqu'au 7 mars 2022.", "deadline"),
        ("Les offres sont attendues pour le 7 mars 2022.", "deadline"),
        ("Les travaux se sont achevés le 7 mars 2022.", "end"),
        ("Le forum s'est achevé le 7 mars 2022.", "event"),
        ("Le maire annonce une livraison en mars 2022.", "end"),
        ("La concession arrive à son terme le 7 mars 2022.", "end"),
        ("La session devait s'achever le 7 mars 2022.", "end"),
        ("La fin du programme est arrêtée au 7 mars 2022.", "end"),
        ("Il répond à un appel à projets dont la clôture est fixée au 7 mars 2022.", "deadline"),
        ("La clôture du chantier est fixée au 7 mars 2022.", "end"),
        # a month behind the day of writing is told in passing, one ahead is not
        ("La halle a brûlé en mars 2021.", "mentioned"),
        ("Le congrès a eu lieu en mars 2021.", "event"),
        ("Le congrès se réunira en mars 2022.", "event"),
        # and their beginnings
        ("La halle accueille depuis lundi ses premières vendeuses.", "start"),
        ("Les travaux, entamés en mars 2022, avancent.", "start"),
        ("L'appel à projets s'ouvrira le 7 mars 2022.", "start"),
        ("Le congrès s'ouvrira le 7 mars 2022.", "event"),
        ("Une deuxième phase est envisagée pour 2023.", "start"),
    ],
)
def test_the_phrase_beside_a_date_gives_its_role(text: str, role: str) -> None:
    document = Document(text=text, published=_WRITTEN)
    (fact,) = find_dates(open_document(document))
    assert fact.role == role


@pytest.mark.parametrize(
    ("text", "role"),
    [
        # how long it goes on, and until when one may ask
        ("Le ministère conduira le programme jusqu'en 2025.", "end"),
        ("L'équipe restera sur place jusqu'en juin 2024.", "end"),
        ("La convention sera prolongée jusqu'au 30 juin 2024.", "end"),
        ("L'appel pour 2025 est ouvert jusqu'au 7 mars 2022.", "deadline"),
        ("Les dons sont recueillis à la mairie jusqu'au 7 mars 2022.", "deadline"),
        ("Les communes qui le souhaitent peuvent le faire jusqu'au 7 mars 2022.", "deadline"),
        ("Les associations peuvent déposer leur dossier jusqu'au 7 mars 2022.", "deadline"),
        ("La fin des activités est prévue pour mars 2024.", "end"),
        ("La clôture du programme est arrêtée au 30 juin 2024.", "end"),
        ("La réception de la seconde tranche était fixée au 7 mars 2022.", "end"),
        ("Le terme de la convention a été reporté au 7 mars 2022.", "end"),
        # what is invoked, or told by the way
        ("En vertu de la loi du 4 mars 2009, la ville prélève une taxe.", "mentioned"),
        ("La Région paie au titre d'un accord signé le 4 mars 2019.", "mentioned"),
        ("Selon un décret pris par le gouvernement, du 4 mars 2019, l'eau est gratuite.", "mentioned"),
        ("Une vendeuse de beignets depuis 2009 tient l'étal.", "mentioned"),
        ("Lomé entretient un pacte d'amitié avec Lyon depuis 2004.", "mentioned"),
        ("La pompe, en panne depuis mars 2019, sera changée.", "mentioned"),
        ("À Kara, une station comparable fonctionne depuis 2016.", "mentioned"),
        ("Les élèves avaient été accueillis depuis 2009 sous des tentes.", "mentioned"),
        ("Les demandes pour 2023 sont examinées par le comité.", "mentioned"),
        ("Le débit doit baisser d'un tiers d'ici à 2040.", "mentioned"),
        # what begins, what takes place
        ("Les premiers engins sont attendus à Kara en mars 2022.", "start"),
        ("Le programme dure trois ans à compter du 7 mars 2022.", "start"),
        ("Le chantier doit s'ouvrir en mars 2022.", "start"),
        ("Une délégation sera reçue à Lyon au printemps 2022.", "event"),
        ("La troisième édition est annoncée à Lomé en 2022.", "event"),
        ("La subvention a été votée en mars 2022.", "event"),
    ],
)  # fmt: skip
def test_until_when_since_when_and_by_the_way(text: str, role: str) -> None:
    found = find_dates(open_document(Document(text=text, published=_WRITTEN)))
    assert role in [one.role for one in found], [(one.edtf, one.role) for one in found]
