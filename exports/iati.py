"""IATI 2.03 activities of the actions, as a secondary reporter: what can be said without inventing.

IATI demands of an activity a status, a day on which it begins, a description and an
organisation with a role. An action that does not state one of them is left out, and a comment at the end
says how many were. A ``budget`` of IATI needs a period of a year at most: a sum is told
in an element of our own namespace instead. A contribution with an amount is a
transaction (an incoming commitment), dated by the day on which the page told of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.full_days import first_day, last_day
from aimf_scraper.identifiers import NO_IDS
from aimf_scraper.publishing import WrittenFile
from aimf_scraper.text.fold import fold

from .body_names import BodyNames
from .xml_text import attribute, text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aimf_scraper.identifiers import Ids
    from aimf_scraper.store import Store

Data = dict[str, Any]

_NAMESPACE: Final = "https://aimf-scraper.invalid/ns/stated-sums"
_REPORTER: Final = "XX-AIMF-SCRAPER"
#: Codes of IATI's lists: ActivityStatus, OrganisationRole, OrganisationType. An NGO is national or
#: international there, which no page says: it has no type.
_STATUS: Final = {"planned": "1", "ongoing": "2", "completed": "4"}
_ROLES: Final = {"funder": "1", "organiser": "2", "implementer": "4"}
_TYPES: Final = {
    "public": "15",
    "local_government": "11",
    "multilateral": "40",
    "foundation": "60",
    "company": "70",
    "academic": "80",
}
#: FinanceType: a standard grant, an aid loan, a guarantee.
_FINANCE: Final = {"grant": "110", "loan": "421", "guarantee": "1100"}
_INCOMING_COMMITMENT: Final = "11"
#: ActivityDateType: begins as planned, has begun, ends as planned, has ended.
_BEGINS: Final = ("1", "2")
_ENDS: Final = ("3", "4")
#: Sector of the DAC's list for what states none; the site's own themes are a list of ours.
_NO_SECTOR: Final = '<sector vocabulary="1" code="99810"/>'
_NOT_IN_CODES: Final = re.compile(r"[^a-z0-9]+")
#: What an identifier may not hold.
_NOT_IN_IDENTIFIERS: Final = str.maketrans({"/": ":", "&": "%26", "|": "%7C", "?": "%3F"})


def write(store: Store, folder: Path) -> list[WrittenFile]:
    """Write ``activities.xml``; ``rows`` counts activities."""
    path = folder / "activities.xml"
    rows = left_out = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        file.write(f'<iati-activities version="2.03" xmlns:stated="{_NAMESPACE}">\n')
        names = BodyNames(store)
        for record in store.records("action"):
            dates = [*_dates(record)]
            bodies = [*dict.fromkeys(_bodies(record, names))]
            begins = any(f' type="{kind}"' in one for one in dates for kind in _BEGINS)
            if record["status"] in _STATUS and begins and bodies and record["title"]:
                rows += 1
                file.writelines(f"{line}\n" for line in _activity(record, dates, bodies, names))
            else:
                left_out += 1
        if left_out:
            file.write(f"<!-- {left_out} actions state no status, first day or organisation -->\n")
        file.write("</iati-activities>\n")
    return [WrittenFile(path, rows)]


def _activity(record: Data, dates: list[str], bodies: list[str], names: BodyNames) -> Iterator[str]:
    """Yield an activity's lines in the order that the schema demands."""
    language = attribute(record["language"] or "fr")
    yield f'<iati-activity xml:lang={language} default-currency="EUR">'
    identifier = f"{_REPORTER}-{record['id']}".translate(_NOT_IN_IDENTIFIERS)
    yield f"<iati-identifier>{text(identifier)}</iati-identifier>"
    yield f'<reporting-org ref="{_REPORTER}" type="90" secondary-reporter="1">'
    yield "<narrative>aimf-scraper, from the AIMF's site</narrative></reporting-org>"
    yield f"<title>{_narrative(record['title'])}</title>"
    yield f"<description>{_narrative(record['summary'] or record['title'])}</description>"
    yield from bodies
    yield f'<activity-status code="{_STATUS[record["status"]]}"/>'
    yield from dates
    yield from _countries(record)
    yield from _locations(record)
    yield from _sectors(record)
    yield from _transactions(record, names.by_name(record))
    if record["url"]:
        link = f'<document-link format="text/html" url={attribute(record["url"])}>'
        yield f"{link}<title>{_narrative(record['title'])}</title>"
        yield '<category code="A12"/></document-link>'
    yield from _sums(record)
    yield "</iati-activity>"


def _narrative(said: str) -> str:
    return f"<narrative>{text(said)}</narrative>"


def _bodies(record: Data, names: BodyNames) -> Iterator[str]:
    for one in record["partners"]:
        role = _ROLES.get(one["role"])
        if role is not None:
            code = _TYPES.get(names.type(one))
            kind = f' type="{code}"' if code else ""
            ref = _ref(names.ids(one))
            yield (
                f'<participating-org{ref} role="{role}"{kind}>{_narrative(names.name(one))}'
                "</participating-org>"
            )


def _ref(ids: Ids) -> str:
    """Return the attribute that says who it is: by IATI's own identifier, else by a register's."""
    known = (
        ids.iati,
        ids.ror and f"XI-ROR-{ids.ror}",
        ids.wikidata and f"XI-WIKIDATA-{ids.wikidata}",
    )
    return next((f" ref={attribute(one)}" for one in known if one), "")


def _dates(record: Data) -> Iterator[str]:
    """Yield start and end: planned where the action is planned or goes on, actual where it is past.

    What lies behind the day on which the page was read has not come yet, whatever the status says.
    """
    read = (record["provenance"]["fetched_at"] or record["published"] or "")[:10]
    started = record["status"] in {"ongoing", "completed"}
    ended = record["status"] == "completed"
    starts = [one for one in record["dates"] if one["role"] in {"period", "start"}]
    ends = [one for one in record["dates"] if one["role"] in {"period", "end"}]
    first = next((day for one in starts if (day := first_day(one["start"]))), None)
    last = next(
        (day for one in ends if (day := last_day(one["edtf"], one["start"], one["end"]))), None
    )
    if first:
        kind = _BEGINS[started and first <= read]
        yield f'<activity-date type="{kind}" iso-date="{first}"/>'
    if last and (first is None or last >= first):
        kind = _ENDS[ended and last <= read]
        yield f'<activity-date type="{kind}" iso-date="{last}"/>'


def _countries(record: Data) -> Iterator[str]:
    own = {one["country"] for one in record["cities"] if one["role"] == "main"} - {None}
    codes = sorted({one["code"] for one in record["countries"]} | own)
    for code, share in zip(codes, _shares(len(codes)), strict=True):
        yield f'<recipient-country code="{code}"{share}/>'


def _shares(count: int) -> Iterator[str]:
    """Yield a percentage for each of several: equal parts, since nobody says how it is shared out.

    IATI wants them to be 100 together, and none where there is but one.
    """
    if count == 1:
        yield ""
        return
    share = round(100 / count, 2) if count else 0
    for number in range(count):
        part = share if number else round(100 - share * (count - 1), 2)
        yield f' percentage="{part}"'


def _sectors(record: Data) -> Iterator[str]:
    """Yield the site's themes, which are a vocabulary of its own (99)."""
    themes = {_NOT_IN_CODES.sub("-", fold(one)).strip("-"): one for one in record["themes"]}
    themes.pop("", None)
    if not themes:
        yield _NO_SECTOR
    for (code, name), share in zip(sorted(themes.items()), _shares(len(themes)), strict=True):
        yield f'<sector vocabulary="99" code="{code}"{share}>{_narrative(name)}</sector>'


def _locations(record: Data) -> Iterator[str]:
    for one in record["cities"]:
        if one["role"] == "main":
            yield f"<location><name>{_narrative(one['name'])}</name>"
            if one["latitude"] is not None:
                yield '<point srsName="http://www.opengis.net/def/crs/EPSG/0/4326">'
                yield f"<pos>{one['latitude']} {one['longitude']}</pos></point>"
            yield "</location>"


def _transactions(record: Data, shown: dict[str, tuple[str, Ids]]) -> Iterator[str]:
    day = record["published"]
    for one in record["contributions"] if first_day(day) == day and day else ():
        if one["amount"] is None or _is_no_sum_of_its_own(one, record):
            continue
        yield f'<transaction><transaction-type code="{_INCOMING_COMMITMENT}"/>'
        yield f'<transaction-date iso-date="{day}"/>'
        currency = attribute(one["currency"])
        yield f'<value currency={currency} value-date="{day}">{one["amount"]}</value>'
        yield f"<description>{_narrative(one['as_written'])}</description>"
        for name, field in (("provider-org", "provider"), ("receiver-org", "receiver")):
            if one[field]:
                called, ids = shown.get(one[field], (one[field], NO_IDS))
                yield f"<{name}{_ref(ids)}>{_narrative(called)}</{name}>"
        if one["instrument"] in _FINANCE:
            yield f'<finance-type code="{_FINANCE[one["instrument"]]}"/>'
        yield "</transaction>"


def _is_no_sum_of_its_own(gift: Data, record: Data) -> bool:
    """Return whether a gift is so much a year, or a part of what the same giver gives whole.

    Readers add transactions up. Both are told among the sums.
    """
    if gift["budget"] is None:
        return False
    sum_ = record["budgets"][gift["budget"]]
    return sum_["scope"] == "annual" or any(
        one["budget"] == sum_["part_of"] and one["provider"] == gift["provider"]
        for one in record["contributions"]
        if one["amount"] is not None and one["budget"] is not None
    )


def _sums(record: Data) -> Iterator[str]:
    for position, one in enumerate(record["budgets"]):
        said = {
            name: one[name] for name in ("amount", "amount_max", "currency", "scope", "part_of")
        }
        told = {"position": position, **said, "confidence": one["confidence"]}
        given = " ".join(f"{k}={attribute(v)}" for k, v in told.items() if v is not None)
        yield f"<stated:sum {given}>{text(one['as_written'])}</stated:sum>"
