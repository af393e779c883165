"""Every name of a place that a text holds, and what stands around it.

No decision is made here: "Man" is a mention with its candidates whether it is
the town or a stray word. ``cities`` and ``countries`` decide; ``partners`` reads
the town halls off the cues.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from aimf_scraper.gazetteer import gazetteer
from aimf_scraper.gazetteer.names import spaced
from aimf_scraper.rules.place_cues import Lead, lead_of, little_words
from aimf_scraper.rules.place_unknown import find_unknown
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from aimf_scraper.gazetteer import Place
    from aimf_scraper.rules.scan import Part, Scan


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A name of the gazetteer, capitalised, at ``part.text[start:end]``.

    ``cue`` is what says that a place is meant, strongest first:

    ========== ==========================================================
    town_hall  "ville de", "Mairie de", "CU de", "Nantes Métropole"
    mayor      "maire de", "Syndic de", "Gouverneur de"
    label      "Lieu : "
    title      the name opens a title or a line and a colon or dash follows
    district   "Région de", "Province de", "village de"
    place      "habitants de", "capitale de", "quartier de"
    at         "à", "vers"
    list       the neighbour of a mention, parted by a comma or "et"
    of         "de", without a word of the kinds above
    ========== ==========================================================

    ``cue_start`` is where the cue's words begin, without an article before
    them, ``cue_end`` where they end ("Nantes Métropole"); ``start`` and ``end``
    where there are none. ``misspelt``: the text is one letter off the name.
    ``candidates`` is empty where the gazetteer does not hold the name.
    """

    part: Part
    start: int
    end: int
    cue: str | None
    cue_start: int
    cue_end: int
    lead: Lead
    candidates: tuple[Place, ...]
    misspelt: bool = False

    @property
    def name(self) -> str:
        return self.part.text[self.start : self.end]


_IN_NAME: Final = re.compile(r"[\w '’‘ʼ\-‐‑‒–/.\u00a0\u202f]*\Z")
_MARKS: Final = re.compile(r"[ '’‘ʼ\-‐‑‒–/.\u00a0\u202f]+")
_LIST_GAP: Final = 30
_ACRONYMS: Final = frozenset({"rca", "rdc", "usa", "r d c", "r d congo", "rd congo"})
_OPENING: Final = re.compile(r"\s{0,2}(?::|[-–—](?=\s))")
_METROPOLIS: Final = re.compile(r" (?:euro)?metropole\b")
_BETWEEN_NAMES: Final = re.compile(
    r" ?(?:, ?(?:puis |ainsi que |ou |et )?|; ?|/ ?|- |\( ?|\) ?(?:,|et|ou)? ?|et |ou |puis |ainsi que "
    r"|comme |& |\u2022 ?| (?=\())(?:(?:de |d'|a |celles? de |celui de |la ville de |le |la |les )?)\Z"
)
_LABEL: Final = re.compile(
    r"(?:lieux?|villes?|communes?|localites?|localisation|implantation|villes? beneficiaires?"
    r"|villes? partenaires?|villes? concernees?|sites?)(?:\(s\)|\(x\))? ?: *\Z"
)


def find_places(scan: Scan) -> tuple[PlaceMention, ...]:
    """Return the mentions of every part, in reading order, none overlapping."""
    return tuple(mention for part in scan.parts for mention in _in_part(part))


def _in_part(part: Part) -> list[PlaceMention]:
    found: list[PlaceMention] = []
    names = _longest(_names(part))
    for start, end, candidates in names:
        previous = found[-1] if found else None
        found.append(_mention(part, start, end, candidates, previous))
    spans = [(start, end) for start, end, _ in names]
    unknown = [
        PlaceMention(
            part,
            start,
            end,
            lead.cue or _weak_cue(lead),
            lead.start,
            end,
            lead,
            towns,
            misspelt=bool(towns),
        )
        for start, end, lead, towns in find_unknown(part, spans)
    ]
    if unknown:
        return _merged(found, unknown)
    return found


def _weak_cue(lead: Lead) -> str:
    return {"at": "at", "of": "of"}.get(lead.preposition or "", "list")


def _merged(known: list[PlaceMention], unknown: list[PlaceMention]) -> list[PlaceMention]:
    """Return both in order; a known name inside a longer unknown one gives way."""
    kept: list[PlaceMention] = []
    for mention in sorted([*known, *unknown], key=lambda m: (m.start, -m.end)):
        previous = kept[-1] if kept else None
        if previous is not None and mention.start < previous.end:
            continue
        follows = previous is not None and not previous.candidates
        if follows and mention.cue in {None, "of"} and _is_listed(previous, mention.start):
            kept.append(replace(mention, cue="list"))
        else:
            kept.append(mention)
    return kept


def _is_listed(previous: PlaceMention | None, start: int) -> bool:
    """Say whether only a comma, "et" or the like parts *start* from the name before."""
    return (
        previous is not None
        and start - previous.end < _LIST_GAP
        and _BETWEEN_NAMES.match(previous.part.folded, previous.end, start) is not None
    )


def _names(part: Part) -> list[tuple[int, int, tuple[Place, ...]]]:
    names = gazetteer()
    text = part.text
    found = []
    for start, end, form in names.find(spaced(part.folded)):
        if not (text[start].isupper() or text[start].isdigit()) or not _IN_NAME.match(
            text, start, end
        ):
            continue
        if form in _ACRONYMS and not text[start : start + 2].replace(".", "A").isupper():
            continue
        if form.startswith("*") and not _has_article(part.folded, start):
            continue
        candidates = names.named(form)
        if not _is_capitalised(text[start:end]):
            # "République centrafricaine": countries alone go on in lower case
            candidates = tuple(p for p in candidates if p.kind == "country")
        if candidates:
            found.append((start, end, candidates))
    return found


def _is_capitalised(name: str) -> bool:
    small = little_words("inner")
    return all(not w or not w[0].islower() or fold(w) in small for w in _MARKS.split(name))


def _has_article(folded: str, start: int) -> bool:
    return folded[max(0, start - 4) : start].endswith((" au ", " du ", " aux ", " des "))


def _longest(
    names: list[tuple[int, int, tuple[Place, ...]]],
) -> list[tuple[int, int, tuple[Place, ...]]]:
    """Return the names in order, the longest where they overlap."""
    kept: list[tuple[int, int, tuple[Place, ...]]] = []
    for start, end, candidates in sorted(names, key=lambda n: (n[0], -n[1])):
        if kept and start < kept[-1][1]:
            if end - start > kept[-1][1] - kept[-1][0]:
                kept[-1] = (start, end, candidates)
            elif (start, end) == kept[-1][:2]:
                kept[-1] = (start, end, tuple(dict.fromkeys((*kept[-1][2], *candidates))))
            continue
        kept.append((start, end, candidates))
    return kept


def _mention(
    part: Part,
    start: int,
    end: int,
    candidates: tuple[Place, ...],
    previous: PlaceMention | None,
) -> PlaceMention:
    lead = lead_of(part, start)
    mention = PlaceMention(part, start, end, lead.cue, lead.start, end, lead, candidates)
    metropolis = _METROPOLIS.match(part.folded, end)
    if metropolis and part.text[end + 1].isupper():
        return replace(mention, cue="town_hall", cue_end=metropolis.end())
    if mention.cue is not None:
        return mention
    line = part.text.rfind("\n", 0, start) + 1
    if start - line < 80 and _LABEL.search(part.folded, line, start):
        return replace(mention, cue="label")
    opens = not part.text[line:start].strip(" «\"'•-–")
    if opens and _OPENING.match(part.text, end):
        return replace(mention, cue="title")
    if lead.preposition in {"at", "at_the"}:
        return replace(mention, cue="at")
    if _is_listed(previous, start):
        return replace(mention, cue="list")
    if lead.preposition == "of":
        return replace(mention, cue="of")
    return mention
