"""The tables under ``data/``: read once, when first asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_DATA: Final = Path(__file__).parent / "data"


def rows(name: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows of ``data/NAME.tsv`` below its comment and its header."""
    lines = (_DATA / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    body = [line for line in lines if line and not line.startswith("#")]
    for line in body[1:]:
        yield tuple(line.split("\t"))
