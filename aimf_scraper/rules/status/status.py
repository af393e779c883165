"""How far an action is: planned, ongoing or completed; ``None`` when nothing says so plainly.

The markup's word counts first, then a line "Statut : ...", then, for actions
only, a sentence about the whole of it. Two that disagree make ``None``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from aimf_scraper.records import Evidence, Status
from aimf_scraper.rules.engine.cues import Cue, CueIndex, cues_of
from aimf_scraper.rules.engine.patterns import Pattern
from aimf_scraper.tables import Row, read_tsv
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from aimf_scraper.rules.engine.cues import Cues
    from aimf_scraper.rules.engine.document import Doc

_FOLDER: Final = Path(__file__).parent
#: What a label says: words, to the end of their line, sentence or bracket.
_WORDS: Final = Pattern(r" ?([a-z' ]{4,40})\)?(?=[. \n]|\Z)")
_ITEM_MARKS: Final = " \t-–•*"


@dataclass(frozen=True, slots=True)
class StatusWords(Row):
    """A line of ``words.tsv``."""

    status: Status | None
    words: str


@dataclass(frozen=True, slots=True)
class StatusCue(Cue):
    """A line of ``cues.tsv``."""

    family: Literal["sentence", "another", "label"]
    says: Status | None
    weight: None


@cache
def _words() -> dict[str, Status | None]:
    return {one.words: one.status for one in read_tsv(_FOLDER / "words.tsv", StatusWords)}


@cache
def cue_index() -> CueIndex[StatusCue]:
    return CueIndex(read_tsv(_FOLDER / "cues.tsv", StatusCue))


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
    while words and _words().get(words[0], "none") is None:
        words.pop(0)
    return _words().get(" ".join(words))


def _from_labels(doc: Doc) -> list[tuple[Status, Evidence]]:
    if doc.document.kind not in {"action", None}:
        return []
    told = []
    cues = doc.get(_cues)
    for part in doc.parts:
        for label in cues[part.source].found("label"):
            line = part.context.before(label.start, "line")
            if part.text[slice(*line)].strip(_ITEM_MARKS):
                continue
            words = part.context.follows(_WORDS, label.end)
            status = _of_label(words[1]) if words else None
            if words and status:
                told.append((status, part.evidence(label.start, words.end(), "status.label")))
    return told


def _from_prose(doc: Doc) -> list[tuple[Status, Evidence]]:
    if doc.document.kind != "action":
        return []
    told = []
    cues = doc.get(_cues)
    for part in doc.parts:
        for sentence in cues[part.source].found("sentence"):
            says = sentence.cue.says
            if says and not cues[part.source].before(sentence, "another"):
                evidence = part.evidence(sentence.start, sentence.end, "status.prose")
                told.append((says, evidence))
    return told


def _cues(doc: Doc) -> dict[str, Cues[StatusCue]]:
    return cues_of(doc, cue_index(), "status_cues")
