"""A labelled file: JSON Lines, one page a line, keys as its README says.

A key that a line lacks is a field that nobody labelled there: it is not
scored on that page. An empty list says that there is nothing to find.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.errors import UsageError
from aimf_scraper.evaluation.attributes import labelled
from aimf_scraper.fact_kinds import kinds
from aimf_scraper.full_days import first_day
from aimf_scraper.records import as_kind

if TYPE_CHECKING:
    from pathlib import Path

    from aimf_scraper.fact_model import FactKind
    from aimf_scraper.records import Kind
    from aimf_scraper.scoring import Scoring, Unit

_KINDS: Final = {
    "actualite": "news",
    "evenement": "event",
    "document": "publication",
    "actualité": "news",
}


@dataclass(frozen=True, slots=True)
class GoldPage:
    """A labelled page. ``units``: field -> what there is to find, each thing once.

    ``published``: its day of publication (YYYY-MM-DD), which dates without a year lean on.
    """

    line: int
    url: str | None
    kind: Kind | None
    title: str
    text: str
    published: str | None
    units: dict[str, tuple[Unit, ...]]


def read_gold(path: Path) -> tuple[GoldPage, ...]:
    """Return the labelled pages of *path*.

    Raises:
        UsageError: the file cannot be read, or a line is not a labelled page;
            the message names the line.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")  # U+2028 ends no line
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read as UTF-8 text: {error}") from error
    pages = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            pages.append(_page(path, number, line))
    if not pages:
        raise UsageError(f"{path}: holds no labelled page")
    return tuple(pages)


def _page(path: Path, number: int, line: str) -> GoldPage:
    where = f"{path}, line {number}"
    try:
        row = json.loads(line)
    except ValueError as error:
        raise UsageError(f"{where}: not JSON: {error}") from error
    except RecursionError as error:
        raise UsageError(f"{where}: nested too deeply") from error
    if not isinstance(row, dict):
        raise UsageError(f"{where}: a labelled page is a JSON object")
    if not isinstance(row.get("text") or row.get("title"), str):
        raise UsageError(f"{where}: a labelled page needs a text or a title")
    units = {}
    for kind in kinds():
        name = kind.name
        labels = row.get(name)
        if kind.scoring is None or labels is None:
            continue
        try:
            units[name] = _units(kind, kind.scoring, labels, row)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise UsageError(
                f"{where}: labels of {name!r} are not as expected: {error!r}"
            ) from error
    published = row.get("published")
    if published is not None and first_day(str(published)) != published:
        raise UsageError(f"{where}: published must be a day, such as 2024-03-12: {published!r}")
    page_kind = str(row.get("kind"))
    return GoldPage(
        line=number,
        url=row.get("url") if isinstance(row.get("url"), str) else None,
        kind=as_kind(_KINDS.get(page_kind, page_kind)),
        title=row.get("title") or "",
        text=row.get("text") or "",
        published=published,
        units=units,
    )


def _units(
    kind: FactKind, scoring: Scoring, labels: list[Any], row: dict[str, Any]
) -> tuple[Unit, ...]:
    """Return what one field's labels name, surface forms of one thing together."""
    if not isinstance(labels, list):
        raise TypeError("a list is expected")
    units: dict[object, Unit] = {}
    for i, label in enumerate(labels):
        key, unit = scoring.unit(label, row)
        unit = replace(unit, said=labelled(kind, label))
        if scoring.counted:
            key = (key, i)
        known = units.get(key)
        units[key] = unit if known is None else known.with_forms(unit)
    return tuple(units.values())
