"""A record's JSON as the rows of its tables; pure.

The rows come from the contract's JSON and from nothing else, so that a later
version of the schema can fill its tables from ``records.json`` alone.
"""

from __future__ import annotations

import json
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.errors import RecordError
from aimf_scraper.records import to_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.records import Record

Row = tuple[Any, ...]
Data = dict[str, Any]

#: What the page says, then how it came to us: the columns of ``records`` by ``record_row``.
SAID_COLUMNS: Final = (
    *("id", "kind", "url", "title", "summary", "text", "language"),
    *("published", "modified", "status"),
)
PROVENANCE_COLUMNS: Final = (
    *("fetched_at", "sources", "http_status", "payload_digest", "warc_record_id"),
    *("rules_version", "json"),
)
RECORD_COLUMNS: Final = SAID_COLUMNS + PROVENANCE_COLUMNS
#: What several records share, by table: written before the facts that refer to it.
SHARED_COLUMNS: Final = {
    "themes": ("name",),
    "countries": ("code", "name"),
    "cities": ("id", "name", "country", "geonames_id", "latitude", "longitude"),
    "partners": ("name", "type"),
}
#: A record's facts, by table, in an order that foreign keys allow.
FACT_COLUMNS: Final = {
    "record_themes": ("record_id", "position", "theme"),
    "record_countries": ("record_id", "position", "country", "name", "confidence"),
    "record_cities": ("record_id", "position", "city", "as_written", "role", "confidence"),
    "record_partners": (
        *("record_id", "position", "partner", "as_written", "type", "role", "confidence"),
    ),
    "budgets": (
        *("record_id", "position", "amount", "amount_max", "currency", "scope"),
        *("qualifier", "approximation", "as_written", "confidence"),
    ),
    "budget_equivalents": (
        *("record_id", "position", "budget", "amount", "currency", "as_written"),
    ),
    "dates": (
        *("record_id", "position", "edtf", "start", "end", "role", "as_written"),
        *("inferred", "confidence"),
    ),
    "beneficiaries": (
        *("record_id", "position", "count", "unit", "approximation", "as_written", "confidence"),
    ),
    "evidence": (
        *("record_id", "fact", "position", "number", "source", "start", "end", "quote", "rule"),
    ),
    "links": ("record_id", "position", "url", "target_id", "text"),
    "attachments": ("record_id", "position", "url", "title", "media_type"),
    "images": ("record_id", "position", "url", "alt"),
}
#: The fields of a record that hold facts with evidence of their own.
FACT_FIELDS: Final = ("countries", "cities", "partners", "budgets", "dates", "beneficiaries")


def record_data(record: Record) -> Data:
    """Return *record* as the contract's JSON data, the evidence of scalar fields by name."""
    data: Data = to_json(record)
    data["evidence"] = dict(sorted(data["evidence"].items()))
    return data


def canonical(data: Any) -> str:
    """Return *data* as compact JSON: the same data, the same text.

    Raises:
        RecordError: a number that JSON has no word for, or half a character.
    """
    try:
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        text.encode()
    except ValueError as error:
        raise RecordError("not-storable", str(error)) from error
    return text


def record_row(data: Data, text: str) -> Row:
    """Return the row of ``RECORD_COLUMNS``; *text* is ``canonical(data)``."""
    provenance = data["provenance"]
    return (
        *(data[name] for name in SAID_COLUMNS),
        provenance["fetched_at"],
        canonical(provenance["sources"]),
        provenance["http_status"],
        provenance["payload_digest"],
        provenance["warc_record_id"],
        provenance["rules_version"],
        text,
    )


def city_id(city: Data) -> str:
    """Return the key of a city: GeoNames' where it is known, else its name.

    Taken from the city alone, so that records read in any order give one key.

    >>> city_id({"geonames_id": 2224827, "country": "CM", "name": "Ngaoundéré"})
    'geonames:2224827'
    >>> city_id({"geonames_id": None, "country": "TG", "name": "Ogou 1"})
    'name:TG/Ogou 1'
    """
    if city["geonames_id"] is not None:
        return f"geonames:{city['geonames_id']}"
    return f"name:{city['country'] or '?'}/{city['name']}"


def shared_rows(data: Data) -> dict[str, list[Row]]:
    """Return the rows of what *data* shares with other records, by table of ``SHARED_COLUMNS``."""
    codes: list[Row] = [(one["code"], one["name"]) for one in data["countries"]]
    codes += [(one["country"], None) for one in data["cities"] if one["country"] is not None]
    return {
        "themes": [(name,) for name in data["themes"]],
        "countries": codes,
        "cities": [
            (city_id(one), *(one[name] for name in SHARED_COLUMNS["cities"][1:]))
            for one in data["cities"]
        ],
        "partners": [(one["name"], one["type"]) for one in data["partners"]],
    }


def fact_rows(data: Data) -> dict[str, list[Row]]:
    """Return the rows of a record's facts, by table of ``FACT_COLUMNS``."""
    key = data["id"]

    def rows(field: str, table: str) -> list[Row]:
        names = FACT_COLUMNS[table][2:]
        return [
            (key, position, *(one[name] for name in names))
            for position, one in enumerate(data[field])
        ]

    return {
        "record_themes": [(key, at, theme) for at, theme in enumerate(data["themes"])],
        "record_countries": [
            (key, at, one["code"], one["name"], one["confidence"])
            for at, one in enumerate(data["countries"])
        ],
        "record_cities": [
            (key, at, city_id(one), one["as_written"], one["role"], one["confidence"])
            for at, one in enumerate(data["cities"])
        ],
        "record_partners": [
            (key, at, one["name"], one["as_written"], one["type"], one["role"], one["confidence"])
            for at, one in enumerate(data["partners"])
        ],
        "budgets": rows("budgets", "budgets"),
        "budget_equivalents": [
            (key, at, budget, one["amount"], one["currency"], one["as_written"])
            for at, budget, one in _equivalents(data)
        ],
        "dates": [
            (
                *(key, at, one["edtf"], one["start"], one["end"], one["role"]),
                *(one["as_written"], canonical(one["inferred"]), one["confidence"]),
            )
            for at, one in enumerate(data["dates"])
        ],
        "beneficiaries": rows("beneficiaries", "beneficiaries"),
        "evidence": list(_evidence_rows(data)),
        "links": [
            (key, at, one["url"], one["record_id"], one["text"])
            for at, one in enumerate(data["links"])
        ],
        "attachments": rows("attachments", "attachments"),
        "images": rows("images", "images"),
    }


def _equivalents(data: Data) -> Iterator[tuple[int, int, Data]]:
    """Yield every equivalent as (its position in the record, its budget's position, it)."""
    positions = count()
    for budget, one in enumerate(data["budgets"]):
        for equivalent in one["equivalents"]:
            yield next(positions), budget, equivalent


def _evidence_rows(data: Data) -> Iterator[Row]:
    key = data["id"]
    proved: list[tuple[str, int, list[Data]]] = [
        (field, position, one["evidence"])
        for field in FACT_FIELDS
        for position, one in enumerate(data[field])
    ]
    proved += [("equivalents", at, one["evidence"]) for at, _, one in _equivalents(data)]
    proved += [(field, 0, evidence) for field, evidence in data["evidence"].items()]
    for fact, position, evidence in proved:
        for number, one in enumerate(evidence):
            yield (
                *(key, fact, position, number),
                *(one["source"], one["start"], one["end"], one["quote"], one["rule"]),
            )
