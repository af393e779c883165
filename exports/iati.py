"""IATI 2.03 activities of the actions, as a secondary reporter: what can be said without inventing.

IATI demands of an activity a status, a date, a description and an organisation with a
role. An action that does not state one of them is left out, and a comment at the end
says how many were. A ``budget`` of IATI needs a period of a year at most: a sum is told
in an element of our own namespace instead. A contribution with an amount is a
transaction (an incoming commitment), dated by the day on which the page told of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.full_days import first_day, last_day
from aimf_scraper.publishing import WrittenFile

from .body_names import BodyNames
from .xml_text import attribute, text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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
            if record["status"] in _STATUS and dates and bodies and record["title"]:
                rows += 1
                file.writelines(f"{line}\n" for line in _activity(record, dates, bodies, names))
            else:
                left_out += 1
        if left_out:
            file.write(f"<!-- {left_out} actions state no status, date or organisation -->\n")
        file.write("</iati-activities>\n")
    return [WrittenFile(path, rows)]


def _activity(record: Data, dates: list[str], bodies: list[str], names: BodyNames) -> Iterator[str]:
    """Yield an activity's lines in the order that the schema demands."""
    language = attribute(record["language"] or "fr")
    yield f'<iati-activity xml:lang={language} default-currency="EUR">'
    identifier = f"{_REPORTER}-{record['id']}"
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
            yield (
                f'<participating-org role="{role}"{kind}>{_narrative(names.name(one))}'
                "</participating-org>"
            )


def _dates(record: Data) -> Iterator[str]:
    """Yield start and end: planned where the action is planned or goes on, actual where it is past."""
    started = record["status"] in {"ongoing", "completed"}
    ended = record["status"] == "completed"
    starts = [one for one in record["dates"] if one["role"] in {"period", "start"}]
    ends = [one for one in record["dates"] if one["role"] in {"period", "end"}]
    first = next((day for one in starts if (day := first_day(one["start"]))), None)
    last = next(
        (day for one in ends if (day := last_day(one["edtf"], one["start"], one["end"]))), None
    )
    if first:
        yield f'<activity-date type="{2 if started else 1}" iso-date="{first}"/>'
    if last and (first is None or last >= first):
        yield f'<activity-date type="{4 if ended else 3}" iso-date="{last}"/>'


def _countries(record: Data) -> Iterator[str]:
    own = {one["country"] for one in record["cities"] if one["role"] == "main"} - {None}
    codes = sorted({one["code"] for one in record["countries"]} | own)
    if len(codes) == 1:
        yield f'<recipient-country code="{codes[0]}"/>'
        return
    # Nobody says how it is shared out: equal parts, which IATI wants to be 100 together.
    share = round(100 / len(codes), 2) if codes else 0
    for number, code in enumerate(codes):
        part = share if number else round(100 - share * (len(codes) - 1), 2)
        yield f'<recipient-country code="{code}" percentage="{part}"/>'


def _locations(record: Data) -> Iterator[str]:
    for one in record["cities"]:
        if one["role"] == "main":
            yield f"<location><name>{_narrative(one['name'])}</name>"
            if one["latitude"] is not None:
                yield '<point srsName="http://www.opengis.net/def/crs/EPSG/0/4326">'
                yield f"<pos>{one['latitude']} {one['longitude']}</pos></point>"
            yield "</location>"


def _transactions(record: Data, shown: dict[str, str]) -> Iterator[str]:
    day = record["published"]
    for one in record["contributions"] if first_day(day) == day and day else ():
        if one["amount"] is None:
            continue
        yield f'<transaction><transaction-type code="{_INCOMING_COMMITMENT}"/>'
        yield f'<transaction-date iso-date="{day}"/>'
        currency = attribute(one["currency"])
        yield f'<value currency={currency} value-date="{day}">{one["amount"]}</value>'
        yield f"<description>{_narrative(one['as_written'])}</description>"
        for name, field in (("provider-org", "provider"), ("receiver-org", "receiver")):
            if one[field]:
                yield f"<{name}>{_narrative(shown.get(one[field], one[field]))}</{name}>"
        if one["instrument"] in _FINANCE:
            yield f'<finance-type code="{_FINANCE[one["instrument"]]}"/>'
        yield "</transaction>"


def _sums(record: Data) -> Iterator[str]:
    for position, one in enumerate(record["budgets"]):
        said = {
            name: one[name] for name in ("amount", "amount_max", "currency", "scope", "part_of")
        }
        told = {"position": position, **said, "confidence": one["confidence"]}
        given = " ".join(f"{k}={attribute(v)}" for k, v in told.items() if v is not None)
        yield f"<stated:sum {given}>{text(one['as_written'])}</stated:sum>"
