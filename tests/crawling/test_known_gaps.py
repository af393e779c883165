"""What always fails is named and no reason any more to publish nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from aimf_scraper.crawling.account.known_gaps import find_known
from aimf_scraper.store import Run

from .conftest import run
from .small_site import Reply, SmallSite, check_invariants

if TYPE_CHECKING:
    from pathlib import Path

SITE = "https://www.aimf.asso.fr"
PAGE = ("page", f"{SITE}/actualite/x/", "http-500")
LISTING = ("listing", f"{SITE}/agenda/", "internal-error: KeyError: 'x'")


def earlier(*runs: tuple[str, list[tuple[str, str, str]]], good: bool = True) -> list[Run]:
    """Return runs, oldest first: status and gaps of each, before them a *good* one."""
    made = [("complete", [])] if good else []
    made += runs
    return [
        Run(
            id=number,
            command="refresh",
            site=SITE,
            started_at=f"2026-03-{number:02d}T01:00:00+00:00",
            finished_at=f"2026-03-{number:02d}T02:00:00+00:00",
            status=status,
            options={},
            counts={"good": status == "complete"},
            completeness={
                "holes": [{"way": w, "url": u, "reason": r} for w, u, r in gaps if w != "page"],
                "missing": [{"url": u, "reason": r} for w, u, r in gaps if w == "page"],
            },
        )
        for number, (status, gaps) in enumerate(made, start=1)
    ]


class Case(NamedTuple):
    what: str
    before: list[Run]
    gap: tuple[str, str, str]
    known: bool
    early: bool = False


BAD = ("incomplete", [PAGE])
OTHER = ("page", PAGE[1], "timeout")
CASES = [
    Case("first", earlier(), PAGE, known=False),
    Case("second", earlier(BAD), PAGE, known=False),
    Case("third", earlier(BAD, BAD), PAGE, known=True),
    Case("another reason between", earlier(BAD, ("incomplete", [OTHER])), PAGE, known=False),
    Case(
        "one reason or another, five times",
        earlier(*[("incomplete", [OTHER]), BAD] * 2),
        OTHER,
        known=False,
    ),
    Case(
        "one reason or another, six times",
        earlier(BAD, *[("incomplete", [OTHER]), BAD] * 2),
        OTHER,
        known=True,
    ),
    Case("a good run between", earlier(BAD, ("complete", []), BAD), PAGE, known=False),
    Case("a run cut short between", earlier(BAD, ("interrupted", []), BAD), PAGE, known=True),
    Case("a run at a limit between", earlier(BAD, ("partial", []), BAD), PAGE, known=True),
    Case(
        "second, nothing published so far", earlier(BAD, good=False), PAGE, known=True, early=True
    ),
    Case("third, nothing published so far", earlier(BAD, BAD, good=False), PAGE, known=True),
    Case("the very first run", earlier(good=False), PAGE, known=False),
    Case(
        "the same fault with other details",
        earlier(*[("incomplete", [(*LISTING[:2], "internal-error: IndexError")])] * 2),
        LISTING,
        known=True,
    ),
    Case(
        "not asked for",
        earlier(*[("incomplete", [("page", PAGE[1], "not asked for")])] * 5),
        ("page", PAGE[1], "not asked for"),
        known=False,
    ),
    Case(
        "a budget that is always too small",
        earlier(*[("incomplete", [("run", SITE, "budget.minutes: spent")])] * 5),
        ("run", SITE, "budget.minutes: spent"),
        known=False,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.what)
def test_a_gap_is_known_when_it_was_met_often_enough(case: Case) -> None:
    found = find_known([case.gap], case.before, site=SITE, after=3, now="2026-03-20T01:00:00+00:00")
    assert [(one.way, one.url, one.reason) for one in found] == ([case.gap] if case.known else [])
    assert any(one.early for one in found) == case.early


def test_a_known_gap_says_since_when() -> None:
    (gap,) = find_known([PAGE], earlier(BAD, BAD, BAD), site=SITE, after=3, now="x")
    assert (gap.since, gap.runs) == ("2026-03-02T01:00:00+00:00", 4)


def manifest(data: Path) -> dict[str, Any] | None:
    path = data / "exports" / "manifest.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


#: In CI three are enough to see it; the closing note tells of fourteen.
REFRESHES = 4


def test_refreshes_of_a_site_with_a_link_that_never_works(tmp_path: Path) -> None:
    """Unpublished once, then published with the gap named, each change included; exit 3 until it is known."""
    dead = "/actualite/jamais-la/"
    link = f'<p><a href="{dead}">Archives</a></p>'
    codes = []
    with SmallSite(3, odd={dead: Reply(500, b"x")}, links=link) as site:
        for number in range(REFRESHES):
            path = site.articles[0].path
            site.edits[path] = f"<p>Le registre en est à la page {number}.</p>"
            ran = run(tmp_path / "data", "--full", command="refresh", site=site)
            check_invariants(site, ran)
            assert dead in ran.err
            told = manifest(tmp_path / "data")
            codes.append(ran.code)
            if number == 0:
                assert told is None
                continue
            assert told is not None
            (gap,) = told["known_gaps"]
            assert gap["url"] == f"{site.url}{dead}"
            news = (tmp_path / "data" / "exports" / "news.json").read_text(encoding="utf-8")
            assert f"la page {number}" in news
        status = run(tmp_path / "data", command="status")
    assert codes == [3, 3, 0, 0]
    assert f"known gap: {site.url}{dead}: http-500" in status.out


def test_a_dead_link_that_works_again_is_no_gap_any_more(tmp_path: Path) -> None:
    with SmallSite(3, odd={"/actualite/lavoir-1/": Reply(500, b"x")}) as site:
        for code in (3, 3, 0):
            assert run(tmp_path / "data", "--full", command="refresh", site=site).code == code
        site.odd = {}
        ran = run(tmp_path / "data", "--full", command="refresh", site=site)
        assert ran.code == 0, ran.err
        check_invariants(site, ran)
    told = manifest(tmp_path / "data")
    assert told is not None
    assert told["known_gaps"] == []


REFUSALS = {
    "denied": Reply(403, b"no"),
    "for legal reasons": Reply(451, b"no"),
    "a PDF": Reply(body=b"%PDF-1.7 ...", headers={"Content-Type": "application/pdf"}),
    "no text": Reply(body=b"<p >" + bytes(range(256)) * 9),
    "too deep": Reply(body=b"<html><body>" + b"<div>" * 9_000 + b"texte"),
}


@pytest.mark.parametrize("reply", REFUSALS.values(), ids=REFUSALS.keys())
def test_a_held_page_that_is_refused_is_missing_until_it_answers(
    reply: Reply, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    with SmallSite(3) as site:
        assert run(data, command="refresh", site=site).code == 0
        path = site.articles[1].path
        site.edits[path] = "<p>Le registre est plein.</p>"
        site.odd = {path: reply}
        refused = run(data, "--full", command="refresh", site=site)
        assert refused.code == 3
        assert path in refused.err
        site.odd = {}
        healed = run(data, command="refresh", site=site)
        assert healed.code == 0, healed.err
        check_invariants(site, healed)
        with healed.open() as store:
            assert any("Le registre est plein" in one["text"] for one in store.records())
