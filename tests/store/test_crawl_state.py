"""Pages, aliases, runs and rejects: what one run leaves for the next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from aimf_scraper.errors import StoreError
from aimf_scraper.store import PageState, Reject, Stored, open_store
from tests.store.samples import DAY_1, DAY_2, DAY_3, SITE

if TYPE_CHECKING:
    from pathlib import Path

    from aimf_scraper.store import Store

URL = f"{SITE}/actions/a/"
FETCHED = PageState(
    URL,
    kind="action",
    state="fetched",
    found_by=("sitemap",),
    http_status=200,
    etag='"1"',
    payload_digest="sha1:A",
    fetched_at=DAY_1,
    checked_at=DAY_1,
    first_seen=DAY_1,
    last_seen=DAY_1,
    tries=1,
    reading=b"\x78\x9c",
)


class Learned(NamedTuple):
    """What *new* makes of the page fetched on day 1."""

    name: str
    new: dict[str, Any]
    expected: dict[str, Any]


LEARNED = [
    Learned(
        "found again",
        {"found_by": ("rest", "feed"), "rest_modified": "2024-01-02", "hints": "{}"},
        {
            "found_by": ("feed", "rest", "sitemap"),
            "rest_modified": "2024-01-02",
            "hints": "{}",
            "last_seen": DAY_2,
        },
    ),
    Learned(
        "fetched again, ETag no longer said",
        {"state": "fetched", "http_status": 200, "fetched_at": DAY_2, "tries": 1},
        {
            "etag": None,
            "payload_digest": None,
            "checked_at": None,
            "reading": None,
            "fetched_at": DAY_2,
            "last_seen": DAY_2,
        },
    ),
    Learned(
        "failed: the last good answer is kept",
        {"state": "failed", "http_status": 503, "reason": "503", "checked_at": DAY_2, "tries": 3},
        {
            "state": "failed",
            "http_status": 503,
            "reason": "503",
            "checked_at": DAY_2,
            "tries": 3,
            "last_seen": DAY_2,
        },
    ),
]


@pytest.mark.parametrize("case", LEARNED, ids=lambda case: case.name)
def test_what_is_learned_is_merged(store: Store, case: Learned) -> None:
    store.save_page(FETCHED)
    store.save_page(PageState(URL, first_seen=DAY_2, last_seen=DAY_2, **case.new))
    assert store.page(URL) == replace(FETCHED, **case.expected)


def test_a_reading_is_left_in_the_database_until_it_is_asked_for(store: Store) -> None:
    store.save_page(FETCHED)
    known = store.known_page(URL)
    assert known is not None
    assert [known] == [*store.known_pages()]
    assert isinstance(known.reading, Stored)
    assert known.reading.packed() == FETCHED.reading
    assert replace(known, reading=FETCHED.reading) == FETCHED

    # What is said of the page by now leaves its reading as it is.
    for state in ("found", "fetched", "failed"):
        store.save_page(replace(known, state=state, last_seen=DAY_2))  # type: ignore[arg-type]  # states that there are
        held = store.page(URL)
        assert held is not None
        assert held.reading == FETCHED.reading

    store.forget_answers([URL])
    left = store.known_page(URL)
    assert left is not None
    assert left.reading is None
    with pytest.raises(StoreError, match="is there no more"):
        known.reading.packed()


def test_what_is_saved_together_is_committed_once_each_thing_whole(
    store: Store, tmp_path: Path
) -> None:
    def seen_by_others() -> list[str]:
        with open_store(tmp_path / "aimf.db", read_only=True) as other:
            return [page.url[-2] for page in other.pages()]

    def failing() -> Any:
        yield replace(FETCHED, url=f"{SITE}/never/")
        raise LookupError

    def interrupted() -> None:
        with store.together():
            store.save_page(replace(FETCHED, url=f"{SITE}/a/"))
            with pytest.raises(LookupError):
                store.save_pages(failing())
            assert seen_by_others() == []
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert seen_by_others() == ["a"]


def test_pages_are_saved_all_or_nothing_and_listed_in_order(store: Store) -> None:
    pages = [replace(FETCHED, url=f"{SITE}/{slug}/", kind=None) for slug in "cab"]
    store.save_pages([*pages, replace(FETCHED, url=f"{SITE}/d/", state="gone")])

    def failing() -> Any:
        yield replace(FETCHED, url=f"{SITE}/never/")
        raise LookupError

    with pytest.raises(LookupError):
        store.save_pages(failing())
    assert [page.url[-2] for page in store.pages()] == ["a", "b", "c", "d"]
    assert [page.url[-2] for page in store.pages(state="gone")] == ["d"]
    assert [page.url[-2] for page in store.pages(kind="action")] == ["d"]
    assert store.page(f"{SITE}/never/") is None


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([], "a"),
        (["aa"], "a"),
        (["ab"], "b"),
        (["ab", "bc"], "c"),
        (["bc", "ab"], "c"),
        (["ab", "ba"], "a"),
        (["ab", "bc", "ca"], "a"),
        (["ab", "ac"], "c"),
    ],
    ids=lambda value: "-".join(value) or "none",
)
def test_aliases_lead_to_where_a_page_stands_now(
    store: Store, pairs: list[str], expected: str
) -> None:
    for address, canonical in pairs:
        store.add_alias(address, canonical)
    assert store.resolve("a") == expected
    assert store.resolve("elsewhere") == "elsewhere"


def test_a_run_is_remembered_killed_or_finished(store: Store) -> None:
    killed = store.last_run()
    assert (killed.id, killed.status, killed.finished_at) == (1, None, None)
    run = store.start_run("refresh", DAY_2, {"limit": 3}, SITE)
    store.finish_run(run, DAY_3, "incomplete", {"action": 2}, {"action": {"missing": ["é"]}})
    last = store.last_run()
    assert (last.options, last.counts) == ({"limit": 3}, {"action": 2})
    assert (last.status, last.completeness) == ("incomplete", {"action": {"missing": ["é"]}})
    assert [one.id for one in store.runs()] == [1, run]


def test_a_reject_seen_again_is_no_new_row(store: Store) -> None:
    run = store.start_run("crawl", DAY_2, {})
    store.reject(1, URL, "not-html", "image/png", DAY_1)
    store.reject(run, URL, "not-html", "image/gif", DAY_2)
    store.reject(1, f"{SITE}/b/", "too-large", "60 MB", DAY_1)
    again = Reject(URL, "not-html", "image/gif", run, DAY_1, DAY_2, 2)
    assert store.rejects(run) == [again]
    assert [one.url for one in store.rejects()] == [URL, f"{SITE}/b/"]
