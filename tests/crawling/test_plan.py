"""Which pages are asked for."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

import pytest

from aimf_scraper.crawling.account.earlier import newest_seen, resumed_since
from aimf_scraper.crawling.discovery.entry import Entry
from aimf_scraper.crawling.plan import decide
from aimf_scraper.store import PageState, Run

URL = "https://www.aimf.asso.fr/actions/x/"
TODAY = date(2024, 5, 10)


def held(**said: Any) -> PageState:
    made = {
        "url": URL,
        "kind": "action",
        "record_id": "action:x",
        "state": "fetched",
        "checked_at": "2024-05-09T03:00:00+00:00",
    }
    return PageState(**(made | said))


def named(**said: Any) -> Entry:
    return Entry(URL, "action", **said)


class Case(NamedTuple):
    what: str
    state: PageState | None
    entry: Entry | None
    expected: str
    options: dict[str, Any] = {}  # noqa: RUF012 - a NamedTuple's default, never written to


CASES = [
    Case("never heard of", None, named(), "fetch"),
    Case("found, never read", held(state="found"), named(), "fetch"),
    Case("failed the last time", held(state="failed"), named(), "fetch"),
    Case("REST says unchanged", held(rest_modified="a"), named(rest_modified="a"), "skip"),
    Case("REST says changed", held(rest_modified="a"), named(rest_modified="b"), "fetch"),
    Case(
        "the sitemap says unchanged", held(sitemap_lastmod="a"), named(sitemap_lastmod="a"), "skip"
    ),
    Case(
        "the sitemap says changed", held(sitemap_lastmod="a"), named(sitemap_lastmod="b"), "fetch"
    ),
    Case(
        "REST counts more than the sitemap",
        held(rest_modified="a", sitemap_lastmod="a"),
        named(rest_modified="b", sitemap_lastmod="a"),
        "fetch",
    ),
    Case("vouched for", held(), named(), "skip", {"vouched": True}),
    Case("an ETag", held(etag='"x"'), named(), "revalidate"),
    Case("a date", held(last_modified="x"), named(), "revalidate"),
    Case(
        "everything, whatever anybody says",
        held(rest_modified="a"),
        named(rest_modified="a"),
        "fetch",
        {"full": True},
    ),
    Case("gone, and named again", held(state="gone"), named(ways={"rest"}), "fetch"),
    Case("gone, and only linked to", held(state="gone"), named(ways={"link"}), "skip"),
    Case("gone, its night", held(state="gone"), None, "fetch", {"every_days": 1}),
    Case("failed, and named by nobody", held(state="failed", tries=1), None, "fetch"),
    Case("failed time and again", held(state="failed", tries=9), None, "skip"),
    Case(
        "failed time and again, and listed",
        held(state="failed", tries=9),
        named(ways={"listing"}),
        "fetch",
    ),
    Case(
        "no record, an ETag", held(record_id=None, state="out_of_scope", etag='"x"'), None, "skip"
    ),
    Case(
        "no record, an ETag, its night",
        held(record_id=None, state="out_of_scope", etag='"x"'),
        None,
        "revalidate",
        {"every_days": 1},
    ),
    Case(
        "rejected, and changed since",
        held(record_id=None, state="rejected", rest_modified="a"),
        named(rest_modified="b"),
        "fetch",
    ),
    Case(
        "denied, nothing told since",
        held(record_id=None, state="rejected", http_status=403),
        named(ways={"sitemap"}),
        "fetch",
    ),
    Case("its night", held(), named(), "fetch", {"every_days": 1}),
    Case("too long ago", held(checked_at="2024-04-01T03:00:00+00:00"), named(), "fetch"),
    Case("never checked", held(checked_at=None), named(), "fetch"),
    Case(
        "committed by the run that was cut short, and dated as then",
        held(etag='"x"', rest_modified="a"),
        named(rest_modified="a"),
        "skip",
        {"resumed_since": "2024-05-09T02:00:00+00:00"},
    ),
    Case(
        "committed by the run that was cut short, and vouched for",
        held(),
        named(),
        "skip",
        {"resumed_since": "2024-05-09T02:00:00+00:00", "vouched": True},
    ),
    Case(
        "committed by the run that was cut short, and dated by no way",
        held(),
        named(),
        "fetch",
        {"resumed_since": "2024-05-09T02:00:00+00:00"},
    ),
    Case(
        "committed by the run that was cut short, which has its ETag, and dated by no way",
        held(etag='"x"'),
        named(),
        "revalidate",
        {"resumed_since": "2024-05-09T02:00:00+00:00"},
    ),
    Case(
        "committed by the run that was cut short, and named no more",
        held(rest_modified="a"),
        None,
        "fetch",
        {"resumed_since": "2024-05-09T02:00:00+00:00", "has_left": True},
    ),
    Case(
        "no record, committed by the run that was cut short",
        held(record_id=None, state="out_of_scope"),
        named(),
        "skip",
        {"resumed_since": "2024-05-09T02:00:00+00:00"},
    ),
    Case(
        "committed by the run that was cut short, and changed since",
        held(rest_modified="a"),
        named(rest_modified="b"),
        "fetch",
        {"resumed_since": "2024-05-09T02:00:00+00:00"},
    ),
    Case(
        "not reached by the run that was cut short",
        held(etag='"x"', checked_at="2024-05-08T03:00:00+00:00"),
        named(),
        "revalidate",
        {"resumed_since": "2024-05-09T02:00:00+00:00"},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.what)
def test_decide(case: Case) -> None:
    options = {"full": False, "vouched": False, "today": TODAY, "every_days": 14} | case.options
    assert decide(case.state, case.entry, **options) == case.expected


def test_every_page_is_asked_for_within_the_days_set() -> None:
    """A page nobody can vouch for comes up once in every round of nights."""
    for number in range(50):
        state = held(url=f"{URL}{number}", checked_at="2024-05-01T03:00:00+00:00")
        nights = [
            decide(state, None, full=False, vouched=False, today=date(2024, 5, day), every_days=14)
            for day in range(2, 16)
        ]
        assert "fetch" in nights


def run(number: int, **said: Any) -> Run:
    made: dict[str, Any] = {
        "id": number,
        "command": "crawl",
        "site": "s",
        "started_at": f"2024-05-{number:02}T03:00:00+00:00",
        "finished_at": f"2024-05-{number:02}T04:00:00+00:00",
        "status": "complete",
        "options": {},
        "counts": {},
        "completeness": {"walked": "whole"},
    }
    return Run(**(made | said))


class Since(NamedTuple):
    what: str
    runs: list[Run]
    expected: str | None


@pytest.mark.parametrize(
    "case",
    [
        Since("nothing before", [], None),
        Since("a good run", [run(1)], None),
        Since(
            "killed", [run(1), run(2, finished_at=None, status=None)], "2024-05-02T03:00:00+00:00"
        ),
        Since("stopped", [run(1), run(2, status="interrupted")], "2024-05-02T03:00:00+00:00"),
        Since(
            "killed twice",
            [run(1), run(2, finished_at=None), run(3, finished_at=None)],
            "2024-05-02T03:00:00+00:00",
        ),
        Since(
            "rebuilt since",
            [run(1, finished_at=None), run(2, command="rebuild")],
            "2024-05-01T03:00:00+00:00",
        ),
        Since("another site's", [run(1, site="t", finished_at=None)], None),
    ],
    ids=lambda c: c.what,
)
def test_resumed_since(case: Since) -> None:
    assert resumed_since(case.runs, "s") == case.expected


def changes(newest: str) -> dict[str, Any]:
    return {"walked": "changes", "rest_newest": {"news": newest}}


WHOLE = {"walked": "whole", "rest_newest": {"news": "a"}}


class Seen(NamedTuple):
    what: str
    runs: list[Run]
    expected: dict[str, str] | None


@pytest.mark.parametrize(
    "case",
    [
        Seen("nothing before", [], None),
        Seen("everything walked", [run(1, completeness=WHOLE)], {"news": "a"}),
        Seen(
            "changes since",
            [run(1, completeness=WHOLE), run(2, completeness=changes("b"))],
            {"news": "b"},
        ),
        Seen(
            "what an incomplete run saw does not count",
            [
                run(1, completeness=WHOLE),
                run(2, completeness=changes("b"), status="incomplete"),
                run(3, completeness=changes("c"), finished_at=None),
            ],
            {"news": "a"},
        ),
        Seen("never walked whole", [run(2, completeness=changes("b"))], None),
        Seen("another site's", [run(1, site="t", completeness=WHOLE)], None),
        Seen("a rebuild", [run(1, command="rebuild", completeness=WHOLE)], None),
    ],
    ids=lambda c: c.what,
)
def test_newest_seen(case: Seen) -> None:
    assert newest_seen(case.runs, "s", "2024-05-03T03:00:00+00:00", 14) == case.expected


def test_a_whole_walk_does_not_last_for_ever() -> None:
    runs = [run(1, completeness=WHOLE), run(9, completeness=changes("b"))]
    assert newest_seen(runs, "s", "2024-05-20T03:00:00+00:00", 14) is None
