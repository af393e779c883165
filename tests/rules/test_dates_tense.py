"""Which side of the day of writing a date lies on, by the words beside it."""

from __future__ import annotations

import pytest

from aimf_scraper.rules.engine.document import Part
from aimf_scraper.rules.time.tense import tense_of

DAY = "5 mai"
PAST = [
    "Le maire a coupé le ruban le 5 mai.",
    "Dix puits ont été forés le 5 mai.",
    "La ville a obtenu un prêt le 5 mai.",
    "Le comité a clos ses travaux le 5 mai.",
    "Les élus ont conclu un accord le 5 mai.",
    "Le 5 mai, le maire recevait le jury.",
    "Le 5 mai, la commune signait un accord.",
    "Le 5 mai eut lieu la fête.",
    "Le conseil municipal approuva le plan le 5 mai.",
    "Les travaux commencèrent le 5 mai.",
    "Le centre a accueilli, le 5 mai, dix agents.",
    "Réunis le 5 mai à Fès, les maires ont voté.",
    "Nous avons visité l'école le 5 mai.",
    "On a planté cent arbres le 5 mai.",
    "L'association s'était constituée le 5 mai.",
    "Ils se sont vus le 5 mai.",
    "Elle est partie le 5 mai.",
    "Le chantier s'est achevé le 5 mai.",
    "La ville vient d'ouvrir son musée, le 5 mai.",
    "Le projet, entamé le 5 mai, touche à sa fin.",
    "Il y a eu une fête le 5 mai.",
    "Depuis le 5 mai, l'eau coule.",
    "Le pont est ouvert depuis le 5 mai.",
    "La convention du 5 mai a été reconduite.",
    "Suite à la visite du 5 mai, la ville a décidé.",
    "À l'issue de la réunion du 5 mai, un accord a été trouvé.",
    "Ce fut chose faite le 5 mai.",
    "C'était le 5 mai.",
    "Une cérémonie s'est déroulée le 5 mai.",
    "La remise des clés a eu lieu le 5 mai.",
    "La pluie qui est tombée le 5 mai a tout emporté.",
    "Le décret est paru le 5 mai.",
    "Le maire, élu le 5 mai, a pris ses fonctions.",
    "Le 5 mai, Sfax accueillait le forum.",
    "Les agents ont bénéficié d'une formation le 5 mai.",
    "Le ministre y avait posé la première pierre le 5 mai.",
    "La mission a séjourné à Labé du 3 au 5 mai.",
    "Du 3 au 5 mai, Dakar a vécu au rythme du forum.",
]
FUTURE = [
    "Le maire coupera le ruban le 5 mai.",
    "Le pont sera livré le 5 mai.",
    "Les travaux vont débuter le 5 mai.",
    "Le 5 mai, nous fêterons la paix.",
    "Le forum est prévu du 3 au 5 mai.",
    "La clôture est fixée au 5 mai.",
    "Le chantier doit s'achever le 5 mai.",
    "L'appel est ouvert jusqu'au 5 mai.",
    "Candidatures à déposer avant le 5 mai.",
    "Les candidatures sont attendues pour le 5 mai.",
    "Inscrivez-vous avant le 5 mai.",
    "Rendez-vous les 4 et 5 mai.",
    "La prochaine assemblée, le 5 mai, fixera le budget.",
    "Le comité se penchera sur le dossier le 5 mai.",
    "Les élus auront à voter le 5 mai.",
    "Il faudra répondre avant le 5 mai.",
    "Le délai court jusqu'au 5 mai.",
    "Date butoir : 5 mai",
    "Réponse attendue le 5 mai",
    "Le centre pourra ouvrir le 5 mai.",
    "Le centre devrait ouvrir le 5 mai.",
    "Elle se rendra à Lomé le 5 mai.",
    "Sfax s'apprête à accueillir le forum le 5 mai.",
    "Les maires sont invités à se réunir le 5 mai.",
    "Le ministre viendra le 5 mai.",
    "Le salon fermera ses portes le 5 mai.",
    "Les dossiers devront parvenir le 5 mai au plus tard.",
    "La fête aura pour cadre Lomé le 5 mai.",
    "Le réseau tiendra son congrès le 5 mai.",
    "Les maires prévoient de se revoir le 5 mai.",
    "Le projet démarrera le 5 mai prochain.",
    "Dernier délai : 5 mai",
    "À vos agendas : le 5 mai à Lomé",
    "Participez au concours avant le 5 mai",
    "Une mission est programmée le 5 mai.",
    "Les épreuves se dérouleront le 5 mai.",
    "Le jury s'y réunira le 5 mai.",
    "Le 5 mai verra l'ouverture du salon.",
    "Le 5 mai, les portes s'ouvriront.",
    "L'ouverture des plis interviendra le 5 mai.",
]
NOTHING = [
    "Le concert du 5 mai",
    "La mairie de Lomé, le 5 mai",
    "Le bureau du 5 mai",
    "Atelier du 5 mai à Fès",
    "Le musée ouvre le 5 mai.",
]
KNOWN_WRONG = ["La halle brûla le 5 mai.", "Le 5 mai vit naître le réseau."]


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        *((text, "past") for text in PAST),
        *((text, "future") for text in FUTURE),
        *((text, None) for text in NOTHING),
        *(pytest.param(text, "past", marks=pytest.mark.xfail) for text in KNOWN_WRONG),
    ],
)
def test_tense(text: str, tense: str | None) -> None:
    at = text.index(DAY)
    assert tense_of(Part("text", text), at, at + len(DAY)) == tense
