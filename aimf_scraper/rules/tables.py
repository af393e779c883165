"""The tables under ``data/``: read once, when first asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_DATA: Final = Path(__file__).parent
_AT = {
    "approximations": "numbers/approximations.tsv",
    "city_roles": "cities/role_cues.tsv",
    "currencies": "money/currencies.tsv",
    "currency_places": "money/currency_places.tsv",
    "currency_words": "money/currency_words.tsv",
    "date_cues": "time/cues.tsv",
    "date_roles": "time/roles.tsv",
    "date_traps": "time/exclusions.tsv",
    "francophone": "cities/francophone.tsv",
    "months": "time/months.tsv",
    "no_organisations": "names/no_organisations.tsv",
    "organisation_heads": "organisations/head_nouns.tsv",
    "partner_cues": "partners/cues.tsv",
    "place_cues": "places/cues.tsv",
    "place_homonyms": "names/homonyms.tsv",
    "place_masks": "places/exclusions.tsv",
    "place_words": "names/little_words.tsv",
    "status": "status/words.tsv",
    "themes": "themes/themes.tsv",
}


def rows(name: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows of ``data/NAME.tsv`` below its comment and its header."""
    lines = (_DATA / _AT[name]).read_text(encoding="utf-8").splitlines()
    body = [line for line in lines if line and not line.startswith("#")]
    for line in body[1:]:
        yield tuple(line.split("\t"))
