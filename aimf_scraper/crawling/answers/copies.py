"""One page shown at several addresses that only links and cards lead to: one record, the others its aliases.

A relative link on a page whose server answers to any path leads to the same
articles one level deeper, and from there to all of them again. What such an
address shows is compared with the page at every shorter address that lacks a
piece of its path; it waits until that one is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.crawling.answers.hints import unpack
from aimf_scraper.crawling.answers.same_page import says_the_same
from aimf_scraper.crawling.discovery.entry import Entry
from aimf_scraper.crawling.discovery.ways import UNNAMING
from aimf_scraper.records import as_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy.http import Response

    from aimf_scraper.crawling.session import Session
    from aimf_scraper.pages.reading import HtmlPage, Reading
    from aimf_scraper.store import PageState

#: Longer paths are cut out of in the last so many segments only.
_MOST_SEGMENTS: Final = 12


class _Waiting(NamedTuple):
    entry: Entry
    page: HtmlPage
    reading: Reading
    response: Response


class Copies:
    """Takes the pages that are another one's copy, and those that may be until that one is read."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._waiting: dict[str, _Waiting] = {}

    def takes(self, entry: Entry, page: HtmlPage, response: Response) -> bool:
        """Return whether the page of *entry* is a copy, by now an alias, or waits to be compared."""
        reading = page.reading
        if reading is None or not reading.text or not _may_be_copy(entry, reading):
            return False
        is_open = False
        for url in self._originals(entry.url):
            original = self._read(url, {})
            if original is not None and says_the_same(reading, original):
                if url in self._waiting:
                    is_open = True  # it may be a copy itself
                    continue
                self._note(entry, url)
                return True
            is_open |= original is None and self._is_to_come(url)
        if is_open:
            self._waiting[entry.url] = _Waiting(entry, page, reading, response)
        return is_open

    def released(self, *, last: bool = False) -> Iterator[tuple[Entry, HtmlPage, Response]]:
        """Yield the pages that waited and are no copies, the shortest address first.

        *last*: nothing more will be read.
        """
        own: dict[str, Reading] = {}
        for url in sorted(self._waiting, key=lambda one: (one.count("/"), one)):
            one = self._waiting[url]
            originals = [*self._originals(url)]
            readings = [self._read(shorter, own) for shorter in originals]
            same = [
                shorter
                for shorter, reading in zip(originals, readings, strict=True)
                if reading is not None and says_the_same(one.reading, reading)
            ]
            is_open = any(
                reading is None and self._is_to_come(shorter)
                for shorter, reading in zip(originals, readings, strict=True)
            )
            if not same and is_open and not last:
                continue
            del self._waiting[url]
            if same:
                self._note(one.entry, same[0])
            else:
                own[url] = one.reading
                yield one.entry, one.page, one.response

    def _read(self, url: str, own: dict[str, Reading]) -> Reading | None:
        """Return what the page at *url* says, as far as it was read; *own*: those on their way."""
        if url in own:
            return own[url]
        if url in self._waiting:
            return self._waiting[url].reading
        known = self.session.known.get(url)
        if known is None or known.reading is None or not self._stands(url, known):
            return None
        return unpack(known.reading)

    def _stands(self, url: str, known: PageState) -> bool:
        """Return whether the page at *url* is known to be there tonight; it may have moved to the longer one."""
        if known.state != "fetched":
            return False
        if (known.checked_at or "") >= self.session.started_at:
            return True
        entry = self.session.registry.entries.get(url)
        is_named = entry is not None and bool(entry.ways - UNNAMING)
        return is_named and not self.session.is_claimed(url)

    def _is_to_come(self, url: str) -> bool:
        """Return whether the page at *url* may still be read in this run; ask for one that nobody would."""
        known = self.session.known.get(url)
        if known is None or known.state == "found":
            return True
        is_claimed = self.session.is_claimed(url)
        if known.state == "fetched" and not is_claimed:
            entries = self.session.registry.entries
            entry = entries.setdefault(url, Entry(url, as_kind(known.kind)))
            entry.again = True
            return True
        is_old = (known.checked_at or "") < self.session.started_at
        return is_old if is_claimed else known.state == "failed"

    def _originals(self, url: str) -> Iterator[str]:
        """Yield the addresses that some way names, and that lack a piece of the path of *url*."""
        registry = self.session.registry
        for shorter in shorter_paths(url):
            found = registry.resolve(shorter)
            if found != url and (found in registry.entries or found in self.session.known):
                yield found

    def _note(self, entry: Entry, shown: str) -> None:
        self.session.account.note("link", entry.url, f"shows the page {shown} once more")
        self.session.add_alias(entry.url, shown)


def shorter_paths(url: str) -> Iterator[str]:
    """Yield *url* without each piece of its path, the shortest first.

    >>> [*shorter_paths("https://x.example/a/b/c/")]
    ['https://x.example/c/', 'https://x.example/a/', 'https://x.example/b/c/', 'https://x.example/a/c/', 'https://x.example/a/b/']
    """
    if "?" in url:
        return
    scheme, _, rest = url.partition("//")
    host, _, path = rest.partition("/")
    segments = [one for one in path.split("/") if one]
    count = len(segments)
    end = "/" if path.endswith("/") else ""
    begin = max(0, count - _MOST_SEGMENTS)
    for cut in range(count - 1, 0, -1):
        for start in range(begin, count - cut + 1):
            kept = segments[:start] + segments[start + cut :]
            slash = end if start + cut < count else "/"
            yield f"{scheme}//{host}/{'/'.join(kept)}{slash}"


def _may_be_copy(entry: Entry, reading: Reading) -> bool:
    """Return whether nobody names the page but links, or cards of a page that says no address of its own."""
    return entry.is_only_linked or (
        entry.ways <= {"link", "listing"} and reading.canonical_url is None
    )
