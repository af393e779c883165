"""EDTF's start and end as days that every tool reads."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimf_scraper.full_days import first_day, last_day


@pytest.mark.parametrize(
    "edtf, start, end, first, last",
    [
        ("2024-03-12", "2024-03-12", None, "2024-03-12", "2024-03-12"),
        ("2024-03", "2024-03", None, "2024-03-01", "2024-03-31"),
        ("2024", "2024", None, "2024-01-01", "2024-12-31"),
        ("2014/2019", "2014", "2019", "2014-01-01", "2019-12-31"),
        ("2018/..", "2018", None, "2018-01-01", None),
        ("2019/", "2019", None, "2019-01-01", None),
        ("../2020-02", None, "2020-02", None, "2020-02-29"),
        ("2023-23", "2023-09", "2023-11", "2023-09-01", "2023-11-30"),
        ("199X", "1990", "1999", "1990-01-01", "1999-12-31"),
        ("2026~", "2026", None, "2026-01-01", "2026-12-31"),
        ("XXXX-02-27", None, None, None, None),
        ("2023-02-30", "2023-02-30", None, None, None),
        ("2023-13", "2023-13", None, None, None),
        ("2023-00", "2023-00", None, None, None),
        ("0000", "0000", None, None, None),
    ],
)
def test_days(edtf: str, start: str | None, end: str | None, first: str | None, last: str | None) -> None:  # fmt: skip
    assert (first_day(start), last_day(edtf, start, end)) == (first, last)


@given(st.text(max_size=12) | st.from_regex(r"[0-9]{4}(-[0-9]{2}){0,2}", fullmatch=True))
def test_whatever_is_written_a_day_is_one(text: str) -> None:
    for day in (first_day(text), last_day(text, text, None), last_day(text, None, text)):
        assert day is None or date.fromisoformat(day).isoformat() == day
