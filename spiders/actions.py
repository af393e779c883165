"""Actions of the site: its listings, its pages, and nothing else."""

from __future__ import annotations

from .site import SiteSpider


class ActionsSpider(SiteSpider):
    name = "actions"
    custom_settings = {"AIMF_KINDS": ["action"]}  # noqa: RUF012 - Scrapy's own form
