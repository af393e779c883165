"""An archived page made harmless, the words of a fact marked in it: bytes in, HTML out.

What comes out is built anew from a list of elements and attributes that do nothing; all else
of the page is left out, its text kept. Scripts, styles, forms and frames go with what is in
them. Addresses lead to other archived pages, or nowhere.
"""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final, Literal, NamedTuple
from urllib.parse import urljoin

from lxml import etree
from markupsafe import Markup, escape

from aimf_scraper.explore.capture_words import Found, find_words
from aimf_scraper.explore.look import web_link
from aimf_scraper.pages.source.decode import decode, parse_html
from aimf_scraper.tables import Row, read_tsv

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

    from aimf_scraper.explore.capture_words import Wanted

_PAGES: Final = frozenset({"text/html", "application/xhtml+xml"})
_LONGEST_TEXT: Final = 2_000_000


@dataclass(frozen=True, slots=True)
class CaptureElement(Row):
    """What becomes of an element (``shown``), and of the words before and behind it."""

    key: ClassVar = ("element",)
    element: str
    shown: Literal["kept", "empty", "words", "left_out"]
    words: Literal["joined", "parted"]


@cache
def _elements() -> dict[str, CaptureElement]:
    path = Path(__file__).with_name("capture_elements.tsv")
    return {one.element: one for one in read_tsv(path, CaptureElement)}


class _Piece(NamedTuple):
    """A piece of what comes out: HTML of ours, or a text of the page."""

    html: str = ""
    text: str = ""


class CaptureView(NamedTuple):
    """``is_marked``: the words were found on the page."""

    html: Markup
    is_marked: bool


def view_of(
    body: bytes,
    media_type: str | None,
    content_type: str | None,
    url: str,
    *,
    wanted: Wanted | None,
    archived: Callable[[str], str | None],
) -> CaptureView:
    """Return the content of an archived answer as HTML that does nothing.

    *archived*: gives the address at which a page or picture of the archive is shown, if it has it.

    Raises:
        PageError: it is called HTML and is none that can be read.
    """
    if media_type in _PAGES or media_type is None:
        pieces = _pieces(parse_html(body, content_type), url, archived)
    else:
        pieces = [_Piece("<pre>"), _Piece(text=_plain(body, media_type)), _Piece("</pre>")]
    found = find_words([one.text for one in pieces], wanted) if wanted else None
    return CaptureView(_written(pieces, found), found is not None)


def _plain(body: bytes, media_type: str) -> str:
    text = decode(body)[:_LONGEST_TEXT]
    if media_type.endswith("json"):
        try:
            return json.dumps(json.loads(text), ensure_ascii=False, indent=1)
        except (ValueError, RecursionError):  # as it was served, then
            return text
    return text


def _pieces(root: _Element, url: str, archived: Callable[[str], str | None]) -> list[_Piece]:
    told: list[_Piece] = []
    closing: list[str] = []
    dropped = 0
    left_out = {one.element for one in _elements().values() if one.shown == "left_out"}
    for event, el in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        name = el.tag if isinstance(el.tag, str) else ""
        if event == "start":
            dropped += name in left_out
            if not dropped:
                opening, end = _tags(el, name, url, archived)
                told.append(_Piece(opening))
                closing.append(end)
                told.append(_Piece(text=el.text or ""))
            continue
        if event == "end":
            if not dropped:
                told.append(_Piece(closing.pop()))
            dropped -= name in left_out
        if not dropped:
            told.append(_Piece(text=el.tail or ""))
    return told


def _tags(
    el: _Element, name: str, url: str, archived: Callable[[str], str | None]
) -> tuple[str, str]:
    """Return what stands for an element before and behind its content."""
    if name == "a":
        href = _shown_at(el.get("href"), url, archived)
        return (f'<a href="{escape(href)}">', "</a>") if href else ("", "")
    if name == "img":
        src = _shown_at(el.get("src"), url, archived)
        alt = escape(el.get("alt") or "")
        if src:
            return f'<img src="{escape(src)}" alt="{alt}" loading="lazy">', ""
        return (f'<span class="picture">{alt}</span>', "") if alt else ("", "")
    known = _elements().get(name)
    if known is not None and known.shown in {"kept", "empty"}:
        return f"<{name}>", f"</{name}>" if known.shown == "kept" else ""
    # What parts words elsewhere must not join them here.
    return ("", "") if known is not None and known.words == "joined" else (" ", " ")


def _shown_at(address: str | None, url: str, archived: Callable[[str], str | None]) -> str | None:
    try:
        whole = web_link(urljoin(url, (address or "").strip())) if address else None
    except ValueError:  # no address at all
        return None
    return archived(whole) if whole else None


def _written(pieces: list[_Piece], found: Found | None) -> Markup:
    told: list[str] = []
    at = 0
    begun = False
    for one in pieces:
        if one.html:
            told.append(one.html)
            continue
        end = at + len(one.text)
        edges = {at, end}
        if found is not None:
            edges |= {min(max(edge, at), end) for edge in found}
        places = sorted(edges)
        for start, stop in itertools.pairwise(places):
            words = str(escape(one.text[start - at : stop - at]))
            if found is None or not found.start <= start < found.end or not words.strip():
                told.append(words)
                continue
            name = "quote" if found.quote_start <= start < found.quote_end else "sentence"
            anchor = "" if begun else ' id="marked"'
            begun = True
            told.append(f'<mark class="{name}"{anchor}>{words}</mark>')
        at = end
    return Markup("".join(told))  # noqa: S704 - texts are escaped, tags are ours
