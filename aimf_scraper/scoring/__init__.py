"""When a found fact is a labelled one: names folded, values equal.

A ``Scoring`` says it for one kind of fact: what there is to find in a label,
what a found fact offers, and when the two are the same.
"""

from aimf_scraper.scoring.gifts import ByGift
from aimf_scraper.scoring.units import Found, Scoring, Unit, names_of, normal, number_of
from aimf_scraper.scoring.values import ByCode, ByCount, ByDay, ByName, BySum

__all__ = [
    "ByCode",
    "ByCount",
    "ByDay",
    "ByGift",
    "ByName",
    "BySum",
    "Found",
    "Scoring",
    "Unit",
    "names_of",
    "normal",
    "number_of",
]
