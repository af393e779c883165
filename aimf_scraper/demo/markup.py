"""The few marks that the demo's texts are written in, as HTML and as plain text.

Blocks are parted by an empty line. ``## `` begins a heading, ``- `` a list
entry, ``> `` a quotation; ``[words](/address/)`` is a link, ``**words**`` is
strong. Anything else is a paragraph.
"""

from __future__ import annotations

import re
from html import escape
from typing import Final

_LINK: Final = re.compile(r"\[([^][]{1,200})\]\(([^()\s]{1,300})\)")
_STRONG: Final = re.compile(r"\*\*([^*]{1,200})\*\*")


def blocks(text: str) -> list[str]:
    """Return the blocks of *text* as written, marks and all; a list is one block."""
    return [one.strip() for one in re.split(r"\n[ \t]*\n", text.strip()) if one.strip()]


def links(text: str) -> list[tuple[str, str]]:
    """Return the links of *text* as (words, address).

    >>> links("Voir [le bilan](/document/bilan/).")
    [('le bilan', '/document/bilan/')]
    """
    return _LINK.findall(text)


def plain(text: str) -> list[str]:
    """Return the lines that a reader sees: a paragraph, heading or list entry each.

    >>> plain("**Un** mot, puis [deux](/2/).")
    ['Un mot, puis deux.']
    """
    said = []
    for block in blocks(text):
        if _is_list(block):
            said += [_bare(entry) for entry in _entries(block)]
        else:
            said.append(_bare(re.sub(r"^(?:## |> )", "", " ".join(block.split("\n")))))
    return said


def html(block: str) -> str:
    """Return one block as HTML."""
    if _is_list(block):
        entries = "\n".join(f"<li>{_inline(entry)}</li>" for entry in _entries(block))
        return f"<ul>\n{entries}\n</ul>"
    said = " ".join(block.split("\n"))
    if said.startswith("## "):
        return f"<h2>{_inline(said[3:])}</h2>"
    if said.startswith("> "):
        return f"<blockquote><p>{_inline(said[2:])}</p></blockquote>"
    return f"<p>{_inline(said)}</p>"


def _is_list(block: str) -> bool:
    return block.startswith("- ")


def _entries(block: str) -> list[str]:
    return [line.removeprefix("- ").strip() for line in block.split("\n")]


def _bare(text: str) -> str:
    return _STRONG.sub(r"\1", _LINK.sub(r"\1", text))


def _inline(text: str) -> str:
    said = escape(text, quote=False)
    said = _LINK.sub(r'<a href="\2">\1</a>', said)
    return _STRONG.sub(r"<strong>\1</strong>", said)
