"""The page's themes, in the site's own vocabulary; never guessed from prose.

A theme is what the markup hangs on the page, or what an old-site line
"Thème(s) :  A , B" lists. A spelling that ``themes.tsv`` knows gets the
site's name; one it does not know is kept as written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar, Final

from aimf_scraper.records import Evidence
from aimf_scraper.tables import Row, Split, read_tsv
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.rules.engine.document import Doc, Part

_WORDS: Final = re.compile(r"[a-z0-9'#]+")
# From the line's end before it, so that the search hops from line to line.
_LINE: Final = re.compile(r"\n(?:themes?|thematiques?)(?:[(]s[)])?[ ]{0,3}:[ ]{0,4}")
_HASHTAG: Final = re.compile(r"\s*#\w+\s*\Z")
_LONGEST_LINE: Final = 600
_LONGEST_NAME: Final = 90  # longer is a sentence, not a theme
_MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Theme:
    name: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class _Names(Row):
    """A line of ``themes.tsv``."""

    key: ClassVar = ("name",)
    name: str
    variants: Annotated[tuple[str, ...], Split("|")]


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for one in read_tsv(Path(__file__).with_name("themes.tsv"), _Names):
        for spelling in (one.name, *one.variants):
            names[_key(spelling)] = one.name
    return names


def _key(label: str) -> str:
    return " ".join(_WORDS.findall(fold(label)))


def find_themes(doc: Doc) -> tuple[Theme, ...]:
    """Return the themes in the order told, each once; never raises."""
    told: dict[str, list[Evidence]] = {}
    for term in doc.document.terms:
        if term.taxonomy == "theme" and (name := _name(term.label)):
            evidence = Evidence(term.source, None, None, term.label, "themes.term")
            told.setdefault(name, []).append(evidence)
    for part in doc.parts:
        for name, begin, end in _listed(part):
            told.setdefault(name, []).append(part.evidence(begin, end, "themes.line"))
    return tuple(Theme(name, tuple(evidence)) for name, evidence in told.items())


def _name(label: str) -> str | None:
    label = " ".join(label.split())
    if not label or len(label) > _LONGEST_NAME:
        return None
    known = _names()
    bare = _HASHTAG.sub("", label)
    return known.get(_key(label)) or known.get(_key(bare)) or bare or None


def _listed(part: Part) -> Iterator[tuple[str, int, int]]:
    """Yield what each line "Thème(s) : ..." lists, with its offsets."""
    folded = part.folded
    for m in _LINE.finditer(f"\n{folded}"):
        begin, end = m.end() - 1, m.start() + _LONGEST_LINE
        line_end = folded.find("\n", begin, end)
        end = end if line_end < 0 else line_end
        comma = " , " if " , " in folded[m.start() : end] else ","
        for item in part.text[begin:end].split(comma)[:_MOST]:
            own = begin + len(item) - len(item.lstrip())
            name = _name(item)
            if name:
                yield name, own, own + len(item.strip())
            begin += len(item) + len(comma)
