"""What holds of dates whatever the text: evidence, EDTF, real days, linear time."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aimf_scraper.rules.engine.document import Document
from aimf_scraper.rules.phrase_families import open_document
from aimf_scraper.rules.time import dates
from tests.linear import assert_linear

_POINT = r"(?:(?:[0-9]{4}|XXXX)(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?|-(?:2[1-4]|3[3-6]|4[01]))?~?|[0-9]{3}X)"
_EDTF = re.compile(rf"{_POINT}(?:/(?:{_POINT}|\.\.)?)?\Z")
_BOUND = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?\Z")

_PIECES = re.findall(
    r"\S+",
    "du au et le la les ce entre de à en depuis dès jusqu'en d'ici fin début mi- vers avant , . - – / : ( ) [ ] "
    "lundi jeudi janvier février mars avril mai juin août sept. déc. décembre dernier prochain été automne "
    "trimestre semestre T3 premier 1er 2 9 10 15 29 30 31 45 1915 2012 2016 2019 2020 2024 20121 8/04/2021 "
    "31/02/2020 2024-03-12 2019-2020 2013/2016 années 1990 année période habitants € aujourd'hui semaine dernière",
)
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from([*_PIECES, "\n", "\u00a0"]), max_size=40).map(" ".join),
    st.lists(st.sampled_from([*_PIECES, " ", " ", "\n"]), max_size=40).map("".join),
)
PUBLISHED = st.none() | st.dates()


@settings(max_examples=400, deadline=None)
@given(title=TEXTS, text=TEXTS, published=PUBLISHED)
def test_any_text(title: str, text: str, published: date | None) -> None:
    document = Document(title=title, text=text, published=published)
    found = dates.find_dates(open_document(document))
    assert found == dates.find_dates(open_document(document))
    for fact in found:
        assert _EDTF.match(fact.edtf), fact
        assert 0 < fact.confidence <= 1
        assert fact.evidence
        for one in fact.evidence:
            assert one.quote
            assert getattr(document, one.source)[one.start : one.end] == one.quote
        assert fact.as_written in {one.quote for one in fact.evidence}
        for bound in (fact.start, fact.end):
            assert bound is None or _BOUND.match(bound)
            if bound and len(bound) == 10:
                date.fromisoformat(bound)
        if fact.start and fact.end:
            assert fact.start <= fact.end or fact.end.startswith(fact.start[:4])


HOSTILE = [
    "du 1 au ", "2019-", "janvier ", "1 mai ", "en 2019, ", "2019 et ", "12, ", "en mai ", "entre 2019 et ",
    "la semaine dernière ", "lundi 3 mai ", "1/2/", "(2019, ", "0", "1 et 2 et ", "fin ", "mi-", "2019\n",
    "2019 : 1 mois\n", "du 1er au 3 mai 2019 - ", "\n",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE, ids=repr)
def test_hostile_texts_take_linear_time(unit: str) -> None:
    def read(text: str) -> object:
        return dates.find_dates(open_document(Document(text=text, published=date(2020, 5, 5))))

    assert_linear(read, unit)
