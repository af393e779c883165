"""Which records there are, without what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aimf_scraper.store.connected import Connected

if TYPE_CHECKING:
    from collections.abc import Iterator


class HeldWords(NamedTuple):
    """The words of a record that has an address."""

    id: str
    kind: str
    url: str
    title: str | None
    summary: str | None
    text: str


class RecordLists(Connected):
    """Ids, kinds and addresses of records."""

    def ids_beginning(self, words: str, *, most: int) -> list[str]:
        """Return ids of standing records that begin with *words*, sorted, *most* of them."""
        sql = """
            SELECT id FROM records WHERE substr(id, 1, length(?1)) = ?1 AND gone_at IS NULL
            ORDER BY id LIMIT ?2"""
        return [str(key) for (key,) in self._rows(sql, (words, most))]

    def standing(self) -> frozenset[str]:
        """Return the ids of the records that are not gone."""
        return frozenset(
            key for (key,) in self._rows("SELECT id FROM records WHERE gone_at IS NULL")
        )

    def record_addresses(self) -> list[tuple[str, str, str | None]]:
        """Return id, kind and address of every record, gone ones too, sorted by id."""
        rows = self._rows("SELECT id, kind, url FROM records ORDER BY id")
        return [(key, kind, url) for key, kind, url in rows]

    def held_words(self) -> Iterator[HeldWords]:
        """Yield the words of every standing record with an address, by id, one in memory at a time."""
        sql = f"""
            SELECT {", ".join(HeldWords._fields)} FROM records
            WHERE gone_at IS NULL AND url IS NOT NULL ORDER BY id"""
        return (HeldWords(*row) for row in self._rows(sql))

    def columns_of_all(self) -> dict[str, list[str]]:
        """Return the columns of every table and view that there is, by its name."""
        sql = """
            SELECT m.name, c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c
            WHERE m.type IN ('table', 'view') ORDER BY m.name, c.cid"""
        found: dict[str, list[str]] = {}
        for table, column in self._rows(sql):
            found.setdefault(table, []).append(column)
        return found
