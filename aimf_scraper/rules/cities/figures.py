"""The figures of cities and countries that are of one thing alone: ``figures.tsv``."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from aimf_scraper.rules.engine.confidence import Figures

FIGURES: Final = Figures(Path(__file__).with_name("figures.tsv"))
