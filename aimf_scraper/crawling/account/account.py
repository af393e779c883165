"""What a run notes of itself as it goes along, and what it was worth in the end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final, Literal

RunStatus = Literal["complete", "incomplete", "partial", "interrupted", "failed"]

#: What is said of a page for which a way vouched wrongly.
LIE: Final = "said to be unchanged, and it reads otherwise"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that a way of discovery should have shown and did not."""

    way: str
    url: str
    reason: str


@dataclass(slots=True)
class Account:
    """What a run did and what it could not do, as it goes along."""

    outcomes: Counter[str] = field(default_factory=Counter)
    gaps: list[Gap] = field(default_factory=list)
    #: kind -> how many the REST API says exist
    rest_totals: Counter[str] = field(default_factory=Counter)
    #: kind -> the newest change that the REST API tells of, by the site's own time
    rest_newest: dict[str, str] = field(default_factory=dict)
    #: way -> why it could not be asked
    closed_ways: dict[str, str] = field(default_factory=dict)
    #: answers that could not be put into the archive
    capture_failures: int = 0
    #: what was mended, or doubted, and is no gap
    notes: list[Gap] = field(default_factory=list)
    #: ways that vouched for a page of which the text is another one
    lies: list[Gap] = field(default_factory=list)

    def gap(self, way: str, url: str, reason: str) -> None:
        """Note something that *way* should have shown and did not, once."""
        if (found := Gap(way, url, reason)) not in self.gaps:
            self.gaps.append(found)

    def has_gap(self, way: str) -> bool:
        """Return whether *way* could not be walked to its end so far."""
        return any(gap.way == way for gap in self.gaps)

    def note(self, way: str, url: str, what: str) -> None:
        """Note what *way* met at *url* that was amiss, though nothing may be lost by it."""
        if (found := Gap(way, url, what)) not in self.notes:
            self.notes.append(found)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A finished run, for the summary, the report and the exit code."""

    run: int
    status: RunStatus
    counts: dict[str, Any]
    completeness: dict[str, Any]
