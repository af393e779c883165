"""Every form of EDTF that we write is taken by the readers of others: python-edtf and edtf-validate.

edtf.js runs nowhere here; what it refuses and the two take is written down as ``_REFUSED_BY_JS``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import edtf
import pytest
from edtf_validate import valid_edtf

from aimf_scraper.rules.engine.document import Document
from aimf_scraper.rules.phrase_families import open_document
from aimf_scraper.rules.time import dates
from aimf_scraper.rules.time.dates import written
from aimf_scraper.rules.time.edtf import When
from tests.rules import test_dates_forms as forms
from tests.rules import test_dates_twins as twins
from tests.rules import test_dates_years as years

if TYPE_CHECKING:
    from datetime import date

#: An interval of seasons, quarters or halves, or of masked years.
_REFUSED_BY_JS: Final = re.compile(
    r"(?=.*/).*(?:\A|/)(?:[0-9]{2,3}X|[0-9]{4}-(?:2[1-4]|3[3-6]|4[01])~?(?:/|\Z))"
)

POINTS: Final = [
    When(2019), When(2019, 5), When(2019, 5, 7), When(None, 5), When(None, 5, 7), When(2019, 12, approximate=True),
    When(None, 5, approximate=True), When(2019, approximate=True), When(1990, decade=True), When(1700, century=True),
    *(When(2019, division=division) for division in (21, 22, 23, 24, 33, 34, 35, 36, 40, 41)),
]  # fmt: skip
ENDS: Final = [When(2031), When(2031, 6), When(2031, 6, 8), *(When(2031, division=n) for n in (21, 23, 33, 36, 40, 41)),
               When(2030, decade=True), When(2031, 12, approximate=True)]  # fmt: skip


def texts() -> list[tuple[str, date | None]]:
    notations = [*twins.DAYS, *twins.MONTHS, *twins.OTHERS]
    slots = [slot for slot, _ in [*twins.OF_DAYS.values(), *twins.OF_MONTHS.values()]]
    found: list[tuple[str, date | None]] = [
        (slot.format(one.written), None) for slot in slots for one in notations
    ]
    found += [(case.text, None) for case in (*forms.STRETCHES, *forms.RANGES, *forms.RESIDUES)]
    return [*found, *((case.text, case.published) for case in (*years.DEICTIC, *years.PUBLISHED))]


def check(told: str) -> None:
    edtf.parse_edtf(told)
    assert valid_edtf.is_valid(told), told
    assert not _REFUSED_BY_JS.search(told), told


@pytest.mark.parametrize("first", POINTS, ids=lambda one: one.edtf)
def test_every_form(first: When) -> None:
    check(written(first, None, "")[2])
    if first.year:
        for ending in ("open", "unknown"):
            check(written(first, None, ending)[2])
        for last in ENDS:
            check(written(first, last, "")[2])


def test_whatever_the_tables_hold() -> None:
    told = {
        fact.edtf
        for text, published in texts()
        for fact in dates.find_dates(open_document(Document(text=text, published=published)))
    }
    assert len(told) > 100
    for one in sorted(told):
        check(one)
