"""Attributes that hardly any page has, told from its bytes: far sooner than found in its tree."""

from __future__ import annotations

import re
from typing import Final

#: What scripts make links of boxes by, "onclick" beside them.
CLICKABLE: Final = (
    "data-href",
    "data-url",
    "data-link",
    "data-permalink",
    "data-column-clickable",
    "data-ha-element-link",
    "data-eael-wrapper-link",
    "data-element-link",
)
#: What the scripts of viewers and download plugins fill: dFlip, WP Download Manager.
OF_VIEWERS: Final = ("data-downloadurl", "data-source", "data-pdf")

_DATA: Final = re.compile(
    b"data-(?:%b)"
    % b"|".join(name.removeprefix("data-").encode() for name in (*CLICKABLE, *OF_VIEWERS))
)


def rare_attributes(html: bytes) -> frozenset[str]:
    """Return which of the attributes above *html* may hold: a name in a script counts as well."""
    lower = html.lower()
    named = {one.decode() for one in set(_DATA.findall(lower))}
    if b"onclick" in lower:
        named.add("onclick")
    return frozenset(named)
