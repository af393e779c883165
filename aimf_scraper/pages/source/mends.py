"""What a tolerant reader had to mend, so that nobody takes a mended answer for a whole one."""

from __future__ import annotations

from typing import Final, NamedTuple


class Mend(NamedTuple):
    """One thing that was amiss in an answer. ``loses``: items may be missing because of it."""

    what: str
    loses: bool = False


TEXT_BEFORE: Final = Mend("text before the data")
TEXT_AFTER: Final = Mend("text after the data")
ENCODING: Final = Mend("not in the encoding that it names")
CONTROLS: Final = Mend("control characters")
AMPERSANDS: Final = Mend("unescaped ampersands")
ENTITIES: Final = Mend("entities of HTML")
KEYED: Final = Mend("an object in place of a list")
SURROGATES: Final = Mend("half characters")
CUT: Final = Mend("cut", loses=True)
TWICE: Final = Mend("more than one document", loses=True)
UNNAMED: Final = Mend("an item without an address", loses=True)
BROKEN: Final = Mend("broken inside", loses=True)
TOO_MANY: Final = Mend("longer than is read", loses=True)
