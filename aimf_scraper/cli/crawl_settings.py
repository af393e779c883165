"""What the user's settings say to Scrapy."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aimf_scraper.config import Loaded


def scrapy_settings_of(loaded: Loaded, *, demo: bool) -> dict[str, Any]:
    """Return what the user's settings change of Scrapy's; a default changes nothing."""
    from aimf_scraper import settings

    config = loaded.config
    said: dict[str, Any] = {
        "AIMF_EVERY_DAYS": config.every_days,
        "AIMF_ASSETS": config.assets,
        "AIMF_ASSET_HOSTS": list(config.asset_hosts),
        "AIMF_BUDGET": asdict(config.budget),
        "REDIRECT_MAX_TIMES": config.budget.hops,
        "AIMF_LONGEST_DELAY_SEC": config.politeness.longest_delay_sec,
        "AIMF_KNOWN_GAPS_AFTER": config.known_gaps.after,
        "AIMF_CORRECTIONS": str(config.corrections or ""),
    }
    if not demo and not loaded.is_default("politeness.delay_sec"):
        said["DOWNLOAD_DELAY"] = config.politeness.delay_sec
    if config.politeness.contact:
        said["AIMF_CONTACT"] = config.politeness.contact
        said["USER_AGENT"] = settings.user_agent(config.politeness.contact)
    return said
