"""What every rule reads: a document, its parts, and the names seen in it.

A ``Scan`` is made once a document and handed to every rule, so that a text is
folded, searched for names and cut into sentences once. Text in, facts out:
nothing here knows HTML.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from aimf_scraper.records import Evidence
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from aimf_scraper.records import Kind

T = TypeVar("T")
#: A phrase that ``lexicon`` saw in a text: its number in its family, where it starts and where
#: it ends. A plain tuple: a page has two hundred.
Sighting = tuple[int, int, int]
#: Holds what French is written in, "€" among it.
_ONE_BYTE: Final = "cp1252"
_TO_NOUGHTS: Final = bytes.maketrans(b"123456789", b"000000000")


@dataclass(frozen=True, slots=True)
class Term:
    """A word that the markup, not the prose, hangs on the page.

    ``taxonomy``: ``country``, ``region``, ``theme``, ``status``, ``city``,
    ``partner``. ``source`` names the markup as evidence does.
    """

    taxonomy: str
    label: str
    source: str


@dataclass(frozen=True, slots=True)
class Document:
    """What the rules know of a page: clean text and what the markup says."""

    title: str = ""
    summary: str = ""
    text: str = ""
    kind: Kind | None = None
    url: str | None = None
    published: date | None = None
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True)
class Part:
    """One text of the document. ``folded`` has the same length, offset for offset."""

    source: str
    text: str

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @cached_property
    def noughts(self) -> bytes:
        """``folded``, a byte a character, every digit a nought: figures are quickly found there.

        What begins with one known byte is looked for ten times as fast as what
        begins with any of ten. A character that no western code page holds is "?".
        """
        return self.folded.encode(_ONE_BYTE, "replace").translate(_TO_NOUGHTS)

    def evidence(self, start: int, end: int, rule: str) -> Evidence:
        """Return the evidence of ``text[start:end]``."""
        return Evidence(self.source, start, end, self.text[start:end], rule)


class Scan:
    """A document, and what is seen in it, each thing looked for once.

    Rules build on one another through ``once``: ``budgets`` asks
    ``scan.once(countries.find)`` to know which franc is meant.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self._seen: dict[Callable[[Scan], Any], Any] = {}

    def once(self, find: Callable[[Scan], T]) -> T:
        """Return ``find(self)``, worked out the first time it is asked for."""
        if find not in self._seen:
            self._seen[find] = find(self)
        return cast("T", self._seen[find])

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The non-empty parts, in reading order: title, summary, text."""
        d = self.document
        named = (("title", d.title), ("summary", d.summary), ("text", d.text))
        return tuple(Part(source, text) for source, text in named if text)
