"""Which captures there are of an address, over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.archive.exchange import Captured
    from aimf_scraper.archive.index import CaptureIndex


def captures_of(index: CaptureIndex, url: str) -> list[Captured]:
    """Return the captures of *url*, oldest first, however its scheme, ``www`` and slash are written.

    The address as given comes first in doubt: only where it has no capture at
    all are its other spellings looked for.
    """
    exact = index.of_url(url)
    if exact:
        return exact
    found = [one for spelling in _spellings(url) for one in index.of_url(spelling)]
    return sorted(found, key=lambda one: (one.date, one.file, one.offset))


def _spellings(url: str) -> Iterator[str]:
    _, _, rest = url.rpartition("://")
    host, slash, path = rest.partition("/")
    bare = host.removeprefix("www.")
    path, mark, query = path.partition("?")
    paths = {path.rstrip("/"), path.rstrip("/") + "/"} if path.strip("/") else {""}
    for scheme in ("http", "https"):
        for name in (bare, f"www.{bare}"):
            for one in sorted(paths):
                yield (
                    f"{scheme}://{name}/{one}{mark}{query}"
                    if slash or one
                    else f"{scheme}://{name}/"
                )


def lines(captures: list[Captured]) -> Iterator[str]:
    """Yield one line a capture: when, status, kind, digest, place."""
    for one in captures:
        kind = "same as before" if one.revisit else one.media_type or "-"
        place = f"{one.file}@{one.offset}"
        yield f"{one.date}  {one.status}  {kind:<24}  {one.payload_digest}  {place}  {one.url}"
