"""The demo site: its server, its ways of discovery, and that its labels stand in its texts."""

from __future__ import annotations

import pytest

from aimf_scraper.demo.catalogue import DAYS, Item, day


def _items() -> list[Item]:
    return [item for number in DAYS for item in day(number).items.values()]


@pytest.mark.parametrize("number", DAYS)
def test_posts_and_addresses_are_unique(number: int) -> None:
    items = list(day(number).items.values())
    assert len({one.post for one in items}) == len(items)
    assert len({one.path for one in items}) == len(items)


def test_every_label_stands_in_its_text() -> None:
    missing = [
        (item.id, label.as_written)
        for item in _items()
        for label in (*item.cities, *item.partners, *item.budgets, *item.dates)
        if label.as_written not in f"{item.title}\n{item.lead}\n{item.body}"
    ]
    assert missing == []
