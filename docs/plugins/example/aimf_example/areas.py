"""A kind of fact: pieces of ground in hectares."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aimf_scraper.fact_model import FactKind
from aimf_scraper.records import Evidence

if TYPE_CHECKING:
    from aimf_scraper.rules.engine.document import Doc

#: Every repeat is bounded: the text is anybody's.
_HECTARES: Final = re.compile(r"(?<![\d.,])(\d{1,5}(?:,\d{1,2})?)[ \u00a0](?:hectares?|ha)\b")


@dataclass(frozen=True, slots=True)
class Area:
    hectares: float
    as_written: str
    evidence: tuple[Evidence, ...]
    confidence: float


def find_areas(doc: Doc) -> tuple[Area, ...]:
    """Return the areas in *doc*, in reading order; never raises."""
    found = []
    for part in doc.parts:
        for m in _HECTARES.finditer(part.text):
            mark = Evidence(part.source, m.start(), m.end(), m[0], "areas.hectares")
            found.append(Area(float(m[1].replace(",", ".")), m[0], (mark,), 0.9))
    return tuple(found)


AREAS: Final = FactKind(
    name="areas",
    fact=Area,
    find=find_areas,
    identity=("hectares",),
    shown=lambda one: f"{one['hectares']:g} ha",
    table="areas",
)
