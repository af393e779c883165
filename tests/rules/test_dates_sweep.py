"""The year that is not written: every month of publication, every other month, every tense.

``pytest -s`` prints how many are right. A date in the past is the last one before the day of
publication, one that is to come the next after it; where nothing tells, it is a guess and says so.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Final, NamedTuple

import pytest

from aimf_scraper.rules.engine.document import Document
from aimf_scraper.rules.phrase_families import open_document
from aimf_scraper.rules.time import dates

MONTHS: Final = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
    "novembre", "décembre",
)  # fmt: skip
PAST: Final = [
    "Le maire de Lomé a inauguré le marché le {}.",
    "Le {}, la ville de Sfax a signé une convention.",
    "L'atelier s'est tenu le {} à Rabat.",
    "Les élus se sont réunis le {} à Fès.",
    "Le {}, les travaux ont été lancés par la commune.",
    "La station a été mise en service le {}.",
    "Une mission s'était rendue à Huê le {}.",
    "Le {} fut posée la première pierre du lycée.",
    "Le bureau, réuni le {}, avait adopté le budget.",
    "La délégation était à Tunis le {}.",
    "Le forum a eu lieu le {} à Dakar.",
    "Le {}, quarante agents ont suivi la formation.",
    "Elle est décédée le {} à Namur.",
    "La convention a pris fin le {}.",
    "Le pont, ouvert le {}, a déjà vu passer mille camions.",
    "Lors de la réunion du {}, les maires ont adopté une charte.",
    "Le jury s'est prononcé le {}.",
    "Le {}, le conseil municipal votait le budget du projet.",
    "Le centre accueillait le {} ses premiers stagiaires.",
    "Les travaux, qui ont commencé le {}, avancent.",
]
FUTURE: Final = [
    "Le congrès se tiendra le {} à Liège.",
    "Le {}, la ville de Kara accueillera le forum.",
    "Les travaux commenceront le {}.",
    "Le comité va se réunir le {}.",
    "La réception est prévue le {}.",
    "Le maire inaugurera le marché le {}.",
    "La prochaine session aura lieu le {} à Genève.",
    "Les élus doivent se retrouver le {} à Sousse.",
    "L'ouverture est attendue le {}.",
    "Rendez-vous le {} à la mairie.",
    "Le {}, les agents seront formés à Thiès.",
    "Le nouveau centre devrait ouvrir le {}.",
]
DEADLINE: Final = [
    "Les candidatures sont à envoyer avant le {}.",
    "Date limite : {}.",
    "Envoyez vos dossiers jusqu'au {}.",
    "Les dossiers sont reçus au plus tard le {}.",
    "Clôture de l'appel : {}.",
    "Vous avez jusqu'au {} pour répondre.",
    "Inscriptions ouvertes jusqu'au {}.",
]
NOTHING: Final = ["Réunion du {} à Lomé.", "Atelier de Fès, {}.", "Formation ({})."]
DAYS: Final = (("3 {}", 3), ("27 {}", 27), ("{}", None))


class Read(NamedTuple):
    right: bool
    confidence: float
    inferred: bool


def expected(published: date, month: int, day: int | None, side: str) -> str:
    own = (month, day or 0)
    today = (published.month, published.day if day else 0)
    year = published.year
    if side == "past":
        year -= own > today
    else:
        year += own < today
    return f"{year}-{month:02d}" + (f"-{day:02d}" if day else "")


def sweep(sentences: list[str], side: str) -> list[tuple[str, date, Read]]:
    found = []
    for sentence in sentences:
        for form, day in DAYS:
            if day is None and "le {}" not in sentence.lower():
                continue
            for published in (date(2021, month, 15) for month in range(1, 13)):
                for month, name in enumerate(MONTHS, 1):
                    text = sentence.format(form.format(name))
                    if day is None:
                        text = (
                            sentence.replace("le {}", "en {}")
                            .replace("Le {}", "En {}")
                            .format(name)
                        )
                    document = Document(text=text, published=published)
                    facts = [
                        fact for fact in dates.find_dates(open_document(document)) if fact.start
                    ]
                    if not facts:
                        continue
                    want = expected(published, month, day, side)
                    (fact,) = facts
                    right = fact.edtf == want
                    found.append(
                        (text, published, Read(right, fact.confidence, "year" in fact.inferred))
                    )
    return found


@pytest.mark.parametrize(
    ("sentences", "side"), [(PAST, "past"), (FUTURE, "future"), (DEADLINE, "future")],
    ids=["past", "future", "deadline"],
)  # fmt: skip
def test_with_a_tense(sentences: list[str], side: str) -> None:
    read = sweep(sentences, side)
    wrong = [(text, str(day)) for text, day, one in read if not one.right]
    sure = [one for _, _, one in read if one.confidence >= 0.9 and not one.right]
    print(
        f"\n{side}: {len(read)} read, {len(wrong)} wrong ({len(wrong) / len(read):.1%}), {len(sure)} of them at 0.9 and above"
    )
    print(
        Counter(
            text.translate(str.maketrans("0123456789", "##########")) for text, _ in wrong
        ).most_common(12)
    )
    assert len(wrong) <= 0.02 * len(read), wrong[:10]
    assert not sure
    assert all(one.inferred for _, _, one in read)


def test_with_nothing_said() -> None:
    read = sweep(NOTHING, "past")
    print(f"\nnothing said: {len(read)} read, {sum(one.right for _, _, one in read)} as if past")
    assert read
    assert all(one.confidence < 0.7 and one.inferred for _, _, one in read)
