"""What every finder yields: a place in a text that says a fact, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from aimf_scraper.rules.engine.explanation import NotTaken, Reason

if TYPE_CHECKING:
    from aimf_scraper.records import Evidence
    from aimf_scraper.rules.engine.confidence import Score
    from aimf_scraper.rules.engine.cues import Cue, CueHit
    from aimf_scraper.rules.engine.document import Part

T = TypeVar("T")


class Mention(NamedTuple, Generic[T]):
    """``part.text[start:end]`` says ``value``; ``score``: how sure that is, 0 where it is not to be said.

    ``rule``: what found it, as evidence names it. ``cues``: the words that decided.
    """

    part: Part
    start: int
    end: int
    value: T
    rule: str
    score: Score
    cues: tuple[CueHit[Cue], ...] = ()

    @property
    def written(self) -> str:
        return self.part.text[self.start : self.end]

    @property
    def evidence(self) -> Evidence:
        return self.part.evidence(self.start, self.end, self.rule)

    def reason(self, asked: tuple[str, ...] = ()) -> Reason:
        """Return why it is a fact; *asked*: the exclusions that did not hold."""
        cue = self.cues[0] if self.cues else None
        return Reason(
            self.evidence,
            round(self.score.value, 2),
            self.score.where,
            self.part.text[cue.start : cue.end] if cue else None,
            cue.cue.read_at if cue else None,
            asked,
        )

    def refusal(self, why: str) -> NotTaken:
        """Return why it is none: *why*, in the words of its first cue's table."""
        return NotTaken(self.evidence, why, self.cues[0].cue.read_at if self.cues else None)
