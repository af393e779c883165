"""Configuration: what a user may set, and where each value came from."""

from __future__ import annotations

from aimf_scraper.config.loading import COMMAND_LINE, DEFAULT, FILE_NAME, Loaded, load, variable
from aimf_scraper.config.tree import (
    EXPORT_FORMATS,
    Checks,
    Config,
    Notify,
    export_formats,
    settings,
)

__all__ = [
    "COMMAND_LINE",
    "DEFAULT",
    "EXPORT_FORMATS",
    "FILE_NAME",
    "Checks",
    "Config",
    "Loaded",
    "Notify",
    "export_formats",
    "load",
    "settings",
    "variable",
]
