"""One page under several parameters or slashes that nobody knows the meaning of: what it shows decides.

``fiche.php?ref=A`` and ``fiche.php?ref=B`` are two pages where they show two texts;
``/x/?from=menu`` is ``/x/`` where both show one. Whichever was held first stays the
record, else the address without the parameters, else the first by the alphabet.
"""

from __future__ import annotations

import hashlib
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.crawling.answers.hints import unpack
from aimf_scraper.crawling.answers.same_page import lines_of
from aimf_scraper.crawling.discovery.entry import Entry
from aimf_scraper.records import as_kind
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy.http import Response

    from aimf_scraper.crawling.session import Session
    from aimf_scraper.pages.reading import HtmlPage, Reading

#: So many pages of the same title are asked for again, to see whether they show what a new spelling shows.
_MOST_ASKED_AGAIN: Final = 5
#: Rounds that a page waits for the one that it may be a spelling of.
_MAX_ROUNDS: Final = 3


class _Waiting(NamedTuple):
    entry: Entry
    page: HtmlPage
    reading: Reading
    response: Response


class _Shown:
    """What the spellings of one address show: by text, and by title."""

    def __init__(self) -> None:
        self.by_text: dict[str, str] = {}
        self.by_title: dict[str, list[str]] = {}

    def add(self, url: str, reading: Reading) -> None:
        self.by_text.setdefault(_digest(reading), url)
        urls = self.by_title.setdefault(fold(reading.title or ""), [])
        if url not in urls:
            urls.append(url)


class Spelled:
    """Takes the pages that show what another spelling of their address shows."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._shown: dict[str, _Shown] = {}
        self._waiting: dict[str, _Waiting] = {}
        self._rounds: dict[str, int] = {}

    def takes(self, entry: Entry, page: HtmlPage, response: Response) -> bool:
        """Return whether the page of *entry* is another's, by now its alias, or waits to be compared."""
        spellings, reading = self.session.registry.spellings, page.reading
        if reading is None or not reading.text:
            return False
        base = spellings.base(entry.url) or entry.url
        if not spellings.of(base):
            return False
        if self._is_held(entry.url):
            self._of(base).add(entry.url, reading)  # an id never changes while its address stands
            return False
        if self._note_if_same(entry, base, reading):
            return True
        if self._has_open(entry.url, base, reading):
            self._waiting[entry.url] = _Waiting(entry, page, reading, response)
            return True
        self._of(base).add(entry.url, reading)
        return False

    def released(self, *, last: bool = False) -> Iterator[tuple[Entry, HtmlPage, Response]]:
        """Yield the pages that waited and that no other spelling shows; *last*: nothing more will be read."""
        spellings = self.session.registry.spellings
        for url in sorted(self._waiting, key=lambda one: (spellings.base(one) is not None, one)):
            one = self._waiting[url]
            base = spellings.base(url) or url
            if self._note_if_same(one.entry, base, one.reading):
                del self._waiting[url]
                continue
            self._rounds[url] = self._rounds.get(url, 0) + 1
            is_patient = not last and self._rounds[url] < _MAX_ROUNDS
            if is_patient and (self._is_to_come(base) or self._waits_for_another(url, base)):
                continue
            del self._waiting[url]
            self._of(base).add(url, one.reading)
            yield one.entry, one.page, one.response

    def _note_if_same(self, entry: Entry, base: str, reading: Reading) -> bool:
        """Return whether another spelling shows *reading*, and *entry* is its alias by now."""
        shown = self._of(base).by_text.get(_digest(reading))
        if shown is None or shown == entry.url:
            return False
        self.session.account.note("address", entry.url, f"shows the page {shown} once more")
        self.session.add_alias(entry.url, shown)
        return True

    def _of(self, base: str) -> _Shown:
        """Return what the spellings of *base* show, as far as was read; what is held comes first."""
        if base not in self._shown:
            shown = self._shown[base] = _Shown()
            spelled = self.session.registry.spellings.of(base)
            for url in sorted(spelled, key=lambda one: (one != base, one)):
                known = self.session.known.get(url)
                if known is not None and known.state == "fetched" and known.reading is not None:
                    shown.add(url, unpack(known.reading))
        return self._shown[base]

    def _is_held(self, url: str) -> bool:
        known = self.session.known.get(url)
        return known is not None and known.record_id in self.session.ids.held

    def _has_open(self, url: str, base: str, reading: Reading) -> bool:
        """Return whether another spelling is yet to be read that may show what *url* shows."""
        registry = self.session.registry
        is_open = self._waits_for_another(url, base)
        titled = self._of(base).by_title.get(fold(reading.title or ""), [])
        # The plain address of a page that is held under another: its title may be new as well.
        held = filter(self._is_held, sorted(registry.spellings.of(base))) if url == base else ()
        for one in islice(dict.fromkeys([base, *titled, *held]), _MOST_ASKED_AGAIN):
            is_open |= one != url and self._asked_again(one)
        return is_open

    def _waits_for_another(self, url: str, base: str) -> bool:
        """Return whether a spelling of *base* is asked and not answered that goes before *url*.

        The plain one does, those that stand first do, and what is held before the plain one.
        """
        registry = self.session.registry
        return any(
            self._is_unanswered(one)
            for one in registry.spellings.of(base)
            if one != url
            and (one == base or (self._is_held(one) if url == base else one < url))
            and one in registry.entries
        )

    def _is_unanswered(self, url: str) -> bool:
        known = self.session.known.get(url)
        is_answered = known is not None and (known.checked_at or "") >= self.session.started_at
        return self.session.is_claimed(url) and not is_answered

    def _asked_again(self, url: str) -> bool:
        """Let the page at *url*, which was held before this run, be read tonight; return whether it will be."""
        known = self.session.known.get(url)
        if known is None or known.reading is None or self.session.is_claimed(url):
            return False
        entries = self.session.registry.entries
        entries.setdefault(url, Entry(url, as_kind(known.kind))).again = True
        return True

    def _is_to_come(self, url: str) -> bool:
        """Return whether the page at *url* may still be read in this run."""
        entry = self.session.registry.entries.get(url)
        return entry is not None and (entry.again or not self.session.is_claimed(url))


def _digest(reading: Reading) -> str:
    said = "\n".join([fold(reading.title or ""), *sorted(lines_of(reading))])
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
