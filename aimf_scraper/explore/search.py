"""Records found by their words, with the passages that hold them; the words marked."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from aimf_scraper.store import Store


class FoundRecord(NamedTuple):
    id: str
    kind: str
    title: str | None
    published: str | None
    passage: Markup


def found_records(store: Store, words: str, *, kind: str | None, most: int) -> list[FoundRecord]:
    """Return the standing records that hold every one of *words*, best first.

    The marks around words are drawn by lot for each search: no page can hold them beforehand,
    and so none can forge one.
    """
    mark = secrets.token_hex(12)
    opening, closing = f"<{mark}", f"{mark}>"
    hits = store.passages(words, kind=kind, limit=most, marks=(opening, closing))
    return [
        FoundRecord(
            *(one.id, one.kind, one.title, one.published),
            _marked(one.passage, opening, closing),
        )
        for one in hits
    ]


def _marked(passage: str, opening: str, closing: str) -> Markup:
    told = str(escape(passage.replace("\n", " ")))
    told = told.replace(str(escape(opening)), '<mark class="hit">')
    return Markup(told.replace(str(escape(closing)), "</mark>"))  # noqa: S704 - escaped above
