"""JSON from outside: what plugins print before and after it taken off, a cut list read as far as it goes."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from aimf_scraper.errors import PageError
from aimf_scraper.pages.source import mends
from aimf_scraper.pages.source.decode_mixed import decode_mixed

MAX_JSON_BYTES: Final = 30 * 1024 * 1024
#: Where JSON may begin after a notice: these are tried one by one.
_START: Final = re.compile(r'[\[{](?=\s*(?:[\[{"\]}]|-?[0-9]|true|false|null))')
_MAX_STARTS: Final = 20
_MAX_NOTICE_CHARS: Final = 100_000
#: A page of HTML holds JSON too (in its scripts), and is none.
_HTML: Final = ("<!doctype", "<html")
_HALF: Final = re.compile(r"\\u[dD][89a-fA-F]")
_DECODER: Final = json.JSONDecoder(strict=False)
_STRICT: Final = json.JSONDecoder()


def read_json(body: bytes) -> tuple[Any, tuple[mends.Mend, ...]]:
    """Return the data in *body* and what had to be mended to read it.

    Of a list that breaks off the whole elements are read (``mends.CUT``).

    Raises:
        PageError: ``too-large``; ``bad-json`` where no JSON is found, or none of it is whole.
    """
    if len(body) > MAX_JSON_BYTES:
        raise PageError("too-large", f"{len(body)} bytes of JSON, more than {MAX_JSON_BYTES}")
    text, is_sound = decode_mixed(body)
    text = text.strip()
    found: list[mends.Mend] = [] if is_sound else [mends.ENCODING]
    if text[:20].lower().startswith(_HTML):
        raise PageError("bad-json", f"a page of HTML: {text[:80]!r}")
    try:
        data = _STRICT.decode(text)
    except RecursionError as error:
        raise PageError("bad-json", "nested too deeply") from error
    except ValueError as error:
        data, more = _mended(text, str(error)[:200])
        found += more
    if _HALF.search(text):
        data = _without_halves(data)
        found.append(mends.SURROGATES)
    return data, tuple(dict.fromkeys(found))


def _mended(text: str, problem: str) -> tuple[Any, list[mends.Mend]]:
    """Return the longest JSON in *text*; raises PageError where there is none."""
    best: tuple[int, int, Any] | None = None
    starts: list[int] = []
    for match in _START.finditer(text[:_MAX_NOTICE_CHARS]):
        if len(starts) == _MAX_STARTS:
            break
        if best is not None and match.start() < best[1]:
            continue  # inside what was read already
        starts.append(match.start())
        try:
            data, end = _DECODER.raw_decode(text, match.start())
        except (ValueError, RecursionError):
            continue
        if best is None or end - match.start() > best[1] - best[0]:
            best = (match.start(), end, data)
    # A notice may hold brackets of its own ("[]"), so a cut list is looked for before a short whole.
    cut = next((one for at in starts if (one := _cut_list(text, at))), None)
    if cut is not None and (best is None or cut[1] - cut[0] > best[1] - best[0]):
        before = [mends.TEXT_BEFORE] if cut[0] else []
        return cut[2], [*before, mends.CUT]
    if best is None:
        raise PageError("bad-json", problem)
    at, end, data = best
    found = [mends.TEXT_BEFORE] if at else []
    tail = text[end:].strip()
    if tail:
        found.append(mends.TWICE if tail[0] in "[{," else mends.TEXT_AFTER)
    if not found:
        found.append(mends.CONTROLS)
    return data, found


def _cut_list(text: str, at: int) -> tuple[int, int, list[Any]] | None:
    """Return the whole elements of the list that begins at *at* and does not end."""
    if text[at] != "[":
        return None
    elements: list[Any] = []
    begun, end = at, at + 1
    while True:
        begun_element = _past_spaces(text, end)
        if elements:
            if text[begun_element : begun_element + 1] != ",":
                break
            begun_element = _past_spaces(text, begun_element + 1)
        try:
            element, end = _DECODER.raw_decode(text, begun_element)
        except (ValueError, RecursionError):
            break
        elements.append(element)
    return (begun, end, elements) if elements else None


def _past_spaces(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n":
        at += 1
    return at


def _without_halves(data: Any) -> Any:
    """Return *data* with half characters, which nothing can store, replaced."""
    if isinstance(data, str):
        return data.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(data, list):
        return [_without_halves(one) for one in data]
    if isinstance(data, dict):
        return {_without_halves(key): _without_halves(one) for key, one in data.items()}
    return data
