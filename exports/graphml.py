"""GraphML for network tools: towns and partners, an edge where they share actions.

Each edge counts the actions and names the partner's roles in them. Nodes are known by
the town's key (GeoNames' number where it has one) and the partner's name.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.publishing import WrittenFile
from aimf_scraper.records import to_json
from aimf_scraper.shown_facts import city_key

from .body_names import BodyNames
from .xml_text import attribute, text

if TYPE_CHECKING:
    from pathlib import Path

    from aimf_scraper.store import Store

#: Key -> (of what, name, type).
_KEYS: Final = {
    "kind": ("node", "string"),
    "name": ("node", "string"),
    "country": ("node", "string"),
    "type": ("node", "string"),
    "latitude": ("node", "double"),
    "longitude": ("node", "double"),
    "wikidata": ("node", "string"),
    "ror": ("node", "string"),
    "iati": ("node", "string"),
    "geonames": ("node", "string"),
    "actions": ("edge", "int"),
    "roles": ("edge", "string"),
}


def write(store: Store, folder: Path) -> list[WrittenFile]:
    """Write ``towns-partners.graphml``; ``rows`` counts edges."""
    towns: dict[str, dict[str, Any]] = {}
    partners: dict[str, dict[str, Any]] = {}
    edges: Counter[tuple[str, str]] = Counter()
    roles: dict[tuple[str, str], set[str]] = {}
    bodies = BodyNames(store)
    for record in store.records("action"):
        own = {city_key(one): one for one in record["cities"] if one["role"] == "main"}
        named = {bodies.key(one): one for one in record["partners"]}
        towns |= own
        partners |= named
        for key in own:
            for name, partner in named.items():
                edges[key, name] += 1
                roles.setdefault((key, name), set()).add(partner["role"])
    path = folder / "towns-partners.graphml"
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        file.write('<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
        for name, (of, kind) in _KEYS.items():
            file.write(f'<key id="{name}" for="{of}" attr.name="{name}" attr.type="{kind}"/>\n')
        file.write('<graph edgedefault="undirected">\n')
        for key, town in sorted(towns.items()):
            names = ("name", "country", "latitude", "longitude")
            told = {"kind": "town", **{name: town[name] for name in names}, **town["ids"]}
            file.write(f"<node id={attribute(f'town:{key}')}>{_data(told)}</node>\n")
        for name, partner in sorted(partners.items()):
            told = {"kind": "partner", "name": bodies.name(partner), "type": bodies.type(partner)}
            told |= to_json(bodies.ids(partner))
            file.write(f"<node id={attribute(_partner(name))}>{_data(told)}</node>\n")
        for (key, name), count in sorted(edges.items()):
            told = {"actions": count, "roles": "; ".join(sorted(roles[key, name]))}
            ends = f"source={attribute(f'town:{key}')} target={attribute(_partner(name))}"
            file.write(f"<edge {ends}>{_data(told)}</edge>\n")
        file.write("</graph>\n</graphml>\n")
    return [WrittenFile(path, len(edges))]


def _partner(key: str) -> str:
    return key if key.startswith("body:") else f"partner:{key}"


def _data(told: dict[str, Any]) -> str:
    return "".join(_datum(name, value) for name, value in told.items() if value is not None)


def _datum(name: str, value: Any) -> str:
    return f'<data key="{name}">{text(value)}</data>'
