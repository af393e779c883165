"""Letters and words of names in capitals, as patterns have them."""

from __future__ import annotations

import re
from typing import Final

#: An upper-case letter of any Latin alphabet; a letter that has no case counts as one.
UPPER: Final = r"[^\W\d_a-zß-öø-ÿœāăąćčďđēęěğīıłńňōőřśşșšťţțūůűźżžơưạ-ỹ]"
#: A word that begins with one.
CAP: Final = rf"{UPPER}[\w’'&-]{{0,30}}"
#: "P.N.U.D.", "U.E."
DOTTED: Final = re.compile(r"(?<![\w.])(?:[A-Z]\.){1,7}[A-Z]\.?(?!\w)")
