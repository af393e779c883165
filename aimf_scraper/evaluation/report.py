"""Scores: by field, by rule, by confidence; misses and false finds by name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from aimf_scraper.evaluation.attributes import judged
from aimf_scraper.evaluation.tally import Tally, heads
from aimf_scraper.fact_kinds import kinds, scored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from aimf_scraper.evaluation.gold import GoldPage
    from aimf_scraper.fact_model import FactKind
    from aimf_scraper.records import Record
    from aimf_scraper.scoring import Found, Scoring, Unit

    #: a labelled page -> the record that the rules make of them
    Extract = Callable[[GoldPage], Record]

#: Lower ends of the bands of the calibration table.
BANDS: Final = (0.9, 0.8, 0.7, 0.5, 0.0)
_HIGHS: Final = dict(zip(BANDS, (1.0, *BANDS), strict=False))


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
    """What ``evaluate`` found. ``rules`` counts ``[facts, right]``.

    ``attributes``: of the right facts whose label says more than the value, by field and name.
    ``bands``: facts by field and confidence.
    """

    pages: int = 0
    fields: dict[str, Score] = field(default_factory=lambda: {name: Score() for name in scored()})
    attributes: dict[str, dict[str, Tally]] = field(
        default_factory=lambda: {
            kind.name: {name: Tally() for name in kind.asked} for kind in kinds() if kind.asked
        }
    )
    rules: dict[str, list[int]] = field(default_factory=dict)
    bands: dict[str, dict[float, Tally]] = field(
        default_factory=lambda: {name: {low: Tally() for low in BANDS} for name in scored()}
    )
    misses: list[Slip] = field(default_factory=list)
    false_finds: list[Slip] = field(default_factory=list)
    wrong_attributes: list[Slip] = field(default_factory=list)

    @property
    def total(self) -> Score:
        total = Score()
        for score in self.fields.values():
            total.add(score)
        return total

    @property
    def calibration(self) -> dict[float, Tally]:
        """The facts of all fields by confidence."""
        bands = {low: Tally() for low in BANDS}
        for of_field in self.bands.values():
            for low, tally in of_field.items():
                bands[low].add(tally)
        return bands

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
            "attributes": {
                name: {one: tally.to_json() for one, tally in of_field.items()}
                for name, of_field in self.attributes.items()
            },
            "calibration": _bands(self.calibration),
            "calibration_by_field": {name: _bands(bands) for name, bands in self.bands.items()},
            "misses": [slip._asdict() for slip in self.misses],
            "false_finds": [slip._asdict() for slip in self.false_finds],
            "wrong_attributes": [slip._asdict() for slip in self.wrong_attributes],
        }

    def to_text(self, *, slips: bool = False) -> str:
        """Return the report as tables; *slips* adds every miss and false find."""
        lines = [f"{self.pages} labelled pages", ""]
        lines.append(
            f"{'field':<14}{'P':>7}{'R':>7}{'F1':>7}{'found':>8}{'right':>8}{'labels':>8}{'hit':>6}"
        )
        for name, score in (*self.fields.items(), ("all", self.total)):
            shares = "".join(_share(v) for v in (score.precision, score.recall, score.f1))
            counts = f"{score.found:>8}{score.right:>8}{score.expected:>8}{score.hit:>6}"
            lines.append(f"{name:<14}{shares}{counts}")
        lines += ["", heads("of the right, also right")]
        lines += [
            f"{f'{name}: {one}':<26}{tally.to_text()}"
            for name, of_field in self.attributes.items()
            for one, tally in of_field.items()
            if tally.facts
        ]
        lines += ["", heads("confidence")]
        for name, bands in (("all", self.calibration), *self.bands.items()):
            lines += [
                f"{f'{name}: {low:.1f} to {_HIGHS[low]:.1f}':<26}{tally.to_text()}"
                for low, tally in bands.items()
                if tally.facts or name == "all"
            ]
        lines += ["", f"{'rule':<34}{'facts':>7}{'right':>7}{'P':>7}"]
        for rule, (n, right) in sorted(self.rules.items()):
            lines.append(f"{rule:<34}{n:>7}{right:>7}{_share(right / n)}")
        if slips:
            lines += ["", f"misses: {len(self.misses)}", *map(_shown, self.misses)]
            lines += ["", f"false finds: {len(self.false_finds)}", *map(_shown, self.false_finds)]
            wrong = self.wrong_attributes
            lines += ["", f"right, but said wrongly: {len(wrong)}", *map(_shown, wrong)]
        return "\n".join(lines) + "\n"


def _bands(bands: dict[float, Tally]) -> list[dict[str, Any]]:
    return [{"from": low} | tally.to_json() for low, tally in bands.items()]


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
        for kind in kinds():
            if kind.scoring is not None and kind.name in page.units:
                _score(report, page, kind, kind.scoring, record.facts)
    return report


def _score(
    report: Report, page: GoldPage, kind: FactKind, scoring: Scoring, facts: Mapping[str, Any]
) -> None:
    name, units = kind.name, page.units[kind.name]
    # What is asked besides the value is asked of a fact's first form: an equivalent has no scope.
    offered = [
        (one, None if i else fact)
        for fact in facts.get(name, ())
        for i, one in enumerate(scoring.found(fact, facts))
    ]
    pairs, labels = _matched(scoring, units, [one for one, _ in offered])
    report.fields[name].add(Score(len(offered), len(labels), len(units), len(pairs)))
    for i, (one, fact) in enumerate(offered):
        counts = report.rules.setdefault(one.rule, [0, 0])
        counts[0] += 1
        counts[1] += i in labels
        band = next(low for low in BANDS if one.confidence >= low)
        report.bands[name][band].count(right=i in labels)
        slip = Slip(name, page.line, page.url, one.shown, one.rule, one.confidence)
        if i not in labels:
            report.false_finds.append(slip)
        elif fact is not None:
            for asked, right, told in judged(kind, units[labels[i]], fact):
                report.attributes[name][asked].count(right=right)
                if not right:
                    wrong = slip._replace(shown=f"{one.shown}: {told}")
                    report.wrong_attributes.append(wrong)
    for i, unit in enumerate(units):
        if i not in pairs:
            report.misses.append(Slip(name, page.line, page.url, unit.shown))


def _matched(
    scoring: Scoring, units: tuple[Unit, ...], found: list[Found]
) -> tuple[dict[int, int], dict[int, int]]:
    """Return label -> fact, and of the facts that are right fact -> label.

    A label is met once: a second fact for it is a false find, save for kinds
    whose facts may be ``repeated``.
    """
    pairs: dict[int, int] = {}
    labels: dict[int, int] = {}
    # Dated labels first: an undated one is met by its words, which are less.
    order = sorted(range(len(units)), key=lambda i: units[i].start is None)
    for i in order:
        for j, one in enumerate(found):
            if j not in labels and scoring.is_same(units[i], one):
                pairs[i], labels[j] = j, i
                break
    if scoring.repeated:
        for j, one in enumerate(found):
            if j not in labels:
                again = next(
                    (i for i, unit in enumerate(units) if scoring.is_same(unit, one)), None
                )
                if again is not None:
                    labels[j] = again
        for i, unit in enumerate(units):
            if i not in pairs:
                same = [j for j, one in enumerate(found) if scoring.is_same(unit, one)]
                if same:
                    pairs[i] = same[0]
    return pairs, labels
