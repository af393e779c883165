"""The state of the crawl: pages, aliases, runs, rejects."""

from __future__ import annotations

import json
from dataclasses import fields
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.errors import StoreError
from aimf_scraper.store.connected import Connected
from aimf_scraper.store.crawl_state import PAGE_COLUMNS, PageState, merged, page_of, page_row
from aimf_scraper.store.entries import LatestChange, Reject, Run
from aimf_scraper.store.failures import DAMAGED
from aimf_scraper.store.linking import settle_shared
from aimf_scraper.store.rates import settle_rates
from aimf_scraper.store.rows import canonical
from aimf_scraper.store.statements import SAVE_PAGE, SAVE_REJECT

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator

Data = dict[str, Any]

#: The columns in their order, the last one only as a yes or no.
_WITHOUT_READING: Final = ", ".join(
    f"{name} IS NOT NULL" if name == "reading" else name for name in PAGE_COLUMNS
)


class CrawlTables(Connected):
    """What the crawl remembers from one run to the next."""

    def page(self, url: str) -> PageState | None:
        """Return what is known of a canonical address."""
        return next(self._pages("WHERE url = ?", (url,)), None)

    def known_page(self, url: str) -> PageState | None:
        """Return what ``page`` does, its reading left in the database until it is asked for."""
        row = self._row(f"SELECT {_WITHOUT_READING} FROM pages WHERE url = ?", url)
        # Every page's address and loader once in memory, not once more here.
        return None if row is None else page_of((url, *row[1:]), self._load_reading)

    def known_pages(self) -> Iterator[PageState]:
        """Yield what ``pages`` does, the readings left in the database until they are asked for."""
        sql = f"SELECT {_WITHOUT_READING} FROM pages ORDER BY url"
        return (page_of(row, self._load_reading) for row in self._rows(sql))

    @cached_property
    def _load_reading(self) -> Callable[[str], bytes]:
        return self._reading

    def _reading(self, url: str) -> bytes:
        row = self._row("SELECT reading FROM pages WHERE url = ?", url)
        if row is None or not isinstance(row[0], bytes):
            raise StoreError(f"the database: {DAMAGED} (the reading of {url} is there no more)")
        return row[0]

    def pages(self, *, kind: str | None = None, state: str | None = None) -> Iterator[PageState]:
        """Yield what is known of every address, or of those of a kind and a state, by address."""
        where = "WHERE coalesce(kind, '') = coalesce(?, kind, '') AND state = coalesce(?, state)"
        return self._pages(where, (kind, state))

    def _pages(self, where: str, parameters: tuple[Any, ...]) -> Iterator[PageState]:
        sql = f"SELECT {', '.join(PAGE_COLUMNS)} FROM pages {where} ORDER BY url"
        return (page_of(row) for row in self._rows(sql, parameters))

    def save_page(self, page: PageState) -> None:
        """Save what was learned of an address, merged with what was known (``merged``)."""
        self.save_pages([page])

    def save_pages(self, pages: Iterable[PageState]) -> None:
        """Save what was learned of many addresses, all or nothing."""
        with self._writing() as db:
            for page in pages:
                self._merge_page(db, page)

    def _merge_page(self, db: sqlite3.Connection, page: PageState) -> None:
        sql = f"SELECT {', '.join(PAGE_COLUMNS)} FROM pages WHERE url = ?"
        row = db.execute(sql, (page.url,)).fetchone()
        db.execute(SAVE_PAGE, page_row(merged(page_of(row), page) if row else page))

    def add_alias(self, address: str, canonical: str) -> None:
        """Remember that *address* leads to *canonical*.

        Where *canonical* itself leads on, so does *address*; where it leads back
        to *address* (a page moved back), the newest word counts.
        """
        with self._writing() as db:
            self._alias(db, address, canonical)

    def drop_aliases(self, addresses: Iterable[str]) -> None:
        """Forget where *addresses* lead: they turned out to lead nowhere."""
        with self._writing() as db:
            db.executemany("DELETE FROM aliases WHERE address = ?", [(one,) for one in addresses])

    def _alias(self, db: sqlite3.Connection, address: str, canonical: str) -> None:
        if address == canonical:
            return
        end = self.resolve(canonical)
        if end == address:
            db.execute("DELETE FROM aliases WHERE address = ?", (canonical,))
            end = canonical
        sql = "INSERT OR REPLACE INTO aliases (address, canonical) VALUES (?, ?)"
        db.execute(sql, (address, end))
        # Whatever led to the address leads on: every alias is one step long.
        db.execute("UPDATE aliases SET canonical = ? WHERE canonical = ?", (end, address))

    def forget_answers(self, urls: Iterable[str]) -> None:
        """Forget what the pages at *urls* answered: the record that they led to is another page's."""
        with self._writing() as db:
            db.executemany(
                "UPDATE pages SET state = 'found', record_id = NULL, reading = NULL, etag = NULL, "
                "last_modified = NULL, rest_modified = NULL, sitemap_lastmod = NULL WHERE url = ?",
                [(one,) for one in sorted(set(urls))],
            )

    def forget_told(self, told: Iterable[tuple[str, str | None]]) -> None:
        """Forget what ways told of pages: (address, the hints that are left); they are to be read again."""
        with self._writing() as db:
            db.executemany(
                "UPDATE pages SET checked_at = NULL, etag = NULL, last_modified = NULL, "
                "rest_modified = NULL, sitemap_lastmod = NULL, hints = ? WHERE url = ?",
                [(hints, url) for url, hints in told],
            )

    def forget_aliases(self, addresses: Iterable[str]) -> None:
        """Forget where *addresses* lead."""
        with self._writing() as db:
            db.executemany(
                "DELETE FROM aliases WHERE address = ?", [(one,) for one in sorted(set(addresses))]
            )

    def resolve(self, address: str) -> str:
        """Return the canonical address that *address* is known to lead to, or itself."""
        row = self._row("SELECT canonical FROM aliases WHERE address = ?", address)
        return address if row is None else str(row[0])

    def aliases(self) -> list[tuple[str, str]]:
        """Return every (address, canonical address it leads to), sorted by address."""
        rows = self._rows("SELECT address, canonical FROM aliases ORDER BY address")
        return [(address, canonical) for address, canonical in rows]

    def start_run(
        self, command: str, started_at: str, options: Data, site: str | None = None
    ) -> int:
        """Note that a run has begun; return its number."""
        sql = "INSERT INTO runs (command, started_at, options, site) VALUES (?, ?, ?, ?)"
        with self._writing() as db:
            cursor = db.execute(sql, (command, started_at, canonical(options), site))
            return int(cursor.lastrowid or 0)

    def finish_run(
        self, run: int, finished_at: str, status: str, counts: Data, completeness: Data
    ) -> None:
        """Note how a run ended; drop what no record shares any more, look up the rates of its sums."""
        sql = """
            UPDATE runs SET finished_at = ?, status = ?, counts = ?, completeness = ?
            WHERE id = ?"""
        with self._writing() as db:
            told = (finished_at, status, canonical(counts), canonical(completeness))
            db.execute(sql, (*told, run))
            settle_shared(db)
            settle_rates(db)

    def runs(self) -> list[Run]:
        """Return every run, oldest first. One without ``finished_at`` was killed, or still runs."""
        sql = f"SELECT {', '.join(f.name for f in fields(Run))} FROM runs ORDER BY id"
        return [Run(*row[:6], *map(_loaded, row[6:])) for row in self._rows(sql)]

    def last_run(self) -> Run | None:
        """Return the newest run."""
        return next(reversed(self.runs()), None)

    def latest_changes(self, most: int) -> list[LatestChange]:
        """Return the last change of each of the *most* records that changed last, newest first."""
        sql = """
            SELECT r.id, r.kind, r.url, r.title, coalesce(v.replaced_at, r.first_seen), r.gone_at,
                v.differences
            FROM records AS r
            LEFT JOIN record_versions AS v ON v.record_id = r.id AND v.number = (
                SELECT max(number) FROM record_versions WHERE record_id = r.id)
            ORDER BY 5 DESC, r.id LIMIT ?"""
        found = []
        for key, kind, url, title, at, gone_at, told in self._rows(sql, (most,)):
            fields = tuple(one["field"] for one in json.loads(told or "[]"))
            what = "gone" if gone_at else "changed" if told else "added"
            found.append(LatestChange(key, kind, url, title, at, what, fields))
        return found

    def reject(self, run: int, url: str, reason: str, detail: str, seen_at: str) -> None:
        """Note what was seen and not taken; seen again, the same reject counts once more."""
        with self._writing() as db:
            db.execute(SAVE_REJECT, (url, reason, detail, run, seen_at, seen_at))

    def rejects(self, run: int | None = None) -> list[Reject]:
        """Return what was not taken, sorted by address: in all, or as last seen by *run*."""
        sql = f"""
            SELECT {", ".join(f.name for f in fields(Reject))} FROM rejects
            WHERE run = coalesce(?, run) ORDER BY url, reason"""
        return [Reject(*row) for row in self._rows(sql, (run,))]


def _loaded(text: str | None) -> Any:
    return None if text is None else json.loads(text)
