"""A text with what was read in it marked, wherever the marks overlap; every word of it kept.

The text content of what comes out is the text itself, character for character: signs and labels
are drawn by the style sheet. Everything is escaped.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Mark(NamedTuple):
    """One place where something was read.

    Attributes:
        start, end: code points of the text.
        kind: gives the mark its look: a field of facts, such as ``budgets``.
        key: the fact, such as ``budgets-0``; the panel shows it under ``fact-budgets-0``.
        number: which of the fact's places in all texts, from 0.
        label: what is said of it to who cannot see the mark.
    """

    start: int
    end: int
    kind: str
    key: str
    number: int = 0
    label: str = ""

    @property
    def anchor(self) -> str:
        return f"at-{self.key}-{self.number}"


def highlight(text: str, marks: Iterable[Mark], *, linked: bool = True) -> Markup:
    r"""Return *text* with *marks*, those that lie in others inside them; never raises.

    A mark that crosses another one, or a line's end, is told in pieces: the first has its id and,
    where *linked*, a link to the fact's place in the panel. Each line is a paragraph.

    >>> highlight("à Man", [Mark(2, 5, "cities", "cities-0")], linked=False)
    Markup('<p>à <mark class="fact k-cities" id="at-cities-0-0">Man</mark></p>')
    """
    kept = _ordered(text, marks)
    begun: set[Mark] = set()
    lines = []
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        inside = [one for one in kept if one.start < end and at < one.end]
        pieces = "".join(_pieces(text, at, end, inside, begun, linked=linked))
        lines.append(f"<p>{pieces}</p>")
        at = end + 1
    return Markup("\n".join(lines))  # noqa: S704 - every piece is escaped below


def inline(text: str, marks: Iterable[Mark], *, linked: bool = True) -> Markup:
    """Return *text* as ``highlight`` does, without paragraphs: for a heading or a quote."""
    kept = _ordered(text, marks)
    pieces = _pieces(text, 0, len(text), kept, set(), linked=linked)
    return Markup("".join(pieces))  # noqa: S704 - every piece is escaped below


def _ordered(text: str, marks: Iterable[Mark]) -> list[Mark]:
    """Return the marks that lie in *text*, each once, the longer ones outside."""
    inside = {one for one in marks if 0 <= one.start < one.end <= len(text)}
    return sorted(inside, key=lambda one: (one.start, -one.end, one.key, one.number))


def _pieces(
    text: str, start: int, end: int, marks: Sequence[Mark], begun: set[Mark], *, linked: bool
) -> list[str]:
    """Return ``text[start:end]`` cut wherever a mark begins or ends; closes all that it opens."""
    edges = {start, end}
    for one in marks:
        edges |= {max(start, one.start), min(end, one.end)}
    places = sorted(edges)
    told: list[str] = []
    held: list[Mark] = []
    for begin, stop in pairwise(places):
        here = [one for one in marks if one.start <= begin and stop <= one.end]
        same = 0
        while same < len(held) and same < len(here) and held[same] == here[same]:
            same += 1
        told += ["</mark>"] * (len(held) - same)
        for one in here[same:]:
            told.append(_opening(one, is_first=one not in begun, linked=linked))
            begun.add(one)
        held = here
        told.append(str(escape(text[begin:stop])))
    return [*told, *(["</mark>"] * len(held))]


def _opening(one: Mark, *, is_first: bool, linked: bool) -> str:
    kind = escape(one.kind)
    if not is_first:
        return f'<mark class="fact more k-{kind}">'
    opening = f'<mark class="fact k-{kind}" id="{escape(one.anchor)}">'
    if not linked:
        return opening
    return (
        f'{opening}<a class="ref" href="#fact-{escape(one.key)}"'
        f' aria-label="{escape(one.label or one.key)}"></a>'
    )
