"""Legal forms that end a name: ``legal_forms.tsv``, and the pattern that reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar

from aimf_scraper.rules.engine.patterns import longest_first
from aimf_scraper.tables import Row, read_tsv


@dataclass(frozen=True, slots=True)
class _LegalForm(Row):
    key: ClassVar = ("form",)
    form: str


@cache
def legal_forms() -> frozenset[str]:
    """Return the legal forms, in capitals and without full stops."""
    table = read_tsv(Path(__file__).with_name("legal_forms.tsv"), _LegalForm)
    return frozenset(one.form for one in table)


@cache
def legal_form() -> re.Pattern[str]:
    """Return the pattern of a legal form behind a name, its full stops and blank included.

    >>> legal_form().match(" S.A.R.L. et")[0], legal_form().match(" SA ")[0]
    (' S.A.R.L.', ' SA')
    """
    forms = longest_first(legal_forms())
    dotted = "|".join(r"\.".join(form) + r"\.?" for form in forms)
    plain = "|".join([*forms, *(form.capitalize() for form in forms if len(form) > 2)])
    return re.compile(rf"[ \u00a0](?:{dotted}|{plain})(?!\w)")
