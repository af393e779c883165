"""GeoJSON (RFC 7946) for maps: towns with how often they are named, projects with their own towns.

Positions are longitude, latitude (WGS 84). A project of which no town's place is known
has the geometry null.
"""

from __future__ import annotations

import json
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.publishing import WrittenFile
from aimf_scraper.shown_facts import city_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from aimf_scraper.store import Store

Data = dict[str, Any]

_OF_PROJECT: Final = (
    *("title", "url", "published", "status", "country", "city"),
    *("amount", "currency", "amount_eur", "start_date", "end_date"),
)


def write(store: Store, folder: Path) -> list[WrittenFile]:
    """Write ``cities.geojson`` and ``projects.geojson``."""
    return [
        _write(folder / "cities.geojson", _cities(store)),
        _write(folder / "projects.geojson", _projects(store)),
    ]


def _write(path: Path, features: Iterable[Data]) -> WrittenFile:
    rows = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"type": "FeatureCollection", "features": [')
        for rows, one in enumerate(features, 1):
            text = json.dumps({"type": "Feature", **one}, ensure_ascii=False)
            file.write(f"{',' if rows > 1 else ''}\n{text}")
        file.write("\n]}\n")
    return WrittenFile(path, rows)


def _cities(store: Store) -> Iterator[Data]:
    """Yield a feature a town; what is counted grows with the towns, not with the records."""
    towns: dict[str, Data] = {}
    counts: dict[str, Counter[str]] = {}
    for record in store.records():
        for city in record["cities"]:
            key = city_key(city)
            towns[key] = city
            counts.setdefault(key, Counter())[record["kind"]] += 1
            counts[key]["main"] += city["role"] == "main"
    for key in sorted(towns):
        city, count = towns[key], counts[key]
        told = {name: city[name] for name in ("name", "country", "geonames_id")}
        kinds = {name: count[name] for name in ("action", "news", "event", "publication")}
        properties = told | {"as_main": count["main"]} | kinds
        yield {"id": key, "geometry": _geometry([city]), "properties": properties}


def _projects(store: Store) -> Iterator[Data]:
    columns, rows = store.view("project_cities")
    towns = (dict(zip(columns, row, strict=True)) for row in rows)
    by_project = groupby(towns, key=lambda one: one["record_id"])
    waiting = next(by_project, None)
    names, projects = store.view("projects")
    for row in projects:
        project = dict(zip(names, row, strict=True))
        own: list[Data] = []
        if waiting is not None and waiting[0] == project["id"]:
            own = [one for one in waiting[1] if one["role"] == "main"]
            waiting = next(by_project, None)
        properties = {name: project[name] for name in _OF_PROJECT}
        yield {"id": project["id"], "geometry": _geometry(own), "properties": properties}


def _geometry(towns: list[Data]) -> Data | None:
    points = [
        [one["longitude"], one["latitude"]]
        for one in towns
        if one["longitude"] is not None and one["latitude"] is not None
    ]
    if not points:
        return None
    if len(points) == 1:
        return {"type": "Point", "coordinates": points[0]}
    return {"type": "MultiPoint", "coordinates": points}
