"""Atom (RFC 4287): what happened to the records, newest first; a feed reader tells who watches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from aimf_scraper.publishing import WrittenFile

from .xml_text import attribute, text

if TYPE_CHECKING:
    from pathlib import Path

    from aimf_scraper.store import LatestChange, Store

_MOST: Final = 200
_NEVER: Final = "1970-01-01T00:00:00+00:00"
_HEAD: Final = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>urn:aimf-scraper:changes</id>
<title>AIMF dataset: what changed</title>
<author><name>aimf-scraper</name></author>
"""


def write(store: Store, folder: Path) -> list[WrittenFile]:
    """Write ``changes.atom``: the last change of each of the 200 records that changed last."""
    latest = store.latest_changes(_MOST)
    path = folder / "changes.atom"
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_HEAD)
        file.write(f"<updated>{latest[0].at if latest else _NEVER}</updated>\n")
        file.writelines(map(_entry, latest))
        file.write("</feed>\n")
    return [WrittenFile(path, len(latest))]


def _entry(one: LatestChange) -> str:
    link = f'<link rel="alternate" href={attribute(one.url)}/>\n' if one.url else ""
    fields = sorted({field.partition("[")[0] for field in one.fields})
    said = f"{one.what}: {', '.join(fields)}" if fields else one.what
    return (
        f"<entry>\n<id>urn:aimf-scraper:{quote(one.id)}:{quote(one.at)}</id>\n"
        f"<title>{text(one.title or one.id)} ({one.what})</title>\n{link}"
        f"<updated>{one.at}</updated>\n<category term={attribute(one.kind)}/>\n"
        f"<summary>{text(said)}</summary>\n</entry>\n"
    )
