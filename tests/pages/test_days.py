"""Days and moments in every notation that pages use, and figures that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimf_scraper.pages.claims.days import (
    any_moment,
    is_day_only,
    is_range,
    local_moment,
    read_day,
    short_figures,
)

DAYS = [
    ("Publié le mardi 12 mars 2024", "2024-03-12"),
    ("le 1er août 2022", "2022-08-01"),
    ("12 févr. 2021", "2021-02-12"),
    ("7 déc.2020", "2020-12-07"),
    ("3-juin-2019", "2019-06-03"),
    ("19 septembre 2023Une école rouvre", "2023-09-19"),
    ("Jeu. 6 avril 2023, 9h", "2023-04-06"),
    ("6 avril 2023 à 14h30", "2023-04-06"),
    ("06/04/2023", "2023-04-06"),
    ("6.4.2023", "2023-04-06"),
    ("06-04-2023", "2023-04-06"),
    ("06/04/23", "2023-04-06"),
    ("06.04.23", "2023-04-06"),
    ("14/02/98", "1998-02-14"),
    ("04/28/2023", "2023-04-28"),
    ("2023-04-06", "2023-04-06"),
    ("2023/04/06", "2023-04-06"),
    ("2023-04-06T08:00:00+02:00", "2023-04-06"),
    ("April 6th, 2023", "2023-04-06"),
    ("Apr. 6 2023", "2023-04-06"),
    ("6. März 2023", "2023-03-06"),
    ("6 de abril de 2023", "2023-04-06"),
    ("31/13/2023 puis 6 avril 2023", "2023-04-06"),
    ("avril 2023", None),
    ("31 avril 2023", None),
    ("Tél. 01.40.21.22.23", None),
    ("version 3.12.10.23", None),
    ("10.12.23.40", None),
    ("1 234/56/78", None),
    ("le 6 avril", None),
    ("", None),
]
#: Only where its box is named a date's: a figure with hyphens is a reference else.
SHORT = [
    ("05-11-14", "2014-11-05"),
    ("7-3-21", "2021-03-07"),
    ("05-13-14", None),
    ("31-02-20", None),
    ("05-11-2014", None),
    ("Réf. 05-11-14", None),
]


@pytest.mark.parametrize(("text", "day"), SHORT)
def test_short_figures(text: str, day: str | None) -> None:
    assert short_figures(text) == day


ALONE = [
    ("6 avril 2023", True),
    ("Jeudi 6 avril 2023 à 9 h 05", True),
    ("le 06/04/23", True),
    ("06/04/2023 14:30", True),
    ("2023-04-06", True),
    ("April 6, 2023 at 10:12 am", True),
    ("Conseil du 6 avril 2023", False),
    ("6 avril 2023, le maire ouvre la séance", False),
    ("Ce jour", False),
]
RANGES = [
    ("du 4 au 6 mai 2023", True),
    ("Du lundi 4 mars au jeudi 7 mars 2024", True),
    ("4-6 mai 2023", True),
    ("4 et 5 mai 2023", True),
    ("du 12/03/2023 au 14/03/2023", True),
    ("4 mai 2023", False),
    ("Publié le 4 mai 2023", False),
]
MOMENTS = [
    ("2023-05-04T09:00:00+0200", "2023-05-04T09:00:00+02:00"),
    ("2023-05-04T09:00Z", "2023-05-04T09:00:00+00:00"),
    ("2023-05-04 09:00:00 UTC", "2023-05-04T09:00:00+00:00"),
    ("2023-05-04T09:00:5.123Z", "2023-05-04T09:00:05+00:00"),
    ("2023-05-04T25:00:00Z", "2023-05-04"),
    ("Thu, 04 May 2023 08:00:00 +0200", "2023-05-04T08:00:00+02:00"),
    ("4 May 2023 08:00:00 GMT", "2023-05-04T08:00:00+00:00"),
    ("20230504", "2023-05-04"),
    ("20230504T083000Z", "2023-05-04"),
    ("14/07/2023", "2023-07-14"),
    ("vendredi 14 juillet 2023", "2023-07-14"),
    ("2023-02-30", None),
    ("hier", None),
    ("", None),
]
LOCAL = [
    ("2023-07-13T22:30:00+00:00", None, "2023-07-14T00:30:00+02:00"),
    ("2023-01-13T22:30:00+00:00", None, "2023-01-13T23:30:00+01:00"),
    ("2023-01-13T23:30:00+00:00", "+02:00", "2023-01-14T00:30:00+01:00"),
    ("2023-07-13T21:30:00+00:00", "+04:00", "2023-07-14T01:30:00+04:00"),
    ("2023-07-13T22:30:00+04:00", None, "2023-07-13T22:30:00+04:00"),
    ("2023-07-13T22:30:00", None, "2023-07-13T22:30:00"),
    ("2023-07-13", None, "2023-07-13"),
]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_read_day(text: str, day: str | None) -> None:
    assert read_day(text) == day


@pytest.mark.parametrize(("text", "alone"), ALONE)
def test_is_day_only(text: str, *, alone: bool) -> None:
    assert is_day_only(text) is alone


@pytest.mark.parametrize(("text", "lasts"), RANGES)
def test_is_range(text: str, *, lasts: bool) -> None:
    assert is_range(text) is lasts


@pytest.mark.parametrize(("said", "moment"), MOMENTS)
def test_any_moment(said: str, moment: str | None) -> None:
    assert any_moment(said) == moment


@pytest.mark.parametrize(("moment", "zone", "local"), LOCAL)
def test_a_moment_in_utc_becomes_the_hour_of_the_site(
    moment: str, zone: str | None, local: str
) -> None:
    assert local_moment(moment, zone) == local


@given(st.text(alphabet="0123456789/.-: TZdu aumi,jeû", max_size=120))
def test_nothing_is_raised(text: str) -> None:
    day = read_day(text)
    assert day is None or len(day) == 10
    assert isinstance(any_moment(text), str | None)
    assert is_range(text) in {True, False}
    assert is_day_only(text) in {True, False}
