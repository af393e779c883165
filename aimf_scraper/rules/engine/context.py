"""What stands around a place in a text: the only windows in the rules.

A window ends where what it is asked for ends: the clause, the sentence, the line. How far a
pattern looks is worked out from the pattern (``patterns.Pattern``). ``FARTHEST`` is the one
bound beside it: without it a text of one endless sentence would be read again for each
thing in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeVar

from aimf_scraper.rules.engine.span import Span, Spanned

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from aimf_scraper.rules.engine.patterns import Pattern
    from aimf_scraper.rules.engine.sentences import Sentences

S = TypeVar("S", bound=Spanned)
#: How far what is said reaches: to the next semicolon, the sentence's end, the line's, the
#: text's; ``near``: within the clause, a few words on.
Scope = Literal["near", "clause", "sentence", "line", "text"]
#: Characters: no labelled text ties words together that are farther apart in their sentence.
FARTHEST: Final = 240
_NEAR: Final = 60
#: A list of more is cut, so that a text that is one list is not gone through for each name in it.
_LONGEST_LIST: Final = 40
_CLAUSE_ENDS: Final = "; "
_BLANKS: Final = " \t\u00a0\u202f"
_COLONS: Final = ":\uff1a"
#: What stands before the first word of a line: bullets, dashes, stars.
_ITEM_MARKS: Final = " \t\u00a0\u202f-–—•*·:"


class Context:
    """The windows of one text. ``folded`` has the offsets of ``text``."""

    __slots__ = ("_folded", "_sentences", "_text")

    def __init__(self, text: str, folded: str, sentences: Sentences) -> None:
        self._text = text
        self._folded = folded
        self._sentences = sentences

    def before(self, at: int, scope: Scope = "sentence") -> Span:
        """Return what stands before *at* in its *scope*."""
        return Span(self._start(at, scope), at)

    def after(self, at: int, scope: Scope = "sentence") -> Span:
        """Return what stands from *at* on in its *scope*."""
        return Span(at, self._end(at, scope))

    def around(self, span: Spanned, scope: Scope = "sentence") -> Span:
        """Return the *scope* that *span* stands in, the span included."""
        return Span(self._start(span.start, scope), self._end(span.end, scope))

    def sentence(self, at: int) -> Span:
        """Return the sentence of *at*, as far as it is looked at on either side."""
        return Span(self._start(at, "sentence"), self._end(at, "sentence"))

    def line(self, at: int) -> Span:
        """Return the line of *at*, as far as it is looked at on either side."""
        return Span(self._start(at, "line"), self._end(at, "line"))

    def label(self, at: int) -> Span | None:
        """Return the words before the colon that leads to *at*, or the line above.

        "Budget : 5 M€"; where *at* opens its line, "Budget :" or "Budget" on the line above.
        ``None`` where no label leads there.
        """
        line = self._start(at, "line")
        if not self._text[line:at].strip(_ITEM_MARKS):
            return self._line_above(line)
        colon = max(self._text.rfind(mark, line, at) for mark in _COLONS)
        if colon < 0:
            return None
        return self._trimmed(line, colon)

    def list_of(self, found: Sequence[S], number: int, joint: Pattern) -> Sequence[S]:
        """Return the neighbours of ``found[number]`` that only list joints part, itself among them.

        *joint* matches all that may stand between two of a list: ", ", " et ".
        """
        first = last = number
        least, most = number - _LONGEST_LIST, number + _LONGEST_LIST
        while first > max(0, least) and self._joined(found[first - 1], found[first], joint):
            first -= 1
        while last + 1 < min(len(found), most) and self._joined(
            found[last], found[last + 1], joint
        ):
            last += 1
        return found[first : last + 1]

    def leads(self, pattern: Pattern, at: int, scope: Scope = "line") -> re.Match[str] | None:
        """Return the match of *pattern* that ends right before *at*, within *scope*."""
        return pattern.right_before(self._folded, at, self._start(at, scope, pattern.reach))

    def follows(self, pattern: Pattern, at: int, scope: Scope = "line") -> re.Match[str] | None:
        """Return the match of *pattern* that begins right at *at*, within *scope*."""
        return pattern.right_after(self._folded, at, self._end(at, scope, pattern.reach))

    def said_before(
        self, pattern: Pattern, at: int, scope: Scope = "sentence"
    ) -> re.Match[str] | None:
        """Return the first match of *pattern* before *at* in its *scope*."""
        return pattern.regex.search(self._folded, self._start(at, scope), at)

    def said_after(
        self, pattern: Pattern, at: int, scope: Scope = "sentence"
    ) -> re.Match[str] | None:
        """Return the first match of *pattern* from *at* on in its *scope*."""
        return pattern.regex.search(self._folded, at, self._end(at, scope))

    def _joined(self, one: Spanned, other: Spanned, joint: Pattern) -> bool:
        start, end = one.end, other.start
        return start <= end <= start + joint.reach and (
            joint.regex.fullmatch(self._folded, start, end) is not None
        )

    def _line_above(self, line: int) -> Span | None:
        if not line:
            return None
        above = self._start(line - 1, "line")
        return self._trimmed(above, line - 1)

    def _trimmed(self, start: int, end: int) -> Span | None:
        """Return the words of ``text[start:end]`` without blanks, item marks and colons at its ends."""
        words = self._text[start:end]
        start += len(words) - len(words.lstrip(_ITEM_MARKS))
        end = start + len(self._text[start:end].rstrip(_BLANKS + _COLONS))
        return Span(start, end) if start < end else None

    def _start(self, at: int, scope: Scope, most: int = FARTHEST) -> int:
        floor = max(0, at - (_NEAR if scope == "near" else most))
        if scope == "text":
            return floor
        if scope == "line":
            return max(floor, self._text.rfind("\n", floor, at) + 1)
        floor = max(floor, self._sentences.start(at))
        if scope == "sentence":
            return floor
        return max(floor, self._text.rfind(_CLAUSE_ENDS, floor, at) + 1)

    def _end(self, at: int, scope: Scope, most: int = FARTHEST) -> int:
        limit = min(len(self._text), at + (_NEAR if scope == "near" else most))
        if scope == "text":
            return limit
        if scope == "line":
            end = self._text.find("\n", at, limit)
            return limit if end < 0 else end
        limit = min(limit, self._sentences.end(at))
        if scope == "sentence":
            return limit
        end = self._text.find(_CLAUSE_ENDS, at, limit)
        return limit if end < 0 else end
