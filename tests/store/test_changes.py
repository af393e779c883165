"""What happened since a day or a run: each record once, with the net difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aimf_scraper.errors import UsageError
from tests.store.samples import DAY_1, DAY_2, DAY_3, SITE, action, news

if TYPE_CHECKING:
    from aimf_scraper.store import Store

SLUGS = ("same", "retitled", "moved", "gone", "gone-before", "there-and-back", "reread")


@pytest.fixture
def second_day(store: Store) -> Store:
    """A store in which every kind of thing happened on day 2, and nothing on day 3."""
    for slug in SLUGS:
        store.save(news(slug), run=1, seen_at=DAY_1)
    store.mark_gone(["news:gone-before"], 1, DAY_1)
    run = store.start_run("refresh", DAY_2, {})
    for record in (
        news("same"),
        news("retitled", title="Une étape"),
        news("retitled", title="Le marché ouvre"),
        news("moved", url=f"{SITE}/actualite/ailleurs/"),
        news("gone-before"),
        news("there-and-back", title="Autre"),
        news("there-and-back"),
        action("added"),
        action("added", status=None),
        action("came-and-went"),
    ):
        store.save(record, run=run, seen_at=DAY_2)
    store.mark_gone(["news:gone", "action:came-and-went"], run, DAY_2)
    store.start_run("rebuild", DAY_2, {})
    store.save(news("reread", language="en"), run=3, seen_at=DAY_1, why="rules")
    return store


EXPECTED = [
    ("action:added", "added", ("site",), []),
    ("action:came-and-went", "gone", ("site",), []),
    ("news:gone", "gone", ("site",), []),
    ("news:gone-before", "returned", ("site",), []),
    ("news:moved", "moved", ("site",), ["url"]),
    ("news:reread", "changed", ("rules",), ["language"]),
    ("news:retitled", "changed", ("site",), ["title"]),
]


@pytest.mark.parametrize("since", [2, DAY_2, "2024-01-11"], ids=["run", "time", "date"])
def test_each_record_is_told_once(second_day: Store, since: str | int) -> None:
    assert [
        (one.id, one.what, one.whys, [change.field for change in one.changes])
        for one in second_day.changes(since)
    ] == EXPECTED


def test_the_difference_is_net_and_a_move_names_both_addresses(second_day: Store) -> None:
    changes = {one.id: one for one in second_day.changes(DAY_2)}
    (title,) = changes["news:retitled"].changes
    assert (title.old, title.new) == ("Le marché est inauguré", "Le marché ouvre")
    assert changes["news:moved"].old_url == f"{SITE}/actualite/moved/"
    assert changes["news:moved"].url == f"{SITE}/actualite/ailleurs/"


def test_nothing_since(second_day: Store) -> None:
    assert second_day.changes(DAY_3) == []
    assert {one.what for one in second_day.changes("2024")} == {"added", "gone"}


def test_an_unknown_run_is_a_wrong_question(store: Store) -> None:
    with pytest.raises(UsageError, match="no run 7"):
        store.changes(7)
