"""The documented questions as saved queries."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Final

from aimf_scraper.tables import Row, Shape, read_toml

_FILE: Final = Path(__file__).with_name("questions.toml")


@dataclass(frozen=True, slots=True)
class Question(Row):
    """A question. ``number``: as in docs/questions.md; ``name``: of the saved query."""

    number: int
    name: Annotated[str, Shape("[a-z_]{1,40}")]
    en: str
    fr: str
    sql: str


@dataclass(frozen=True, slots=True)
class Questions(Row):
    questions: tuple[Question, ...]


@cache
def questions() -> tuple[Question, ...]:
    return read_toml(_FILE, Questions).questions
