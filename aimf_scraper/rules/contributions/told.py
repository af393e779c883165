"""A gift as one sentence tells it, and how sure each way of telling is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.rules.engine.confidence import Figures

if TYPE_CHECKING:
    from aimf_scraper.records import Contribution

#: How sure each is.
SURE: Final = Figures(Path(__file__).with_name("confidence.tsv"))


class Told(NamedTuple):
    """One gift as one sentence tells it."""

    fact: Contribution
    by: str  # the figure that gave its confidence
