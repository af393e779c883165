"""Pages of towns, partners, countries and themes: what all records together say of one of them.

``read_entity`` asks the database, ``entity_body`` makes the HTML: the same for pages that are served
and for those that are written as files.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

from aimf_scraper.explore import sections
from aimf_scraper.explore.look import render
from aimf_scraper.explore.profile import (
    Chosen,
    Profile,
    naming_country,
    naming_partner,
    naming_theme,
    naming_town,
    read_profile,
)
from aimf_scraper.explore.record_page import excerpt
from aimf_scraper.identifiers import NO_IDS, Ids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from aimf_scraper.explore.links import Links
    from aimf_scraper.explore.sums import Sums
    from aimf_scraper.explore.texts import Texts
    from aimf_scraper.store import Store

EntityKind = Literal["town", "partner", "country", "theme"]
ENTITY_KINDS: Final[tuple[EntityKind, ...]] = get_args(EntityKind)

#: Charts of fewer sums than these say less than the sentence above them.
_LEAST_SUMS: Final = 2
_LEAST_TIES: Final = 3
_MOST_RECORDS: Final = 200


class Gift(NamedTuple):
    """A contribution that the page's body or town gives (``gives``) or gets."""

    gives: bool
    record: str
    title: str | None
    provider: str | None
    receiver: str | None
    amount: float | None
    currency: str | None
    instrument: str | None
    joint: bool
    as_written: str


@dataclass(frozen=True, slots=True)
class Entity:
    """``known_as``: other names, each with why it is the same; ``type``: a partner's.

    ``country``: a town's, by code and name. ``ids``: by what others know it.
    """

    kind: EntityKind
    key: str
    title: str
    profile: Profile
    quotes: dict[str, Markup]
    gifts: tuple[Gift, ...] = ()
    known_as: tuple[tuple[str, str], ...] = ()
    type: str | None = None
    country: tuple[str, str] | None = None
    ids: Ids = NO_IDS

    @property
    def known_elsewhere(self) -> list[tuple[str, str, str | None]]:
        """Who knows it, by what id, and where they tell of it."""
        ids = asdict(self.ids)
        return [
            (name, str(ids[key]), start and f"{start}{ids[key]}")
            for key, (name, start) in _ELSEWHERE.items()
            if ids[key] is not None
        ]


#: What each keeper of ids is called, and where it tells of one.
_ELSEWHERE: Final = {
    "wikidata": ("Wikidata", "https://www.wikidata.org/wiki/"),
    "ror": ("ROR", "https://ror.org/"),
    "iati": ("IATI", None),
    "geonames": ("GeoNames", "https://www.geonames.org/"),
}
_TOWN: Final = """
    SELECT c.name, c.geonames_id, c.country, coalesce(n.name, c.country) FROM cities AS c
    LEFT JOIN countries AS n ON n.code = c.country WHERE c.id = ?"""
_GIFTS: Final = """
    SELECT DISTINCT g.provider = n.name, r.id, r.title, g.provider, g.receiver, g.amount,
        g.currency, g.instrument, g.joint, g.as_written, g.position
    FROM ({names}) AS n JOIN contributions AS g
        ON g.record_id = n.record_id AND n.name IN (g.provider, g.receiver)
    JOIN records AS r ON r.id = g.record_id
    WHERE r.gone_at IS NULL ORDER BY 1 DESC, r.published DESC, r.id, g.position"""
_PARTNER_NAMES: Final = """
    SELECT record_id, partner AS name FROM record_partners
    WHERE body = :key OR (partner = :key AND body IS NULL)"""
_TOWN_NAMES: Final = """
    SELECT f.record_id, c.name FROM record_cities AS f JOIN cities AS c ON c.id = f.city
    WHERE f.city = :key"""


def read_entity(
    store: Store, kind: EntityKind, key: str, *, sums: Sums | None = None
) -> Entity | None:
    """Return what is known of a thing; ``None``: no record that stands names it.

    *key*: a town's as in ``city_key``, the id of a partner's body, else its name, a country's code,
    a theme's name. *sums*: as in ``read_profile``.
    """
    with store.snapshot():
        profile = read_profile(store, _chosen(kind, key), most=_MOST_RECORDS, sums=sums)
        if not profile.total:
            return None
        if kind == "town":
            return _town(store, key, profile)
        if kind == "partner":
            return _partner(store, key, profile)
        if kind == "country":
            ((name,),) = store.query("SELECT name FROM countries WHERE code = ?", (key,))
            return Entity(kind, key, name or key, profile, {})
        return Entity(kind, key, key, profile, {})


def entity_keys(store: Store, kind: EntityKind) -> Iterator[str]:
    """Yield the keys of all that standing records name, sorted."""
    sql = {
        "town": "SELECT DISTINCT f.city FROM record_cities AS f",
        "partner": "SELECT DISTINCT coalesce(f.body, f.partner) FROM record_partners AS f",
        "country": """SELECT DISTINCT f.country FROM (
            SELECT record_id, country FROM record_countries
            UNION SELECT f.record_id, c.country FROM record_cities AS f
                JOIN cities AS c ON c.id = f.city
                WHERE f.role = 'main' AND c.country IS NOT NULL) AS f""",
        "theme": "SELECT DISTINCT f.theme FROM record_themes AS f",
    }[kind]
    stands = "JOIN records AS r ON r.id = f.record_id WHERE r.gone_at IS NULL ORDER BY 1"
    for (key,) in store.query(f"{sql} {stands}"):
        yield str(key)


def _chosen(kind: EntityKind, key: str) -> Chosen:
    if kind == "town":
        return naming_town(key)
    if kind == "partner":
        return naming_partner(key)
    return naming_country(key) if kind == "country" else naming_theme(key)


def _town(store: Store, key: str, profile: Profile) -> Entity:
    ((name, geonames, code, country),) = store.query(_TOWN, (key,))
    quotes = {
        one.id: said
        for one in store.naming_town(key, besides="", most=_MOST_RECORDS)
        if (said := excerpt(one)) is not None
    }
    return Entity(
        "town",
        key,
        name,
        profile,
        quotes,
        _gifts(store, _TOWN_NAMES, key),
        country=(code, country) if code else None,
        ids=Ids(geonames=geonames),
    )


def _partner(store: Store, key: str, profile: Profile) -> Entity:
    body = next((one for one in store.bodies() if one.id == key), None)
    if body is None:
        ((name, of_type),) = store.query("SELECT name, type FROM partners WHERE name = ?", (key,))
    else:
        name, of_type = body.name, body.type
    quotes = {
        one.id: said
        for one in store.naming_partner(key, besides="", most=_MOST_RECORDS)
        if (said := excerpt(one)) is not None
    }
    known_as = tuple(
        (one.name, one.why or "")
        for one in store.body_names()
        if one.body == key and one.name != name and one.records
    )
    gifts = _gifts(store, _PARTNER_NAMES, key)
    ids = NO_IDS if body is None else body.ids
    return Entity("partner", key, name, profile, quotes, gifts, known_as, of_type, ids=ids)


def _gifts(store: Store, names: str, key: str) -> tuple[Gift, ...]:
    rows = store.query(_GIFTS.format(names=names), {"key": key})
    return tuple(Gift._make((bool(row[0]), *row[1:8], bool(row[8]), row[9])) for row in rows)


def entity_body(entity: Entity, texts: Texts, links: Links) -> Markup:
    """Return what stands below the heading."""
    profile = entity.profile
    money = profile.money
    with_charts = money.in_euros >= _LEAST_SUMS
    others = tuple(one for one in profile.partners if one.key != entity.key)
    here = tuple(one for one in profile.towns if one.key == entity.key)
    on_map = replace(profile, towns=here) if entity.kind == "town" else profile
    return render(
        "entity.html",
        texts,
        entity=entity,
        profile=profile,
        links=links,
        figures=sections.figures(_figures(entity, texts), texts),
        map=sections.town_map(on_map, texts, links, texts(f"map.of.{entity.kind}")),
        lead=_lead(entity, texts) if money.projects else "",
        charts=sections.money_charts(money, texts, links, without=entity.kind)
        if with_charts
        else "",
        partners=sections.partner_table(replace(profile, partners=others), texts, links)
        if others
        else "",
        network=sections.network(profile, texts, links)
        if entity.kind in {"country", "theme"} and len(profile.ties) >= _LEAST_TIES
        else "",
        towns=sections.tags(_towns(entity, links), texts) if entity.kind == "partner" else "",
        countries=sections.tags(
            [(one.name, links.country(one.key), one.records) for one in profile.countries], texts
        )
        if entity.kind in {"partner", "theme"}
        else "",
        themes=sections.tags(
            [(one.name, links.theme(one.key), one.records) for one in profile.themes], texts
        )
        if entity.kind != "theme"
        else "",
        over_time=sections.projects_over_time(profile.periods, texts, links),
        records=sections.record_list(profile, texts, links, entity.quotes),
    )


def _figures(entity: Entity, texts: Texts) -> list[tuple[str, str, str]]:
    profile = entity.profile
    rows = [
        (texts(f"kinds.{kind}"), texts.number(count), "") for kind, count in profile.counts.items()
    ]
    if profile.money.in_euros:
        of = texts("money.of", n=profile.money.in_euros, all=profile.money.projects)
        rows.append((texts("money.of.projects"), texts.short_euros(profile.money.euros), of))
    given = [one.euros for one in profile.money.by_provider if one.key == entity.key]
    if entity.kind == "partner" and given:
        rows.append(
            (texts("money.given"), texts.short_euros(sum(given)), texts("money.given.note"))
        )
    return rows


def _lead(entity: Entity, texts: Texts) -> str:
    told = sections.money_lead(entity.profile.money, texts)
    return f"{told} {texts(f'money.of.{entity.kind}')}"


def _towns(entity: Entity, links: Links) -> list[tuple[str, str | None, int]]:
    return [(one.name, links.town(one.key), one.records) for one in entity.profile.towns]
