"""Step 100: French text, cleaned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aimf_scraper.assembly import clean

if TYPE_CHECKING:
    from aimf_scraper.assembly import Draft


class CleanPipeline:
    def process_item(self, item: Draft) -> Draft:
        return clean(item)
