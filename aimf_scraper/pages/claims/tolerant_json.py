"""JSON as people type it into templates: mended once, then read strictly.

What is mended: comments, CDATA, commas too many or missing, semicolons, names and
texts in single quotes or none, quotes and line breaks inside texts, bad escapes, an end
that is missing. Tokens are only dropped, quoted or closed: no value is made up.
"""

from __future__ import annotations

import html
import json
import re
from typing import Any, Final

_DECODER: Final = json.JSONDecoder(strict=False)
_WRAPPING: Final = re.compile(
    r"(?://|/\*)?\s{0,20}(?:<!\[CDATA\[|<!--|\]\]>|-->)\s{0,20}(?:\*/|//)?"
)
_TOKEN: Final = re.compile(
    r"""\s+|//[^\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/)?|(?P<mark>[\[\]{}:,])|(?P<quote>["'])"""
    r"""|(?P<word>[^\s\[\]{}:,"';]+)|."""
)
_PLAIN: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null")
#: After a quote that ends a name stands a colon; after one that ends a text a comma that
#: begins another name or text, or a bracket.
_AFTER_NAME: Final = re.compile(r"\s{0,200}:")
_AFTER_TEXT: Final = re.compile(
    r"""\s{0,200}(?:[}\]]|;?\s{0,20}$|[,;][\s,]{0,200}(?:["'{\[}\]]|//|/\*|-?[0-9]|true|false|null|[\w@$]{1,40}\s{0,20}:)"""
    r"""|/[/*])|\s{1,200}"[\w@:-]{1,40}"\s{0,20}:\s{0,20}["{\[0-9tfn-]"""
)
_IN_LIST: Final = re.compile(r"""\s{0,200}(?:[,\]}]|;?\s{0,20}$)""")
_ESCAPE: Final = re.compile(r'\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})')
#: What JavaScript writes where JSON has "null".
_NOTHING: Final = frozenset({"undefined", "NaN", "None"})
_MAX_TOKENS: Final = 200_000


def read_json(script: str) -> Any:
    """Return what *script* holds, ``None`` where even mending makes no JSON of it."""
    said = script.strip()
    try:
        return _DECODER.decode(said)
    except (ValueError, RecursionError):
        pass
    said = _WRAPPING.sub("", said).strip()
    if "&quot;" in said[:200] and '"' not in said[:200]:
        said = html.unescape(said)
    try:
        return _DECODER.decode(_mend(said))
    except (ValueError, RecursionError):
        return None


def _mend(said: str) -> str:
    """Return *said* as JSON, in one pass over it."""
    out: list[str] = []
    open_: list[str] = []  # the brackets that wait for their end
    last = ""  # the token before: "v" for a value, else the mark itself
    at = 0
    for _ in range(_MAX_TOKENS):
        found = _TOKEN.match(said, at)
        if found is None:
            break
        at = found.end()
        if mark := found["mark"]:
            last = _mark(mark, last, out, open_)
            if not open_ and last == "v":
                break  # whatever follows the outermost bracket is no part of it
            continue
        if found["quote"]:
            is_name = bool(open_) and open_[-1] == "{" and last != ":"
            value, at = _text(
                said, at, found["quote"], is_name=is_name, in_list=open_[-1:] == ["["]
            )
        elif word := found["word"]:
            value = word if _PLAIN.fullmatch(word) else json.dumps(word)
            if word in _NOTHING:
                value = "null"
        else:
            continue
        if last == "v":
            out.append(",")
        out.append(value)
        last = "v"
    for bracket in reversed(open_):
        _drop_comma(out)
        if out and out[-1] == ":":
            out.append("null")
        out.append("}" if bracket == "{" else "]")
    return "".join(out)


def _mark(mark: str, last: str, out: list[str], open_: list[str]) -> str:
    """Write a bracket, colon or comma where it may stand; return what it leaves as the last token."""
    if mark in "{[":
        if last == "v":
            out.append(",")
        open_.append(mark)
    elif mark in "}]":
        wanted = "{" if mark == "}" else "["
        if wanted not in open_[-2:]:
            return last
        if open_[-1] != wanted:  # the bracket inside was left open
            _drop_comma(out)
            out.append("}" if open_.pop() == "{" else "]")
        open_.pop()
        _drop_comma(out)
        if out[-1] == ":":
            out.append("null")
        out.append(mark)
        return "v"
    elif mark == "," and last == ":":
        out.append("null")
    elif last != "v" or not open_ or (mark == ":" and open_[-1] == "["):
        return last  # a comma or colon after nothing
    out.append(mark)
    return mark


def _drop_comma(out: list[str]) -> None:
    while out and out[-1] == ",":
        out.pop()


def _text(said: str, at: int, quote: str, *, is_name: bool, in_list: bool) -> tuple[str, int]:
    """Return the text that begins at *at* as a JSON string, and where it ends.

    A quote ends it where what follows can follow a text; else it is one of its characters.
    """
    parts: list[str] = []
    start = at
    ends = _AFTER_NAME if is_name else _IN_LIST if in_list else _AFTER_TEXT
    special = '"\\' if quote == '"' else "'\"\\"
    stop = re.compile(f"[{re.escape(special)}]")
    while (found := stop.search(said, at)) is not None:
        at = found.start()
        parts.append(said[start:at])
        char = said[at]
        if char == "\\":
            good = _ESCAPE.match(said, at)
            parts.append(
                good.group()
                if good
                else said[at + 1 : at + 2].replace('"', '\\"').replace("\\", "\\\\")
            )
            at = good.end() if good else at + 2
        elif char == quote and ends.match(said, at + 1):
            return f'"{"".join(parts)}"', at + 1
        else:
            parts.append('\\"' if char == '"' else char)
            at += 1
        start = at
    parts.append(said[start:])
    return f'"{"".join(parts)}"', len(said)
