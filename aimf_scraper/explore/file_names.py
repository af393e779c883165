"""Names of files for things of the dataset: readable, plain ASCII, never two the same.

A name depends on its thing alone, so an address stays while the dataset grows.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Final

_APART: Final = re.compile(r"[^a-z0-9]{1,200}")
_LONGEST: Final = 80
#: What Unicode does not take apart.
_LIGATURES: Final = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l"})


def file_name(key: str, readable: str | None = None) -> str:
    """Return the name of the file of *key*, the ending apart.

    Where the name does not say the whole key, a digest of it stands behind: two keys never share
    a name, on a file system that does not tell capital letters either.

    >>> file_name("action:hue-un-fleuve")
    'action-hue-un-fleuve'
    >>> file_name("geonames:1580240", "Hué")
    'hue-1ada1f4e'
    """
    told = _plain(readable if readable is not None else key)
    if readable is None and _is_whole(key, told):
        return told
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{told}-{digest}" if told else digest


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.lower().translate(_LIGATURES))
    return _APART.sub("-", apart)[:_LONGEST].strip("-")


def _is_whole(key: str, told: str) -> bool:
    """Return whether *told* is the key with its first colon as a hyphen, and nothing else."""
    kind, colon, rest = key.partition(":")
    is_plain = kind.isascii() and kind.isalpha()
    # A digest at the end would make it look like the name of another key.
    return is_plain and bool(colon) and told == f"{kind}-{rest}" and not _ENDS_IN_DIGEST(told)


_ENDS_IN_DIGEST: Final = re.compile(r"-[0-9a-f]{8}$").search
