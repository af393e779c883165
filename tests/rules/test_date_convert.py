"""What dateparser is not asked any more: every day, as it would read it itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aimf_scraper.rules.time import calendar
from aimf_scraper.rules.time.calendar import ask, named, numbered, year_first
from aimf_scraper.rules.time.words import months

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAP, COMMON = 2000, 2001
NAMES = sorted({(month.number, month.name) for month in months().values()})
DAYS = (*range(34), 45, 99)
MONTHS = range(14)


def figures() -> Iterator[tuple[int, int]]:
    """Yield what may be a day and a month, in either order, and what is just none."""
    for month in MONTHS:
        for day in DAYS:
            yield day, month
            if day not in MONTHS:
                yield month, day


@pytest.mark.parametrize("name", [name for _, name in NAMES])
def test_every_day_in_words(name: str) -> None:
    for day in DAYS:
        for year in (LEAP, COMMON):
            assert named(day, name, year) == ask(f"{day} {name} {year}"), (day, name, year)
        assert named(day, name, None) == named(day, name, LEAP)


@pytest.mark.parametrize("year", [LEAP, COMMON])
@pytest.mark.parametrize("form", ["{}/{:02d}/{year}", "{:02d}/{:02d}/{year}", "{}/{}/{year}"])
def test_every_day_in_figures(form: str, year: int) -> None:
    for first, second in figures():
        if form.startswith("{}") or first < 10:  # else it is written as before
            span = form.format(first, second, year=year)
            assert numbered(first, second, year) == ask(span), span
    assert numbered(29, 2, None) == numbered(29, 2, LEAP) == (2, 29)


@pytest.mark.parametrize("year", [LEAP, COMMON])
def test_every_day_with_the_year_first(year: int) -> None:
    for first, second in figures():
        span = f"{year}-{first:02d}-{second:02d}"
        assert year_first(first, second, year) == ask(span), span


@pytest.mark.parametrize("year", [1000, 1600, 1900, 2024, 2096, 2099])
def test_a_leap_year_is_the_calendar_s(year: int) -> None:
    leap = year in {1600, 2024, 2096}
    assert named(29, "février", year) == numbered(29, 2, year) == ((2, 29) if leap else None)


def test_dateparser_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def asking(span: str) -> tuple[int, int] | None:
        asked.append(span)
        return ask(span)

    calendar._month_numbers.cache_clear()
    calendar._month_stands.cache_clear()
    monkeypatch.setattr(calendar, "ask", asking)
    for _ in range(2):
        for number, name in NAMES:
            for day in range(1, 29):
                assert named(day, name, 2019) == numbered(day, number, 2019) == (number, day)
                assert year_first(number, day, 2019) == (number, day)
    assert len(asked) == len(NAMES) + 2 * 3
