"""Words that the expressions of a room are built from: its ``word_families.tsv``.

An expression in code says how things stand towards one another; which words they are stands in
the table, a line each, the family that a line belongs to beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar, Generic, TypeVar

from aimf_scraper.tables import Blanks, Regex, Row, read_tsv

if TYPE_CHECKING:
    from pathlib import Path

FamilyT = TypeVar("FamilyT", bound=str)


@dataclass(frozen=True, slots=True)
class FamilyWord(Row):
    """A line of ``word_families.tsv``; a room's own class names its families.

    ``word``: a word or several, or a bounded expression of its forms, on folded text where the
    table's head does not say otherwise.
    """

    key: ClassVar = ("family", "word")
    family: str
    word: Annotated[str, Blanks(), Regex()]


class WordFamilies(Generic[FamilyT]):
    """The families of one room's table, each in the table's order."""

    def __init__(self, folder: Path, row: type[FamilyWord]) -> None:
        self._words: dict[str, list[str]] = {}
        for line in read_tsv(folder / "word_families.tsv", row):
            self._words.setdefault(line.family, []).append(line.word)

    def words(self, family: FamilyT) -> tuple[str, ...]:
        """Return the words of *family*."""
        return tuple(self._words[family])

    def any_of(self, *families: FamilyT) -> str:
        """Return the words of *families* as the ways of one choice, to be put into an expression."""
        return "|".join(word for family in families for word in self._words[family])
