"""JSON-LD with schema.org's words, for search engines and linked data: one graph of all records."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.identifiers import NO_IDS
from aimf_scraper.publishing import WrittenFile

from .body_names import BodyNames

if TYPE_CHECKING:
    from pathlib import Path

    from aimf_scraper.identifiers import Ids
    from aimf_scraper.store import Store

Data = dict[str, Any]

_TYPES: Final = {
    "action": "Project",
    "news": "NewsArticle",
    "event": "Event",
    "publication": "CreativeWork",
    "page": "WebPage",
}


def write(store: Store, folder: Path) -> list[WrittenFile]:
    """Write ``dataset.jsonld``, one record a line."""
    path = folder / "dataset.jsonld"
    rows = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"@context": "https://schema.org", "@graph": [')
        bodies = BodyNames(store)
        for rows, record in enumerate(store.records(), 1):
            text = json.dumps(_node(record, bodies), ensure_ascii=False)
            file.write(f"{',' if rows > 1 else ''}\n{text}")
        file.write("\n]}\n")
    return [WrittenFile(path, rows)]


def _node(record: Data, names: BodyNames) -> Data:
    node: Data = {
        "@id": record["url"] or f"urn:aimf-scraper:{record['id']}",
        "@type": _TYPES[record["kind"]],
        "identifier": record["id"],
        "name": record["title"],
        "description": record["summary"],
        "url": record["url"],
        "datePublished": record["published"],
        "dateModified": record["modified"],
        "inLanguage": record["language"],
        "keywords": record["themes"],
    }
    places = [_place(one) for one in record["cities"] if one["role"] == "main"]
    if record["kind"] == "event":
        day = next((one for one in record["dates"] if one["role"] == "event"), None)
        if day is not None and day["start"]:
            node["startDate"], node["endDate"] = day["start"], day["end"]
        node["location"] = places
        node["organizer"] = _bodies(record, names, "organiser")
    elif record["kind"] == "action":
        node["location"] = places
        node["funder"] = _bodies(record, names, "funder")
        node["member"] = _bodies(record, names, "implementer", "organiser", "partner")
        node["funding"] = [_grant(one, names.by_name(record)) for one in record["contributions"]]
    else:
        node["contentLocation"] = places
    return {name: value for name, value in node.items() if value not in (None, [])}


def _place(city: Data) -> Data:
    place: Data = {"@type": "City", "name": city["name"]}
    if city["geonames_id"] is not None:
        place["sameAs"] = f"https://sws.geonames.org/{city['geonames_id']}/"
    if city["country"]:
        place["containedInPlace"] = {"@type": "Country", "identifier": city["country"]}
    if city["latitude"] is not None:
        place["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": city["latitude"],
            "longitude": city["longitude"],
        }
    return place


def _bodies(record: Data, names: BodyNames, *roles: str) -> list[Data]:
    return [
        _organisation(names.name(one), names.ids(one), one["body"])
        | ({"alternateName": one["name"]} if names.name(one) != one["name"] else {})
        for one in record["partners"]
        if one["role"] in roles
    ]


def _organisation(name: str, ids: Ids, body: str | None = None) -> Data:
    """Return a body as schema.org says it: ``sameAs`` its page at Wikidata and ROR."""
    pages = [
        page + value
        for page, value in (
            ("https://www.wikidata.org/entity/", ids.wikidata),
            ("https://ror.org/", ids.ror),
        )
        if value is not None
    ]
    known: list[Data | str] = [body] if body else []
    if ids.iati is not None:
        known.append({"@type": "PropertyValue", "propertyID": "IATI", "value": ids.iati})
    told: Data = {"@type": "Organization", "name": name}
    if known:
        told["identifier"] = known if len(known) > 1 else known[0]
    if pages:
        told["sameAs"] = pages
    return told


def _grant(gift: Data, shown: dict[str, tuple[str, Ids]]) -> Data:
    grant: Data = {"@type": "MonetaryGrant", "description": gift["as_written"]}
    if gift["provider"]:
        grant["funder"] = _organisation(*shown.get(gift["provider"], (gift["provider"], NO_IDS)))
    if gift["amount"] is not None:
        grant["amount"] = {
            "@type": "MonetaryAmount",
            "currency": gift["currency"],
            "value": gift["amount"],
        }
    return grant
