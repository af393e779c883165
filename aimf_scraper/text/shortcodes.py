"""WordPress shortcodes that no plugin turned into a page: "[vc_row]", "[gallery ids=…]".

They are left in the text where a plugin was taken off, or where the REST API and
feeds give the raw text. What stands between an opening and a closing one is kept
(a caption's words); brackets of prose ("[2023]", "[…]", "[en francs CFA]") stay.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final, NamedTuple

from aimf_scraper.tables import Row, read_toml

#: A name, then attributes or nothing. Each part is bounded, and none may hold a bracket.
_SHORTCODE: Final = re.compile(
    r"\[(?P<closes>/)?(?P<name>[A-Za-z][A-Za-z0-9_-]{1,60})(?P<rest>[^\[\]<>\n]{0,2000}?)/?\]"
)
_ATTRIBUTE: Final = re.compile(r"\s[A-Za-z_][\w-]{0,60}\s?=\s?[\"'”“″′«„&\w#]")


@dataclass(frozen=True, slots=True)
class Shortcodes(Row):
    """``data/shortcodes.toml``."""

    alone: tuple[str, ...]
    emptied: tuple[str, ...]
    prefixes: tuple[str, ...]


class _Known(NamedTuple):
    """``alone``: shortcodes without attributes; ``emptied``: what they hold is no text."""

    alone: frozenset[str]
    prefixes: tuple[str, ...]
    emptied: frozenset[str]


@cache
def _known() -> _Known:
    path = Path(str(files("aimf_scraper.text") / "data" / "shortcodes.toml"))
    data = read_toml(path, Shortcodes)
    return _Known(frozenset(data.alone), data.prefixes, frozenset(data.emptied))


def drop_shortcodes(text: str) -> str:
    """Return *text* without its shortcodes; linear time, never raises.

    A name that nobody lists is a shortcode where it has attributes or is closed.

    >>> drop_shortcodes('[vc_row css=".a"]Le puits[/vc_row] coûte [en 2023] 3 M€ […]')
    'Le puits coûte [en 2023] 3 M€ […]'
    """
    if "[" not in text:
        return text
    found = list(_SHORTCODE.finditer(text))
    closed = {one["name"] for one in found if one["closes"]}
    kept: list[str] = []
    at = 0
    emptied = None
    for one in found:
        if not _is_shortcode(one, closed):
            continue
        if emptied is None:
            kept.append(text[at : one.start()])
        at = one.end()
        name = one["name"]
        if one["closes"]:
            emptied = None if name == emptied else emptied
        elif emptied is None and name in _known().emptied and name in closed:
            emptied = name
    kept.append(text[at:])
    return "".join(kept)


def _is_shortcode(match: re.Match[str], closed: set[str]) -> bool:
    name, rest = match["name"], match["rest"]
    known = _known()
    bare = not rest.strip()
    if match["closes"]:
        return bare
    if bare:  # in capitals it is a word of prose: "[Audio] Le maire répond"
        return name in known.alone or name.startswith(known.prefixes) or name in closed
    return _ATTRIBUTE.match(rest) is not None or name.startswith(known.prefixes)
