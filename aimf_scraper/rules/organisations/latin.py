"""Letters and words of names in capitals, as patterns have them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

#: An upper-case letter of any Latin alphabet; a letter that has no case counts as one.
UPPER: Final = r"[^\W\d_a-zß-öø-ÿœāăąćčďđēęěğīıłńňōőřśşșšťţțūůűźżžơưạ-ỹ]"
#: A word that begins with one.
CAP: Final = rf"{UPPER}[\w’'&-]{{0,30}}"
_DOTTED: Final = re.compile(r"(?<![\w.])(?:[A-Z]\.){1,7}[A-Z]\.?(?!\w)")
#: What every one of them holds, and few texts do.
_WITHIN_DOTTED: Final = re.compile(r"\.[A-Z]")


def dotted_names(text: str) -> Iterator[re.Match[str]]:
    """Return the short names that are written with full stops: "P.N.U.D.", "U.E."."""
    return _DOTTED.finditer(text) if _WITHIN_DOTTED.search(text) else iter(())
