"""Corrections: what people say of facts, laid over what the rules found, on every way to a record.

``table`` reads ``corrections.csv``, ``fields`` what a row speaks of and what its value
says, ``applying`` lays the rows over a record, ``settling`` keeps the database in step.
"""

from __future__ import annotations

from aimf_scraper.corrections.applying import Applied, apply
from aimf_scraper.corrections.table import (
    ACTIONS,
    COLUMNS,
    FILE_NAME,
    Correction,
    CorrectionTable,
    Problem,
    read_corrections,
)

__all__ = [
    "ACTIONS",
    "COLUMNS",
    "FILE_NAME",
    "Applied",
    "Correction",
    "CorrectionTable",
    "Problem",
    "apply",
    "read_corrections",
]
