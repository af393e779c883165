"""One row of a table of cases, for every kind of fact."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from aimf_scraper.rules.engine.document import Document, Term

if TYPE_CHECKING:
    from datetime import date

    from aimf_scraper.records import Kind

T = TypeVar("T")


@dataclass(frozen=True)
class Case(Generic[T]):
    """What is to be read from a text.

    ``origin``: whose form of words it is; the words are ours. ``why``: what the row is about.
    The other fields are what a page says beside its text.
    """

    text: str
    expected: T
    origin: str = "made up"
    _: KW_ONLY
    why: str = ""
    title: str = ""
    kind: Kind | None = None
    country: str | None = None
    published: date | None = None

    def document(self) -> Document:
        """Return the page as the rules get it."""
        terms = (Term("country", self.country, "jsonld"),) if self.country else ()
        return Document(
            title=self.title,
            text=self.text,
            kind=self.kind,
            published=self.published,
            terms=terms,
        )

    def __str__(self) -> str:
        return self.why or f"{self.title} | {self.text}".removeprefix(" | ") or "empty"
