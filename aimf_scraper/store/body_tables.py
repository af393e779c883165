"""What the store keeps of bodies: which names of partners are one, and why; ids that stay."""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass, fields
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.identifiers import NO_IDS, Ids
from aimf_scraper.records import to_json
from aimf_scraper.store.connected import Connected
from aimf_scraper.store.rows import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aimf_scraper.databases import Database


@dataclass(frozen=True, slots=True)
class Body:
    """One body. ``scope``: the town or country that tells it from its namesakes.

    ``wikidata``, ``ror``, ``iati``: by what others know it, where that was looked up.
    """

    id: str
    name: str
    type: str
    scope: str | None
    wikidata: str | None = None
    ror: str | None = None
    iati: str | None = None

    @property
    def ids(self) -> Ids:
        return Ids(self.wikidata, self.ror, self.iati)


@dataclass(frozen=True, slots=True)
class BodyName:
    """A name that records use, and its body.

    Attributes:
        number: in the order in which names were first met.
        id: the name's own; that of the body, where it was the first of its names.
        scope: what tells it from the same name elsewhere; "": nothing needs to.
        same_as, rule, why, score: by which other name it is of the body; ``None``: the body
            goes by this name.
        records: how many name it so, gone ones too; 0: none any more.
    """

    number: int
    id: str
    name: str
    scope: str
    body: str
    same_as: str | None = None
    rule: str | None = None
    why: str | None = None
    score: float | None = None
    records: int = 0

    @property
    def key(self) -> tuple[str, str]:
        return self.name, self.scope


@dataclass(frozen=True, slots=True)
class NearNames:
    """Two names, of two bodies, that may be one: for a person to say."""

    name: str
    body: str
    other_name: str
    other_body: str
    rule: str
    why: str
    score: float


@dataclass(frozen=True, slots=True)
class NamedPartner:
    """A partner of a record, as far as its body is concerned. ``towns``: name, GeoNames id, country."""

    record_id: str
    position: int
    name: str
    type: str
    written: tuple[str, ...]
    countries: tuple[str, ...]
    towns: tuple[tuple[str, int | None, str | None], ...]
    body: str | None
    ids: Ids = NO_IDS


_PARTNERS: Final = """
    SELECT f.record_id, f.position, f.partner, f.type, f.as_written, f.body, f.ids,
        (SELECT json_group_array(quote) FROM evidence AS e
            WHERE e.record_id = f.record_id AND e.fact = 'partners' AND e.position = f.position),
        (SELECT json_group_array(DISTINCT country) FROM (
            SELECT country FROM record_countries WHERE record_id = f.record_id
            UNION SELECT c.country FROM record_cities AS r JOIN cities AS c ON c.id = r.city
                WHERE r.record_id = f.record_id AND r.role = 'main' AND c.country IS NOT NULL)),
        (SELECT json_group_array(json_array(c.name, c.geonames_id, c.country))
            FROM record_cities AS r JOIN cities AS c ON c.id = r.city
            WHERE r.record_id = f.record_id)
    FROM record_partners AS f ORDER BY f.record_id, f.position"""


#: What the rows of each table are.
BODY_TABLES: Final[dict[str, type[Body | BodyName | NearNames]]] = {
    "bodies": Body,
    "body_names": BodyName,
    "near_names": NearNames,
}


def create_body_tables(db: Database) -> None:
    """Create the tables of bodies, of their names, and of names that may be one."""
    db.execute("""
        CREATE TABLE bodies (
            id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL, scope TEXT
        ) STRICT""")
    db.execute("""
        CREATE TABLE body_names (
            number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
            scope TEXT NOT NULL, body TEXT NOT NULL, same_as TEXT, rule TEXT, why TEXT,
            score REAL, records INTEGER NOT NULL, UNIQUE (name, scope)) STRICT""")
    db.execute("CREATE INDEX idx_body_names_body ON body_names (body)")
    db.execute("""
        CREATE TABLE near_names (
            name TEXT NOT NULL, body TEXT NOT NULL, other_name TEXT NOT NULL,
            other_body TEXT NOT NULL, rule TEXT NOT NULL, why TEXT NOT NULL, score REAL NOT NULL,
            PRIMARY KEY (body, other_body)) STRICT""")


def add_ids(db: Database) -> None:
    """Add to bodies by what others know them."""
    for name in ("wikidata", "ror", "iati"):
        db.execute(f"ALTER TABLE bodies ADD COLUMN {name} TEXT")


class BodyTables(Connected):
    """Which partners are one body, as far as the database knows."""

    def named_partners(self) -> Iterator[NamedPartner]:
        """Yield every partner of every record, gone ones too, by record and position."""
        rows = self._rows(_PARTNERS)
        for key, position, name, kind, written, body, ids, quotes, lands, towns in rows:
            yield NamedPartner(
                *(key, position, name, kind),
                tuple(dict.fromkeys((written, *json.loads(quotes)))),
                tuple(sorted(json.loads(lands))),
                tuple(tuple(one) for one in json.loads(towns)),
                body,
                Ids(**json.loads(ids or "{}")),
            )

    def bodies(self) -> list[Body]:
        """Return every body, by id."""
        return [Body(*row) for row in self._rows("SELECT * FROM bodies ORDER BY id")]

    def body_names(self) -> list[BodyName]:
        """Return every name that was ever met, in that order."""
        return [BodyName(*row) for row in self._rows("SELECT * FROM body_names ORDER BY number")]

    def naming(self, name: str, body: str) -> tuple[str, str] | None:
        """Return the first standing record that calls *body* *name*, and the words of its page."""
        sql = """
            SELECT f.record_id, f.as_written FROM record_partners AS f
            JOIN records AS r ON r.id = f.record_id
            WHERE f.partner = ? AND f.body = ? AND r.gone_at IS NULL ORDER BY f.record_id LIMIT 1"""
        row = self._row(sql, name, body)
        return None if row is None else (str(row[0]), str(row[1]))

    def near_names(self) -> list[NearNames]:
        """Return the names that may be one, the likeliest first."""
        sql = "SELECT * FROM near_names ORDER BY score DESC, name, other_name"
        return [NearNames(*row) for row in self._rows(sql)]

    def save_bodies(
        self,
        bodies: Iterable[Body],
        names: Iterable[BodyName],
        near: Iterable[NearNames],
        told: Iterable[tuple[str, int, str, Ids]],
    ) -> int:
        """Keep bodies in place of those that were kept, and tell records of them.

        *told*: record, position of the partner, body, its ids, for those that the record does not
        know yet, sorted. Return how many records learnt something. What a record says is the same
        as before: its body is worked out from all records together.
        """
        with self._writing() as db:
            for table, rows in (("bodies", bodies), ("body_names", names), ("near_names", near)):
                db.execute(f"DELETE FROM {table}")
                db.executemany(*_insert(table, [astuple(one) for one in rows]))
            records = 0
            for key, of_record in groupby(told, key=itemgetter(0)):
                self._tell(key, {position: (body, ids) for _, position, body, ids in of_record})
                records += 1
        return records

    def _tell(self, key: str, bodies: dict[int, tuple[str, Ids]]) -> None:
        (text,) = self._db.execute("SELECT json FROM records WHERE id = ?", (key,)).fetchone()
        data = json.loads(text)
        rows = []
        for position, (body, ids) in bodies.items():
            told = {"body": body, "ids": to_json(ids)}
            data["partners"][position] |= told
            rows.append((body, canonical(told["ids"]), key, position))
        self._db.execute("UPDATE records SET json = ? WHERE id = ?", (canonical(data), key))
        sql = "UPDATE record_partners SET body = ?, ids = ? WHERE record_id = ? AND position = ?"
        self._db.executemany(sql, rows)


def _insert(table: str, rows: list[tuple[Any, ...]]) -> tuple[str, list[tuple[Any, ...]]]:
    columns = len(fields(BODY_TABLES[table]))
    return f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})", rows
