"""Step 300: the rules; the draft has its record from here on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aimf_scraper.assembly import find_facts

if TYPE_CHECKING:
    from aimf_scraper.assembly import Draft


class FactsPipeline:
    def process_item(self, item: Draft) -> Draft:
        return find_facts(item)
