"""What every rule reads: a document, its parts, and what was found in them.

A ``Doc`` is made once a document and handed to every rule, so that a text is
folded, searched for phrases and cut into sentences once. Text in, facts out:
nothing here knows HTML.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

from aimf_scraper.records import Evidence
from aimf_scraper.rules.engine.context import Context
from aimf_scraper.rules.engine.sentences import Sentences, without_title_points
from aimf_scraper.rules.engine.signs import with_signs
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from aimf_scraper.records import Kind

T = TypeVar("T")
#: A phrase that a text holds: its number in its family, where it starts and where
#: it ends. A plain tuple: a page has two hundred.
PhraseMatch = tuple[int, int, int]
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


def digit_mask(folded: str) -> bytes:
    """Return a folded text, a byte a character, every digit a nought.

    What begins with one known byte is looked for ten times as fast as what
    begins with any of ten. A character that no western code page holds is "?".
    """
    return folded.encode(_ONE_BYTE, "replace").translate(_TO_NOUGHTS)


@dataclass(frozen=True)
class Part:
    """One text of the document.

    ``folded`` has the same length, offset for offset, and no full stop behind a title ("M.").
    """

    source: str
    text: str

    @cached_property
    def folded(self) -> str:
        return with_signs(self.text, without_title_points(fold(self.text)))

    @cached_property
    def digit_mask(self) -> bytes:
        """``folded`` with every digit a nought: figures are quickly found there."""
        return digit_mask(self.folded)

    @cached_property
    def sentences(self) -> Sentences:
        """Where sentences and lines begin and end."""
        return Sentences(self.text)

    @cached_property
    def context(self) -> Context:
        """What stands around a place in it."""
        return Context(self.text, self.folded, self.sentences)

    def evidence(self, start: int, end: int, rule: str) -> Evidence:
        """Return the evidence of ``text[start:end]``."""
        return Evidence(self.source, start, end, self.text[start:end], rule)


class Matchers(Protocol):
    """What finds phrases and anchors in a part; ``phrase_families`` has the real one."""

    def phrases_in(self, part: Part) -> dict[str, list[PhraseMatch]]: ...

    def anchors_in(self, part: Part) -> dict[str, list[int]]: ...


class Doc:
    """A document, and what is found in it, each thing looked for once.

    Rules build on one another through ``get``: budgets ask
    ``doc.get(find_countries)`` to know which franc is meant.
    """

    def __init__(self, document: Document, matchers: Matchers) -> None:
        self.document = document
        self._matchers = matchers
        self._found: dict[Callable[[Doc], Any], Any] = {}

    def get(self, find: Callable[[Doc], T]) -> T:
        """Return ``find(self)``, worked out the first time it is asked for."""
        if find not in self._found:
            self._found[find] = find(self)
        found: T = self._found[find]
        return found

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The non-empty parts, in reading order: title, summary, text."""
        d = self.document
        named = (("title", d.title), ("summary", d.summary), ("text", d.text))
        return tuple(Part(source, text) for source, text in named if text)

    @cached_property
    def phrases(self) -> dict[str, dict[str, list[PhraseMatch]]]:
        """The phrases that every part holds, by its source and by family."""
        return {part.source: self._matchers.phrases_in(part) for part in self.parts}

    @cached_property
    def anchors(self) -> dict[str, dict[str, list[int]]]:
        """Where the anchors of every family begin in every part, by its source and by family."""
        return {part.source: self._matchers.anchors_in(part) for part in self.parts}
