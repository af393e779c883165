"""CDXJ: the index that replay tools read, one line a capture, sorted."""

from __future__ import annotations

import hashlib
import json
import zlib
from typing import TYPE_CHECKING, Final

from aimf_scraper.archive.exchange import media_type_of
from aimf_scraper.archive.payload import PayloadError, digest_of, head_of, payload_of
from aimf_scraper.archive.records import RawRecord, records_of, with_lengths
from aimf_scraper.archive.surt import surt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.archive.sources import Source

#: Lines a gzip block of a compressed index holds; readers unpack one block a look-up.
BLOCK_LINES: Final = 300
_GZIP: Final = 31


def lines_of(source: Source) -> Iterator[str]:
    """Yield the unsorted CDXJ lines of a WARC file's responses, revisits and resources.

    Resources of no web address (``urn:thumbnail:…``) too: replay tools look pictures
    and texts of pages up by them.

    A 304 gets none: replay tools would show it as it is, a page without
    content, in place of the capture that it confirms.
    """
    file = source.name.rpartition("!")[2].rpartition("/")[2]
    for record, length in with_lengths(records_of(source)):
        if not isinstance(record, RawRecord) or not _is_looked_up(record):
            continue
        try:
            head = head_of(record.kind, record.block, record.headers.get("content-type"))
            status = head.status
        except PayloadError:
            continue  # what cannot be read cannot be replayed; `archive verify` names it
        revisit = record.kind == "revisit"
        if revisit and status == 304:
            continue
        digest = record.headers.get("warc-payload-digest")
        fields = {
            "url": record.url,
            "mime": "warc/revisit" if revisit else media_type_of(head.get("Content-Type")),
            "status": str(status),
            "digest": digest or digest_of(payload_of(head, record.block)),
            "length": str(length),
            "offset": str(record.offset),
            "filename": file,
        }
        stamp = "".join(c for c in record.date if c.isdigit())[:14]
        said = json.dumps({name: value for name, value in fields.items() if value is not None})
        yield f"{surt(record.url)} {stamp} {said}\n"


def _is_looked_up(record: RawRecord) -> bool:
    return record.is_capture or (record.kind == "resource" and record.url.startswith("urn:"))


def compressed(lines: list[str], name: str) -> tuple[bytes, bytes]:
    """Return sorted *lines* as gzip blocks, and the index over the blocks (``.idx``).

    *name* is the file that the blocks will lie in.
    """
    blocks = bytearray()
    header = json.dumps({"format": "cdxj-gzip-1.0", "filename": name})
    over = [f"!meta 0 {header}\n"]
    for at in range(0, len(lines), BLOCK_LINES):
        chunk = lines[at : at + BLOCK_LINES]
        block = zlib.compress("".join(chunk).encode(), wbits=_GZIP)
        digest = f"sha256:{hashlib.sha256(block).hexdigest()}"
        place = json.dumps({"offset": len(blocks), "length": len(block), "digest": digest})
        over.append(f"{chunk[0].partition('{')[0].strip()} {place}\n")
        blocks += block
    return bytes(blocks), "".join(over).encode()
