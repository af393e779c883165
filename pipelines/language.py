"""Step 200: the language, by markup or by langdetect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aimf_scraper.assembly import tell_language

if TYPE_CHECKING:
    from aimf_scraper.assembly import Draft


class LanguagePipeline:
    def process_item(self, item: Draft) -> Draft:
        return tell_language(item)
