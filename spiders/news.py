"""News of the site: its listings, its pages, and nothing else."""

from __future__ import annotations

from .site import SiteSpider


class NewsSpider(SiteSpider):
    name = "news"
    custom_settings = {"AIMF_KINDS": ["news"]}  # noqa: RUF012 - Scrapy's own form
