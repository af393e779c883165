"""How many of how many are right, and between what shares the truth lies then."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Any, Final

#: Two-sided 95 % of the normal distribution.
_Z: Final = 1.959964


def wilson(right: int, total: int) -> tuple[float, float] | None:
    """Return the 95 % interval of a share that was seen *right* times in *total*.

    Wilson's score interval: it holds for few facts too, and for shares near 0 and 1.

    >>> [round(one, 3) for one in wilson(420, 443)]
    [0.923, 0.965]
    >>> wilson(0, 0) is None
    True
    """
    if not total:
        return None
    share, square = right / total, _Z * _Z
    middle = share + square / (2 * total)
    half = _Z * sqrt(share * (1 - share) / total + square / (4 * total * total))
    scale = 1 + square / total
    # The share itself lies within; rounding may say otherwise at 0 and 1.
    return max(0.0, min(share, (middle - half) / scale)), min(
        1.0, max(share, (middle + half) / scale)
    )


@dataclass(slots=True)
class Tally:
    """``facts`` that were judged, and those of them that are ``right``."""

    facts: int = 0
    right: int = 0

    def count(self, *, right: bool) -> None:
        self.facts += 1
        self.right += right

    def add(self, other: Tally) -> None:
        self.facts += other.facts
        self.right += other.right

    @property
    def share(self) -> float | None:
        return self.right / self.facts if self.facts else None

    def to_json(self) -> dict[str, Any]:
        low, high = wilson(self.right, self.facts) or (None, None)
        shares = {"share": self.share, "low": low, "high": high}
        counts = {"facts": self.facts, "right": self.right}
        return counts | {k: None if v is None else round(v, 4) for k, v in shares.items()}

    def to_text(self) -> str:
        """Return the columns facts, right, share and its interval."""
        interval = wilson(self.right, self.facts)
        share = "-" if self.share is None else f"{self.share:.3f}"
        within = "-" if interval is None else f"{interval[0]:.3f} to {interval[1]:.3f}"
        return f"{self.facts:>7}{self.right:>7}{share:>8}{within:>17}"


def heads(first: str, width: int = 26) -> str:
    """Return the head of a table of tallies, whose first column holds *first*."""
    return f"{first:<{width}}{'facts':>7}{'right':>7}{'share':>8}{'95 % interval':>17}"
