"""The figures of the whole dataset, worked out once for each state of the database and kept beside it.

They take long where there are many records, and hold as long as nobody writes. What is kept are
figures and names, no page: a file that anybody changed shows other figures, and runs nothing.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Any,
    Final,
    NamedTuple,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from aimf_scraper.explore.profile import Profile, read_profile
from aimf_scraper.fact_kinds import kinds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.store import Store

FILE_NAME: Final = ".figures.json"
#: Facts below the first are to be looked at, above the second as good as certain.
BANDS: Final = (0.7, 0.9)
#: Pages of the database that stay in memory while it is gone through several times, in KiB.
_CACHE_KIB: Final = 200_000
#: What works the figures out: what another version kept is worked out anew.
_SOURCES: Final = ("figures.py", "profile.py", "sums.py")

#: When the database and its log were last written, and how large they are.
Stamp = list[list[int]]


class Sureness(NamedTuple):
    """How many facts of a kind there are in each band of confidence: below, between, above."""

    kind: str
    low: int
    middle: int
    high: int


@dataclass(frozen=True, slots=True)
class Figures:
    """``coverage``: the share of records that have each field, by kind."""

    profile: Profile
    coverage: dict[str, dict[str, float]]
    sureness: tuple[Sureness, ...]


def read_figures(store: Store) -> Figures:
    """Work the figures out, from one state of the database."""
    ((cache_size,),) = store.query("PRAGMA cache_size")
    tuple(store.query(f"PRAGMA cache_size = -{_CACHE_KIB}"))
    try:
        with store.snapshot():
            return Figures(read_profile(store), store.coverage(), tuple(_sureness(store)))
    finally:
        tuple(store.query(f"PRAGMA cache_size = {int(cache_size)}"))


def kept_figures(store: Store) -> Figures | None:
    """Return what is kept of the database as it is now; ``None``: nothing is."""
    try:
        told = json.loads(_file(store.path).read_bytes())
        if told["of"] != _key(stamp_of(store.path)):
            return None
        found: Figures = _built(Figures, told["figures"])
    except (
        OSError,
        ValueError,
        TypeError,
        KeyError,
        RecursionError,
    ):  # none, or not as we wrote it
        return None
    return found


def keep_figures(store: Store, figures: Figures, stamp: Stamp) -> None:
    """Keep *figures* of the database as it was at *stamp*, unless somebody wrote since.

    Where the folder cannot be written nothing is kept.
    """
    if stamp_of(store.path) != stamp:
        return
    file = _file(store.path)
    fresh = file.with_name(f"{file.name}.new")
    told = {"of": _key(stamp), "figures": _plain(figures)}
    try:
        fresh.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        fresh.replace(file)
    except OSError:  # read-only media: they are worked out anew each time
        return


def figures_of(store: Store) -> Figures:
    """Return the figures, as they are kept or worked out and kept."""
    if store.in_snapshot:  # of an earlier state, perhaps, than the file is in
        return read_figures(store)
    found = kept_figures(store)
    if found is None:
        stamp = stamp_of(store.path)
        found = read_figures(store)
        keep_figures(store, found, stamp)
    return found


def stamp_of(database: Path) -> Stamp:
    """Return what changes whenever somebody wrote into *database*; an empty log says nothing."""
    told = []
    for path in (database, database.with_name(f"{database.name}-wal")):
        try:
            file = path.stat()
        except FileNotFoundError:
            continue
        if file.st_size:
            told.append([file.st_mtime_ns, file.st_size])
    return told


def _file(database: Path) -> Path:
    return database.with_name(FILE_NAME)


def _key(stamp: Stamp) -> list[Any]:
    return [_version(), stamp]


@cache
def _version() -> str:
    digest = hashlib.sha256()
    for name in _SOURCES:
        digest.update(Path(__file__).with_name(name).read_bytes())
    return digest.hexdigest()[:16]


def _sureness(store: Store) -> Iterator[Sureness]:
    low, high = BANDS
    for kind in kinds():
        if kind.many and any(one.name == "confidence" for one in kind.columns):
            sql = f"""
                SELECT coalesce(sum(f.confidence < {low}), 0),
                    coalesce(sum(f.confidence >= {low} AND f.confidence < {high}), 0),
                    coalesce(sum(f.confidence >= {high}), 0)
                FROM {kind.table} AS f JOIN records AS r ON r.id = f.record_id
                WHERE r.gone_at IS NULL"""
            ((below, between, above),) = store.query(sql)
            yield Sureness(kind.name, below, between, above)


def _plain(value: Any) -> Any:
    """Return *value* as JSON holds it: what has named fields as a list of them."""
    if is_dataclass(value):
        return [_plain(getattr(value, one.name)) for one in fields(value)]
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return value


def _built(kind: Any, told: Any) -> Any:
    """Return what ``_plain`` made of a value of *kind*; raises ValueError or TypeError where it is another."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in {Union, UnionType}:
        (known,) = (one for one in inner if one is not NoneType)
        return None if told is None else _built(known, told)
    if origin is dict:
        return {str(key): _built(inner[1], one) for key, one in told.items()}
    if origin is tuple:
        if len(inner) == 2 and inner[1] is Ellipsis:
            return tuple(_built(inner[0], one) for one in told)
        return tuple(_built(one, part) for one, part in zip(inner, told, strict=True))
    if (columns := _columns(kind)) is not None:
        return kind(*(_built(one, part) for one, part in zip(columns, told, strict=True)))
    if not isinstance(told, (int, float) if kind is float else kind):
        raise TypeError(f"{told!r} is no {kind}")
    return told


@cache
def _columns(kind: Any) -> tuple[Any, ...] | None:
    """Return the types of the fields of a class that has named ones."""
    if is_dataclass(kind) or hasattr(kind, "_fields"):
        return tuple(get_type_hints(kind).values())
    return None
