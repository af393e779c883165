"""The tables under ``pages/data``, each read once, when first asked for."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """Return ``data/<name>.toml``."""
    path = files("aimf_scraper.pages") / "data" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def kinds_of(what: str) -> dict[str, Any]:
    """Return one table of ``kinds.toml``: ``type``, ``section``, ``jsonld`` ..."""
    found: dict[str, Any] = table("kinds")[what]
    return found
