"""BibTeX of the publications, for reference managers; UTF-8, as biber reads it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.publishing import WrittenFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aimf_scraper.store import Store

_ESCAPED: Final = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "{}%&$#_"},
}
_NOT_KEY: Final = re.compile(r"[^A-Za-z0-9:-]+")
_BLANKS: Final = re.compile(r"[\x00-\x20\x7f]+")
_MOST_CHARS: Final = 5_000
_PUBLISHER: Final = "Association internationale des maires francophones"


def write(store: Store, folder: Path) -> list[WrittenFile]:
    """Write ``publications.bib``, one entry a publication, sorted by id."""
    path = folder / "publications.bib"
    rows = 0
    keys: set[str] = set()
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for record in store.records("publication"):
            rows += 1
            key = stem = _NOT_KEY.sub("-", record["id"].partition(":")[2]).strip("-") or "item"
            number = 1
            while key in keys:  # two slugs may differ in what no key can hold
                number += 1
                key = f"{stem}-{number}"
            keys.add(key)
            fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(record))
            file.write(f"@misc{{aimf-{key},\n{fields}}}\n\n")
    return [WrittenFile(path, rows)]


def _fields(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if record["title"]:
        yield "title", _escaped(record["title"])
    yield "author", f"{{{_PUBLISHER}}}"
    if record["published"]:
        yield "date", record["published"]
        yield "year", record["published"][:4]
    if record["url"]:
        yield "url", _BLANKS.sub("", record["url"]).replace("{", "%7B").replace("}", "%7D")
    if record["language"]:
        yield "langid", {"fr": "french", "en": "english"}.get(record["language"], "")
    if record["themes"]:
        yield "keywords", _escaped(", ".join(record["themes"]))
    if record["provenance"]["fetched_at"]:
        yield "urldate", record["provenance"]["fetched_at"][:10]


def _escaped(text: str) -> str:
    return "".join(_ESCAPED.get(char, char) for char in _BLANKS.sub(" ", text)[:_MOST_CHARS])
