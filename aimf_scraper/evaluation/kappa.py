"""How far two people agree: Cohen's kappa, field by field, over the things that could be labelled.

The things of a page are what either labelled and what the rules propose: a proposal that
neither took is one that both refused. Pages that only one of the two labelled count nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aimf_scraper.fact_kinds import scored

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aimf_scraper.evaluation.gold import GoldPage
    from aimf_scraper.evaluation.report import Extract
    from aimf_scraper.scoring import Found, Scoring, Unit


@dataclass(slots=True)
class Agreement:
    """Things by who labelled them."""

    both: int = 0
    first: int = 0
    second: int = 0
    neither: int = 0

    @property
    def things(self) -> int:
        return self.both + self.first + self.second + self.neither

    @property
    def share(self) -> float | None:
        """The share of things on which the two say the same."""
        return (self.both + self.neither) / self.things if self.things else None

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa; ``None`` where chance alone explains all: both took, or left, everything.

        >>> Agreement(both=20, first=5, second=10, neither=15).kappa
        0.4
        """
        if not self.things:
            return None
        total = self.things
        one, other = (self.both + self.first) / total, (self.both + self.second) / total
        by_chance = one * other + (1 - one) * (1 - other)
        if by_chance == 1:
            return None
        return round(((self.both + self.neither) / total - by_chance) / (1 - by_chance), 4)


@dataclass(slots=True)
class AgreementReport:
    """``pages``: those that both labelled."""

    pages: int = 0
    fields: dict[str, Agreement] = field(
        default_factory=lambda: {name: Agreement() for name in scored()}
    )

    def to_json(self) -> dict[str, Any]:
        """Return the report as plain JSON data."""
        told = {
            name: {
                "kappa": one.kappa,
                "share": None if one.share is None else round(one.share, 4),
                "both": one.both,
                "only_first": one.first,
                "only_second": one.second,
                "neither": one.neither,
            }
            for name, one in self.fields.items()
        }
        return {"pages": self.pages, "agreement": told}

    def to_text(self) -> str:
        heads = "".join(f"{name:>6}" for name in ("both", "1st", "2nd", "none"))
        lines = [f"{self.pages} pages labelled by both", ""]
        lines.append(f"{'field':<14}{'kappa':>8}{'agree':>8}{heads}")
        for name, one in self.fields.items():
            values = (one.kappa, one.share)
            shares = "".join(f"{'-':>8}" if v is None else f"{v:>8.3f}" for v in values)
            lines.append(
                f"{name:<14}{shares}{one.both:>6}{one.first:>6}{one.second:>6}{one.neither:>6}"
            )
        return "\n".join(lines) + "\n"


def agreement(
    first: Iterable[GoldPage], second: Iterable[GoldPage], extract: Extract
) -> AgreementReport:
    """Return how far two labelled files agree; pages are known by title and text."""
    report = AgreementReport()
    others = {(page.title, page.text): page for page in second}
    for page in first:
        other = others.get((page.title, page.text))
        if other is None:
            continue
        report.pages += 1
        record = extract(page)
        for name in page.units.keys() & other.units.keys():
            scoring = scored()[name]
            found = [
                one
                for fact in record.facts.get(name, ())
                for one in scoring.found(fact, record.facts)
            ]
            _count(report.fields[name], scoring, page.units[name], other.units[name], found)
    return report


def _count(
    counts: Agreement,
    scoring: Scoring,
    first: tuple[Unit, ...],
    second: tuple[Unit, ...],
    found: list[Found],
) -> None:
    left = list(second)
    for unit in first:
        same = next((one for one in left if _is_same(one, unit)), None)
        if same is None:
            counts.first += 1
        else:
            left.remove(same)
            counts.both += 1
    counts.second += len(left)
    labelled = (*first, *second)
    counts.neither += sum(not any(scoring.is_same(unit, one) for unit in labelled) for one in found)


def _is_same(one: Unit, other: Unit) -> bool:
    """Return whether two labels are of one thing: values equal, or a name in common."""
    if one.amount is not None or other.amount is not None:
        return (one.amount, one.code) == (other.amount, other.code)
    if one.start or other.start:
        return (one.start, one.end) == (other.start, other.end)
    if None not in (one.code, other.code) and one.code != other.code:
        return False
    return bool(one.forms & other.forms) or (not one.forms and one.code == other.code)
