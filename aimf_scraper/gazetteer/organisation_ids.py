"""By what others know the organisations of the authority file: Wikidata, ROR, IATI.

One line an identifier in ``data/organisation_ids.tsv``; its header says where each was looked up.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, ClassVar, Final, Literal

from aimf_scraper.errors import SetupError
from aimf_scraper.gazetteer.organisations import authority
from aimf_scraper.identifiers import NO_IDS, Ids, Scheme, is_well_formed
from aimf_scraper.tables import Row, Shape, read_tsv
from aimf_scraper.text.fold import fold

FILE: Final = Path(__file__).parent / "data" / "organisation_ids.tsv"


@dataclass(frozen=True, slots=True)
class OrganisationId(Row):
    """A line of ``organisation_ids.tsv``. ``known_as``: the organisation's name in the source."""

    key: ClassVar = ("organisation", "scheme")

    organisation: Annotated[str, Shape("[a-z0-9-]{2,90}")]
    scheme: Scheme
    value: str
    known_as: str
    source: Literal["ror", "iati-registry", "dac-channels", "name-suggestion-index"]


@cache
def known_ids() -> dict[str, Ids]:
    """Return the ids of each organisation by its id in the authority file.

    Raises:
        SetupError: a line of the table cannot be: a form that no such id has, an organisation that
            is none of the file's, one id for two.
    """
    told: dict[str, dict[Scheme, str]] = defaultdict(dict)
    owners: dict[tuple[str, str], str] = {}
    organisations = authority().by_id
    for one in read_tsv(FILE, OrganisationId):
        if not is_well_formed(one.scheme, one.value):
            raise SetupError(f"{one.read_at}: {one.value!r} is no id of {one.scheme}")
        if one.organisation not in organisations:
            raise SetupError(f"{one.read_at}: no organisation {one.organisation!r}")
        if owners.setdefault((one.scheme, one.value), one.organisation) != one.organisation:
            raise SetupError(f"{one.read_at}: {one.value!r} is another organisation's already")
        told[one.organisation][one.scheme] = one.value
    return {
        key: Ids(ids.get("wikidata"), ids.get("ror"), ids.get("iati")) for key, ids in told.items()
    }


def ids_of(name: str) -> Ids:
    """Return the ids of the organisation whose own name *name* is, none where it is nobody's.

    Its other names do not count: some are those of bodies in other countries too.
    """
    known = authority().by_name(name)
    if known is None or fold(known.name) != fold(name):
        return NO_IDS
    return known_ids().get(known.id, NO_IDS)
