"""Scores: by field, by rule, by confidence; misses and false finds by name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from aimf_scraper.fact_kinds import scored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from aimf_scraper.evaluation.gold import GoldPage
    from aimf_scraper.records import Record
    from aimf_scraper.scoring import Found, Scoring, Unit

    #: a labelled page -> the record that the rules make of them
    Extract = Callable[[GoldPage], Record]

#: Lower ends of the bands of the calibration table.
BANDS: Final = (0.9, 0.8, 0.7, 0.5, 0.0)


@dataclass(slots=True)
class Score:
    """Counts of one field. ``found`` facts of which ``right``; ``expected`` things, ``hit``."""

    found: int = 0
    right: int = 0
    expected: int = 0
    hit: int = 0

    def add(self, other: Score) -> None:
        self.found += other.found
        self.right += other.right
        self.expected += other.expected
        self.hit += other.hit

    @property
    def precision(self) -> float | None:
        """Return the share of the found that is right, ``None`` where nothing was found."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        return self.hit / self.expected if self.expected else None

    @property
    def f1(self) -> float | None:
        """Return the harmonic mean; ``None`` where there was nothing to find, or found."""
        if not self.found + self.expected:
            return None
        p, r = self.precision or 0.0, self.recall or 0.0
        return 2 * p * r / (p + r) if p + r else 0.0

    def to_json(self) -> dict[str, Any]:
        shares = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        counts = {
            "found": self.found,
            "right": self.right,
            "expected": self.expected,
            "hit": self.hit,
        }
        return {k: None if v is None else round(v, 4) for k, v in shares.items()} | counts


class Slip(NamedTuple):
    """A miss or a false find: where, and what."""

    field: str
    line: int
    url: str | None
    shown: str
    rule: str | None = None
    confidence: float | None = None


@dataclass(slots=True)
class Report:
    """What ``evaluate`` found. ``rules`` and ``bands`` count ``[facts, right]``."""

    pages: int = 0
    fields: dict[str, Score] = field(default_factory=lambda: {name: Score() for name in scored()})
    rules: dict[str, list[int]] = field(default_factory=dict)
    bands: dict[float, list[int]] = field(default_factory=lambda: {b: [0, 0] for b in BANDS})
    misses: list[Slip] = field(default_factory=list)
    false_finds: list[Slip] = field(default_factory=list)

    @property
    def total(self) -> Score:
        total = Score()
        for score in self.fields.values():
            total.add(score)
        return total

    def to_json(self) -> dict[str, Any]:
        """Return the report as plain JSON data, the slips included."""
        return {
            "pages": self.pages,
            "fields": {name: score.to_json() for name, score in self.fields.items()},
            "all": self.total.to_json(),
            "rules": {
                rule: {"facts": n, "right": right, "precision": round(right / n, 4)}
                for rule, (n, right) in sorted(self.rules.items())
            },
            "calibration": [
                {
                    "from": low,
                    "facts": n,
                    "right": right,
                    "share": round(right / n, 4) if n else None,
                }
                for low, (n, right) in self.bands.items()
            ],
            "misses": [slip._asdict() for slip in self.misses],
            "false_finds": [slip._asdict() for slip in self.false_finds],
        }

    def to_text(self, *, slips: bool = False) -> str:
        """Return the report as tables; *slips* adds every miss and false find."""
        lines = [f"{self.pages} labelled pages", ""]
        lines.append(
            f"{'field':<12}{'P':>7}{'R':>7}{'F1':>7}{'found':>8}{'right':>8}{'labels':>8}{'hit':>6}"
        )
        for name, score in (*self.fields.items(), ("all", self.total)):
            shares = "".join(_share(v) for v in (score.precision, score.recall, score.f1))
            counts = f"{score.found:>8}{score.right:>8}{score.expected:>8}{score.hit:>6}"
            lines.append(f"{name:<12}{shares}{counts}")
        lines += ["", f"{'confidence':<12}{'facts':>7}{'right':>7}{'share':>7}"]
        highs = dict(zip(BANDS, (1.0, *BANDS), strict=False))
        for low, (n, right) in self.bands.items():
            band = f"{low:.1f} to {highs[low]:.1f}"
            lines.append(f"{band:<12}{n:>7}{right:>7}{_share(right / n if n else None)}")
        lines += ["", f"{'rule':<34}{'facts':>7}{'right':>7}{'P':>7}"]
        for rule, (n, right) in sorted(self.rules.items()):
            lines.append(f"{rule:<34}{n:>7}{right:>7}{_share(right / n)}")
        if slips:
            lines += ["", f"misses: {len(self.misses)}", *map(_shown, self.misses)]
            lines += ["", f"false finds: {len(self.false_finds)}", *map(_shown, self.false_finds)]
        return "\n".join(lines) + "\n"


def _share(value: float | None) -> str:
    return f"{'-':>7}" if value is None else f"{value:>7.3f}"


def _shown(slip: Slip) -> str:
    by = "" if slip.rule is None else f"  [{slip.rule}, {slip.confidence}]"
    return f"  line {slip.line:<4}{slip.field:<11}{slip.shown}{by}"


def evaluate(pages: Iterable[GoldPage], extract: Extract) -> Report:
    """Return how the records that *extract* makes of *pages* stand against their labels.

    *extract* is called with title, text, address and kind, and returns the
    record. A field without labels on a page is not scored there.
    """
    report = Report()
    for page in pages:
        record = extract(page)
        report.pages += 1
        for name, units in page.units.items():
            facts = record.facts.get(name, ())
            found = [one for fact in facts for one in scored()[name].found(fact)]
            _score(report, page, name, units, found)
    return report


def _score(
    report: Report, page: GoldPage, name: str, units: tuple[Unit, ...], found: list[Found]
) -> None:
    pairs, right = _matched(scored()[name], units, found)
    report.fields[name].add(Score(len(found), len(right), len(units), len(pairs)))
    for i, one in enumerate(found):
        is_right = i in right
        counts = report.rules.setdefault(one.rule, [0, 0])
        band = report.bands[next(low for low in BANDS if one.confidence >= low)]
        for cell in (counts, band):
            cell[0] += 1
            cell[1] += is_right
        if not is_right:
            slip = Slip(name, page.line, page.url, one.shown, one.rule, one.confidence)
            report.false_finds.append(slip)
    for i, unit in enumerate(units):
        if i not in pairs:
            report.misses.append(Slip(name, page.line, page.url, unit.shown))


def _matched(
    scoring: Scoring, units: tuple[Unit, ...], found: list[Found]
) -> tuple[dict[int, int], set[int]]:
    """Return label -> fact, and the facts that are right.

    A label is met once: a second fact for it is a false find, save for kinds
    whose facts may be ``repeated``.
    """
    pairs: dict[int, int] = {}
    right: set[int] = set()
    # Dated labels first: an undated one is met by its words, which are less.
    order = sorted(range(len(units)), key=lambda i: units[i].start is None)
    for i in order:
        for j, one in enumerate(found):
            if j not in right and scoring.is_same(units[i], one):
                pairs[i] = j
                right.add(j)
                break
    if scoring.repeated:
        right |= {
            j for j, one in enumerate(found) if any(scoring.is_same(unit, one) for unit in units)
        }
        for i, unit in enumerate(units):
            if i not in pairs:
                again = [j for j, one in enumerate(found) if scoring.is_same(unit, one)]
                if again:
                    pairs[i] = again[0]
    return pairs, right
