"""How the dataset stands: counts, freshness, completeness, known gaps, checks, what changed, how sure.

``read_overview`` asks the database, the other functions make parts of pages: of the front page, and of
the report, which is all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.explore import sections
from aimf_scraper.explore.differences import field_of, shown_change
from aimf_scraper.explore.figures import BANDS, Sureness, figures_of
from aimf_scraper.explore.look import render
from aimf_scraper.store import WHATS, RecordChange

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

    from aimf_scraper.explore.links import Links
    from aimf_scraper.explore.profile import Profile
    from aimf_scraper.explore.texts import Texts
    from aimf_scraper.store import Run, Store

#: Ways of discovery whose numbers stand beside what is held, as a run counts them.
_WAYS: Final = ("rest", "sitemap", "feed", "listing", "link")
#: So many changed records of a kind of change are told one by one, and so many fields of each.
_MOST_CHANGED: Final = 40
_MOST_FIELDS: Final = 12


@dataclass(frozen=True, slots=True)
class Overview:
    """``last_run``: whatever it was; ``crawl``: the last one that saw the site, finished or not.

    ``as_of``: when the last finished crawl ended. ``good``: whether the last run was good enough
    to publish, ``None`` where nobody judged it.
    """

    site: str | None
    as_of: str | None
    last_run: Run | None
    crawl: Run | None
    good: bool | None
    profile: Profile
    coverage: dict[str, dict[str, float]]
    gone: int
    changes: tuple[RecordChange, ...]
    sureness: tuple[Sureness, ...]

    @property
    def completeness(self) -> dict[str, Any]:
        return (self.crawl.completeness or {}) if self.crawl else {}

    @property
    def checks(self) -> list[dict[str, Any]]:
        told: list[dict[str, Any]] = ((self.last_run.counts or {}) if self.last_run else {}).get(
            "checks", []
        )
        return told

    @property
    def gaps(self) -> list[dict[str, Any]]:
        """What the last crawl could not get: ``what``, ``url``, ``reason``, ``since``."""
        told = self.completeness
        return [
            *({"what": "missing", "since": None, **one} for one in told.get("missing", ())),
            *({"what": "hole", "since": None, **one} for one in told.get("holes", ())),
            *({"what": "known", **one} for one in told.get("known_gaps", ())),
        ]


def read_overview(store: Store, *, with_changes: bool = True) -> Overview:
    """Return how the dataset stands.

    *with_changes*: also what the last run changed, which takes long where that is everything.
    """
    told = figures_of(store)
    with store.snapshot():
        runs = store.runs()
        last = runs[-1] if runs else None
        crawls = [one for one in runs if one.command != "rebuild" and one.completeness is not None]
        crawl = crawls[-1] if crawls else None
        ended = [one.finished_at for one in runs if one.command != "rebuild" and one.finished_at]
        ((gone,),) = store.query("SELECT count(*) FROM records WHERE gone_at IS NOT NULL")
        return Overview(
            site=next((one.site for one in reversed(runs) if one.site), None),
            as_of=ended[-1] if ended else None,
            last_run=last,
            crawl=crawl,
            good=(last.counts or {}).get("good") if last else None,
            profile=told.profile,
            coverage=told.coverage,
            gone=gone,
            changes=tuple(store.changes(last.id)) if last and with_changes else (),
            sureness=told.sureness,
        )


def standing(overview: Overview, texts: Texts) -> Markup:
    """Return as of when the data are, and whether the last run was good."""
    failed = [one for one in overview.checks if not one["passed"]]
    return render("standing.html", texts, overview=overview, failed=failed)


def figures(overview: Overview, texts: Texts) -> Markup:
    """Return the figures that come first."""
    profile = overview.profile
    rows = [
        (texts(f"kinds.{kind}"), texts.number(count), "") for kind, count in profile.counts.items()
    ]
    rows += [
        (texts("nav.towns"), texts.number(len(profile.towns)), ""),
        (texts("nav.partners"), texts.number(len(profile.partners)), ""),
        (texts("nav.countries"), texts.number(len(profile.countries)), ""),
        (
            texts("money.of.projects"),
            texts.short_euros(profile.money.euros),
            texts("money.of", n=profile.money.in_euros, all=profile.money.projects),
        ),
    ]
    return sections.figures(rows, texts)


def completeness(overview: Overview, texts: Texts) -> Markup:
    """Return what is held of what each way of discovery names, and what is missing and why."""
    told = overview.completeness
    counted: Mapping[str, Mapping[str, int]] = told.get("kinds", {})
    ways = [way for way in _WAYS if any(way in facts for facts in counted.values())]
    return render(
        "completeness.html",
        texts,
        kinds=counted,
        ways=ways,
        told=told,
        gaps=overview.gaps,
        gone=overview.gone,
        crawl=overview.crawl,
    )


def coverage(overview: Overview, texts: Texts) -> Markup:
    """Return the share of each kind's records that have each field."""
    shown = {kind: shares for kind, shares in overview.coverage.items() if shares}
    fields = list(dict.fromkeys(name for shares in shown.values() for name in shares))
    return render("coverage.html", texts, kinds=shown, fields=fields)


def checks(overview: Overview, texts: Texts) -> Markup:
    """Return every check of the last run, failed ones first."""
    told = sorted(overview.checks, key=lambda one: bool(one["passed"]))
    return render("checks.html", texts, checks=told)


def sureness(overview: Overview, texts: Texts) -> Markup:
    """Return how many facts of each kind are sure, and how many a person should look at."""
    return render("sureness.html", texts, rows=overview.sureness, bands=BANDS)


def changes(overview: Overview, texts: Texts, links: Links) -> Markup:
    """Return what the last run changed, record by record and field by field."""
    groups = []
    for what in WHATS:
        found = [one for one in overview.changes if one.what == what]
        if found:
            told = [(one, *_changed(one)) for one in found[:_MOST_CHANGED]]
            groups.append((what, told, len(found)))
    return render("changes.html", texts, groups=groups, links=links, run=overview.last_run)


def _changed(one: RecordChange) -> tuple[list[tuple[str, str, Markup]], int]:
    """Return the fields that say another value, and how many of them are left out."""
    values = [change for change in one.changes if change.of_value and change.field != "url"]
    shown = [(*field_of(change), shown_change(change)) for change in values[:_MOST_FIELDS]]
    return shown, len(values) - len(shown)
