"""Plug-ins: what other packages add by entry points, loaded when it is first asked for.

Three groups: ``aimf_scraper.exports`` (a format: what ``publishing.Writer`` says),
``aimf_scraper.fact_kinds`` (a ``fact_model.FactKind``) and ``aimf_scraper.sites`` (a
``sites.KnownSite``). One that cannot be loaded, or that has a name twice, stops the
command: a dataset without half of what was asked for would look whole.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.errors import SetupError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

EXPORTS: Final = "aimf_scraper.exports"
FACT_KINDS: Final = "aimf_scraper.fact_kinds"
SITES: Final = "aimf_scraper.sites"


@cache
def _every() -> dict[str, dict[str, EntryPoint]]:
    """Return the entry points of ours, by group and name, sorted."""
    found: dict[str, dict[str, EntryPoint]] = {}
    for group in (EXPORTS, FACT_KINDS, SITES):
        named: dict[str, EntryPoint] = {}
        for one in sorted(entry_points(group=group), key=lambda one: (one.name, one.value)):
            other = named.get(one.name)
            if other is not None and other.value != one.value:
                raise SetupError(
                    f"two packages add {one.name!r} to {group}: {_origin(other)} and "
                    f"{_origin(one)}: uninstall one of them"
                )
            named[one.name] = one
        found[group] = named
    return found


def plugin_names(group: str) -> tuple[str, ...]:
    """Return what is added to *group*, by name, sorted; nothing is loaded."""
    return tuple(_every()[group])


@cache
def load(group: str, name: str) -> Any:
    """Return what the plug-in *name* of *group* is.

    Raises:
        SetupError: it cannot be loaded; the message names the package.
    """
    one = _every()[group][name]
    try:
        return one.load()
    except (
        Exception
    ) as error:  # other people's code: whatever it raises, the user must know whose it is
        raise SetupError(
            f"the plug-in {name!r} of {_origin(one)} can't be loaded ({error!r}): "
            "mend it or uninstall it"
        ) from error


def loaded(group: str, kind: type) -> dict[str, Any]:
    """Return all plug-ins of *group* by name, each a *kind*.

    Raises:
        SetupError: one cannot be loaded, or is something else.
    """
    found = {}
    for name in plugin_names(group):
        value = load(group, name)
        if not isinstance(value, kind):
            where = _origin(_every()[group][name])
            raise SetupError(
                f"the plug-in {name!r} of {where} is no {kind.__name__}: mend it or uninstall it"
            )
        found[name] = value
    return found


@cache
def digest() -> str:
    """Return a digest of the plug-ins that read pages, "" where there is none."""
    told = hashlib.sha256()
    there = False
    for group in (FACT_KINDS, SITES):
        for name, one in _every()[group].items():
            there = True
            told.update(f"{group} {name} {one.value} {_origin(one)}\n".encode())
            spec = find_spec(one.module)
            if spec is not None and spec.origin is not None and Path(spec.origin).is_file():
                told.update(Path(spec.origin).read_bytes())
    return told.hexdigest() if there else ""


def _origin(one: EntryPoint) -> str:
    return f"{one.dist.name} {one.dist.version}" if one.dist else one.value
