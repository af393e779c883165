"""Every name of a place that a text holds, and what stands around it.

No decision is made here: "Man" is a mention with its candidates whether it is
the town or a stray word. ``cities`` and ``countries`` decide; ``partners`` reads
the town halls off the cues.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from aimf_scraper.gazetteer import gazetteer
from aimf_scraper.gazetteer.candidates import Candidates, candidates_of
from aimf_scraper.gazetteer.names import searchable
from aimf_scraper.rules.engine.patterns import Pattern
from aimf_scraper.rules.names.homonyms import is_homonym
from aimf_scraper.rules.names.little_words import little_words
from aimf_scraper.rules.names.municipal_words import municipal_words
from aimf_scraper.rules.places.cues import pattern_of, said_by
from aimf_scraper.rules.places.left_context import cue_rows, lead_of
from aimf_scraper.rules.places.mention import PlaceMention
from aimf_scraper.rules.places.out_of_gazetteer import find_unknown
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from aimf_scraper.rules.engine.document import Doc, Part, PhraseMatch


#: Of a name: its start, its end, its form, what it may be. A plain tuple: most are only passed on.
_Name = tuple[int, int, str, "Candidates"]


_IN_NAME: Final = re.compile(r"[\w '’‘ʼ\-‐‑‒–/.\u00a0\u202f]*\Z")
_MARKS: Final = re.compile(r"[ '’‘ʼ\-‐‑‒–/.\u00a0\u202f]+")
_ACRONYMS: Final = frozenset({"rca", "rdc", "usa", "r d c", "r d congo", "rd congo"})
_OPENING: Final = re.compile(r"\s{0,2}(?::|[-–—](?=\s))")
_LINE_OPENS: Final = " «\"'•-–"
_MOST: Final = 20_000  # names of one text: twice what 1 MB of the densest prose holds
_MOST_UNKNOWN: Final = 5_000
_REMEMBERED: Final = 4096  # answers kept of each memory: bounded, a crawl is long
_WEAK_CUES: Final = {"at": "at", "of": "of"}


@cache
def _label() -> Pattern:
    """The name of a field up to the place: "Lieu(x) : "."""
    return Pattern(rf"{pattern_of('label').regex.pattern}(?:\(s\)|\(x\))?[ ]?:[ ]{{0,4}}")


@cache
def _metropolis_after() -> Pattern:
    """What may stand behind a name: "Nantes Métropole", "Nice Côte d'Azur Métropole"."""
    return Pattern(
        rf"(?:[ ][a-z][a-z'-]{{2,15}}){{0,3}}[ ]{pattern_of('metropolis').regex.pattern}\b"
    )


@cache
def _between_names() -> Pattern:
    """All that parts two names of a list."""
    joint, listed = (pattern_of(family).regex.pattern for family in ("joint", "listed"))
    return Pattern(rf"[ ]?{joint}{listed}?\Z")


def find_places(doc: Doc) -> tuple[PlaceMention, ...]:
    """Return the mentions of every part, in reading order, none overlapping."""
    matched = doc.phrases
    return tuple(
        mention for part in doc.parts for mention in _in_part(part, matched[part.source]["places"])
    )


def _in_part(part: Part, matched: list[PhraseMatch]) -> list[PlaceMention]:
    names = _longest(_names(part, matched))
    found: list[PlaceMention] = []
    previous = None
    line = 0
    for start, end, form, candidates in names:
        since = previous.end if previous else 0
        line = part.text.rfind("\n", since, start) + 1 or line
        lead = lead_of(part, start)
        cue, cue_end = lead.cue, _metropolis(part, end)
        if cue_end != end:
            cue = "town_hall"
        elif cue is None:
            near = start - line < _label().reach
            cue = _cue_of_line(part, start, end, line) if near else None
            cue = cue or _weak_cue(lead.preposition, previous, start)
        previous = PlaceMention(part, start, end, cue, lead.start, cue_end, lead, candidates, form)
        found.append(previous)
    unknown = [
        PlaceMention(
            part,
            start,
            end,
            lead.cue or _WEAK_CUES.get(lead.preposition or "", "list"),
            lead.start,
            end,
            lead,
            Candidates(towns),
            searchable(part.text[start:end]),
            misspelt=bool(towns),
        )
        for start, end, lead, towns in islice(
            find_unknown(part, {one.start: one for one in found}), _MOST_UNKNOWN
        )
    ]
    return _merged(found, unknown) if unknown else found


def _merged(known: list[PlaceMention], unknown: list[PlaceMention]) -> list[PlaceMention]:
    """Return both in order; a known name inside a longer unknown one gives way."""
    kept: list[PlaceMention] = []
    for mention in sorted([*known, *unknown], key=lambda m: (m.start, -m.end)):
        previous = kept[-1] if kept else None
        if previous is not None and mention.start < previous.end:
            continue
        follows = previous is not None and not previous.candidates
        if follows and mention.cue in {None, "of"} and _is_listed(previous, mention.start):
            kept.append(mention._replace(cue="list"))
        else:
            kept.append(mention)
    return kept


def _is_listed(previous: PlaceMention | None, start: int) -> bool:
    """Return whether only a comma, "et" or the like parts *start* from the name before."""
    return (
        previous is not None
        and start - previous.end <= _between_names().reach
        and _parts_names(previous.part.folded[previous.end : start])
    )


@lru_cache(maxsize=_REMEMBERED)
def _parts_names(between: str) -> bool:
    return _between_names().regex.match(between) is not None


def _names(part: Part, matched: list[PhraseMatch]) -> list[_Name]:
    names = gazetteer()
    text = part.text
    found = []
    for number, start, end in islice(matched, _MOST):
        first = text[start]
        small = not (first.isupper() or first.isdigit())
        if small and not _is_small_town(part.folded, start, end):
            continue
        form = names.form(number)
        if form in _ACRONYMS and not text[start : start + 2].replace(".", "A").isupper():
            continue
        if form.startswith("*") and not _has_article(part.folded, start):
            continue
        candidates = candidates_of(form)
        if " " in form:
            case = _case_of(text[start:end])
            if case == "lower":
                # "République centrafricaine": countries alone go on in lower case
                candidates = Candidates(p for p in candidates if p.kind == "country")
            elif case is None:
                continue
        if candidates:
            found.append((start, end, form.removeprefix("*"), candidates))
    return found


def _is_small_town(folded: str, start: int, end: int) -> bool:
    """Tell "la commune de kaffrine" from "la commune de demain": a head stands right before."""
    if not folded.endswith((" de ", " d'"), 0, start) or end - start < _LEAST_SMALL:
        return False
    head = folded[max(0, start - _HEAD_REACH) : start - len("de ")].rstrip(" ")
    if not head.endswith(_heads_of_towns()):
        return False
    name = folded[start:end]
    return " " not in name and not is_homonym(name) and name not in little_words("generic")


@cache
def _heads_of_towns() -> tuple[str, ...]:
    return tuple(word for word, one in municipal_words().items() if one.cue == "town_hall")


_LEAST_SMALL: Final = 5
_HEAD_REACH: Final = 34


@lru_cache(maxsize=_REMEMBERED)
def _case_of(name: str) -> str | None:
    """Return how a name of several words is written, ``None`` if it is no one name."""
    if not _IN_NAME.match(name):
        return None
    small = little_words("inner")
    words = _MARKS.split(name)
    return (
        "name" if all(not w or not w[0].islower() or fold(w) in small for w in words) else "lower"
    )


def _has_article(folded: str, start: int) -> bool:
    return folded.endswith(_contractions(), 0, start)


@cache
def _contractions() -> tuple[str, ...]:
    """The prepositions that hold an article: " au ", " du "."""
    says = said_by("preposition")
    return tuple(f" {word} " for word, said in says.items() if said in {"at_the", "of_the"})


def _longest(names: list[_Name]) -> list[_Name]:
    """Return the names in order, the longest where they overlap."""
    kept: list[_Name] = []
    taken = 0
    for name in sorted(names, key=itemgetter(0)):
        start, end, _, candidates = name
        if start >= taken:
            kept.append(name)
        else:
            first, last, form, others = kept[-1]
            if end - start > last - first:
                kept[-1] = name
            elif (start, end) == (first, last):
                kept[-1] = start, end, form, Candidates(dict.fromkeys((*others, *candidates)))
            else:
                continue
        taken = end
    return kept


def _metropolis(part: Part, end: int) -> int:
    """Return where "Nantes Métropole" ends whose name ends at *end*, else *end*."""
    metropolis = part.context.follows(_metropolis_after(), end)
    if metropolis is None:
        return end
    words = part.text[end : metropolis.end()].split()
    named = all(word[0].isupper() or word.startswith(("d'", "d’")) for word in words)
    return metropolis.end() if named else end


def _cue_of_line(part: Part, start: int, end: int, line: int) -> str | None:
    """Return the cue that the line gives a name soon after *line*, where it begins."""
    before = part.text[line:start]
    if ":" in before and part.context.leads(_label(), start):
        return "label"
    if not before.strip(_LINE_OPENS) and _OPENING.match(part.text, end):
        return "title"
    return None


def _weak_cue(preposition: str | None, previous: PlaceMention | None, start: int) -> str | None:
    """Return the cue of a name that neither a cue's words nor its line tell of."""
    if preposition in {"at", "at_the"}:
        return "at"
    if _is_listed(previous, start):
        return "list"
    return "of" if preposition == "of" else None


def cue_words(mention: PlaceMention) -> tuple[str, str]:
    """Return the words of the cue before *mention* and where they stand in the tables, empty where none are."""
    folded = mention.part.folded
    words = folded[mention.cue_start : mention.start].replace("'", " ").replace("-", " ").split()
    for size in range(len(words), 0, -1):
        row = cue_rows().get(" ".join(words[:size]))
        if row is not None:
            return " ".join(words[:size]), row[1]
    return "", ""
