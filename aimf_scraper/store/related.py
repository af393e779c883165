"""What other records say of the same town or partner, each with the words that it says it in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aimf_scraper.store import figures
from aimf_scraper.store.connected import Connected
from aimf_scraper.store.failures import database_errors

if TYPE_CHECKING:
    from aimf_scraper.store.figures import Passage


@dataclass(frozen=True, slots=True)
class Naming:
    """A record that names something: where in one of its texts (``text``), if in one."""

    id: str
    kind: str
    title: str | None
    published: str | None
    text: str | None
    start: int | None
    end: int | None


#: The newest standing records with a row in the facts' table, then the first evidence of each. The
#: facts' rows come first ("CROSS JOIN" holds SQLite to it), texts last: most rows are left out again.
_NAMING: Final = """
    SELECT r.id, r.kind, r.title, r.published,
        CASE e.source WHEN 'title' THEN r.title WHEN 'summary' THEN r.summary
            WHEN 'text' THEN r.text END,
        e.start, e.end
    FROM (
        SELECT r.number, min(f.position) AS position
        FROM {table} AS f CROSS JOIN records AS r ON r.id = f.record_id
        WHERE {where} AND r.id != :besides AND +r.gone_at IS NULL
        GROUP BY r.number ORDER BY r.published DESC, r.id LIMIT :most
    ) AS n
    CROSS JOIN records AS r ON r.number = n.number
    LEFT JOIN evidence AS e ON e.record_id = r.id AND e.fact = '{fact}'
        AND e.position = n.position AND e.number = (
            SELECT min(number) FROM evidence WHERE record_id = r.id AND fact = '{fact}'
                AND position = n.position AND source IN ('title', 'summary', 'text'))
    ORDER BY r.published DESC, r.id"""
_OF_TOWN: Final = _NAMING.format(table="record_cities", fact="cities", where="f.city = :key")
#: A partner by its body, under whatever name; one without a body by its own name.
_OF_PARTNER: Final = _NAMING.format(
    table="record_partners",
    fact="partners",
    where="""f.partner IN (SELECT name FROM body_names WHERE body = :key UNION SELECT :key)
        AND (f.body = :key OR f.body IS NULL)""",
)


class Related(Connected):
    """Records by what they name."""

    def naming_town(self, key: str, *, besides: str, most: int) -> list[Naming]:
        """Return the newest records, *most* of them, that name the town, without *besides*."""
        return self._naming(_OF_TOWN, key, besides, most)

    def naming_partner(self, key: str, *, besides: str, most: int) -> list[Naming]:
        """Return the newest records that name the partner: its body's id, else its name."""
        return self._naming(_OF_PARTNER, key, besides, most)

    def passages(
        self, query: str, *, kind: str | None, limit: int, marks: tuple[str, str]
    ) -> list[Passage]:
        """Return the standing records that hold every word of *query*, best first."""
        with database_errors(self.path):
            return figures.passages(self._db, query, kind=kind, limit=limit, marks=marks)

    def seen(self, id: str) -> tuple[str, str, str | None] | None:  # noqa: A002 (the contract's own name)
        """Return when a record was first seen, last seen, and found gone."""
        sql = "SELECT first_seen, last_seen, gone_at FROM records WHERE id = ?"
        row = self._row(sql, id)
        return None if row is None else (row[0], row[1], row[2])

    def _naming(self, sql: str, key: str, besides: str, most: int) -> list[Naming]:
        rows = self._rows(sql, {"key": key, "besides": besides, "most": most})
        return [Naming(*row) for row in rows]
