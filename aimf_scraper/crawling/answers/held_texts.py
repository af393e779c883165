"""What was held before a run, by title: another item's page in the place of one is known by it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from aimf_scraper.crawling.answers.hints import unpack
from aimf_scraper.crawling.answers.same_page import same_page
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aimf_scraper.crawling.answers.record_ids import RecordIds
    from aimf_scraper.pages.reading import Reading
    from aimf_scraper.store import PageState


class HeldTexts:
    """The pages whose texts were held when the run began; made when first asked for, as few runs do."""

    def __init__(self, known: Mapping[str, PageState], ids: RecordIds) -> None:
        self._known = known
        self._ids = ids
        self._by_title: dict[str, list[str]] | None = None

    def other(self, url: str, reading: Reading) -> str | None:
        """Return the address of another page, held before, that shows what *reading* says."""
        if self._by_title is None:
            self._by_title = self._titled()
        for other in self._by_title.get(fold(reading.title or ""), ()):
            state = self._known.get(other)
            if other == url or state is None or state.reading is None:
                continue
            if same_page(reading, unpack(state.reading)):
                return other
        return None

    def _titled(self) -> dict[str, list[str]]:
        found = defaultdict(list)
        for url, state in sorted(self._known.items()):
            if state.reading is not None and state.record_id in self._ids.held:
                found[fold(unpack(state.reading).title or "")].append(url)
        return found
