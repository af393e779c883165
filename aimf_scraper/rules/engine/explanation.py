"""Why a fact is one, and why something near a cue is none: for people who write rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aimf_scraper.records import Evidence


@dataclass(frozen=True, slots=True)
class Reason:
    """What one mention says for its fact.

    ``cue``: the words that decided, with the line of their table (``cue_at``); ``asked``: the
    exclusions that were asked and did not hold; ``confidence_at``: the line that gave the figure.
    """

    evidence: Evidence
    confidence: float
    confidence_at: str
    cue: str | None = None
    cue_at: str | None = None
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotTaken:
    """What looked like a fact and is none. ``at``: the line of the table that says so, if one does."""

    evidence: Evidence
    why: str
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """All reasons of one kind of fact in a document."""

    reasons: tuple[Reason, ...] = ()
    not_taken: tuple[NotTaken, ...] = ()
