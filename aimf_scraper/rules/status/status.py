"""How far an action is: planned, ongoing or completed; ``None`` when nothing says so plainly.

The markup's word counts first, then a line "Statut : ...", then, for actions
only, a sentence about the whole of it. Two that disagree make ``None``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from aimf_scraper.records import Evidence, Status
from aimf_scraper.tables import Row, read_tsv
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from aimf_scraper.rules.engine.document import Doc

# From the line's end before it, so that the search hops from line to line.
_LABEL: Final = re.compile(
    r"\n(?:(?:statut|etat(?: d'avancement)?|avancement)(?: du projet| de l'action)? ?: ?"
    r"|\((?=en cours|termine|acheve|cloture))([a-z' ]{4,40})\)?"
)
_HEADS: Final = frozenset({"action", "actions", "projet", "projets", "programme", "programmes"})
# A part of the action, or another one, is not the action.
_OTHER: Final = re.compile(
    r"""(?<![a-z])(?: phases? | volets? | tranches? | etapes? | etudes? | diagnostic | lots? | ateliers?
    | formations? | mission | autre | second | deuxieme | ensuite | puis | une[ ]fois | lorsqu[e'] | quand
    | apres[ ]que | si )(?![a-z])""",
    re.VERBOSE,
)
_CLAUSE: Final = 90


Where = Literal["term", "label", "prose"]


@dataclass(frozen=True, slots=True)
class _Words(Row):
    """A line of ``words.tsv``."""

    where: Where
    words: str
    status: Status


@cache
def _words(where: Where) -> dict[str, Status]:
    table = read_tsv(Path(__file__).with_name("words.tsv"), _Words)
    return {one.words: one.status for one in table if one.where == where}


@cache
def _prose() -> tuple[re.Pattern[str], dict[str, Status]]:
    """Return the sentences' words, longest first, as one expression."""
    words = _words("prose")
    longest_first = sorted(words, key=lambda one: (-len(one), one))
    return re.compile("|".join(map(re.escape, longest_first))), words


def anchors() -> tuple[str, ...]:
    """Return the words that tell the status in a sentence."""
    return tuple(_words("prose"))


def find_status(doc: Doc) -> tuple[Status | None, tuple[Evidence, ...]]:
    """Return the status and where it was read; never raises."""
    for read in (_from_terms, _from_labels, _from_prose):
        told = read(doc)
        if told:
            stati = {status for status, _ in told}
            if len(stati) > 1:
                return None, ()
            return told[0][0], tuple(evidence for _, evidence in told)
    return None, ()


def _from_terms(doc: Doc) -> list[tuple[Status, Evidence]]:
    told = []
    for term in doc.document.terms:
        if term.taxonomy != "status":
            continue
        status = _of_label(fold(term.label)) or _of_label(fold(term.source.rpartition(":")[2]))
        if status:
            told.append((status, Evidence(term.source, None, None, term.label, "status.term")))
    return told


def _of_label(folded: str) -> Status | None:
    """Return the status that a label or a slug names: "action-terminee", "En cours"."""
    words = folded.replace("-", " ").split()
    while words and words[0] in _HEADS:
        words.pop(0)
    return _words("term").get(" ".join(words))


def _from_labels(doc: Doc) -> list[tuple[Status, Evidence]]:
    if doc.document.kind not in {"action", None}:
        return []
    told = []
    for part in doc.parts:
        for m in _LABEL.finditer(f"\n{part.folded}"):
            begin, end = m.start(), m.end() - 1
            status = _of_label(m[1].strip())
            if status and part.folded[end : end + 1] in {"", ".", " ", "\n"}:
                told.append((status, part.evidence(begin, end, "status.label")))
    return told


def _from_prose(doc: Doc) -> list[tuple[Status, Evidence]]:
    if doc.document.kind != "action":
        return []
    told = []
    places = doc.anchors
    pattern, means = _prose()
    for part in doc.parts:
        folded, end = part.folded, 0
        for at in places[part.source]["status"]:
            said = pattern.match(folded, at) if at >= end else None
            if said is None:
                continue
            end = said.end()
            begin = max(at - _CLAUSE, part.sentences.clause_start(at))
            if not _OTHER.search(folded, begin, at) and not folded[max(0, at - 1)].isalpha():
                told.append((means[said[0]], part.evidence(at, end, "status.prose")))
    return told
