"""Where the sentence of a name begins and ends.

Only the lines that hold a name in question are cut: few do, and looking for
the ends of a whole page's sentences costs more than all else that is asked of
them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

_END: Final = re.compile(
    r"[.!?…](?<![.\s][A-ZÀ-Ý].)(?<!\bM.)(?<!\bMme.)(?<!\bDr.)(?<!\bSt.)"
    r"(?:\s?[»\")])?(?=\s{1,4}[^\sa-zà-ÿ])"
)


class Sentences:
    """The sentences of *text*; none runs over the end of a line."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._line = (0, 0)
        self._starts: list[int] = []

    def span(self, at: int) -> tuple[int, int]:
        """Return where the sentence of *at* begins and ends.

        Questions about one line after another cost no more than reading the text once.
        """
        if not self._line[0] <= at < self._line[1]:
            self._cut_line(at)
        starts = self._starts
        index = bisect_right(starts, at)
        return starts[index - 1], starts[index] if index < len(starts) else self._line[1]

    def _cut_line(self, at: int) -> None:
        text = self._text
        first = text.rfind("\n", 0, at) + 1
        last = text.find("\n", at) + 1 or len(text)
        self._line = (first, last)
        self._starts = [first, *[m.end() for m in _END.finditer(text, first, last)]]
