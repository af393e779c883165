"""The garbage collector of a process that reads pages until it ends."""

from __future__ import annotations

import gc
from typing import Final

#: Objects made before the collector looks at the young ones: a page's tree and lines are so many.
_COLLECT_AFTER: Final = 20_000


def settle_collector() -> None:
    """Take what the imports made out of the collector's sight, and let it look seldom.

    Modules live as long as the process, and a page's trees are many small things:
    without this a tenth of the time goes into looking for rubbish that is none.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_COLLECT_AFTER, 20, 50)
