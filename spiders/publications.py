"""Publications of the site: its listings, its pages, and nothing else."""

from __future__ import annotations

from .site import SiteSpider


class PublicationsSpider(SiteSpider):
    name = "publications"
    custom_settings = {"AIMF_KINDS": ["publication"]}  # noqa: RUF012 - Scrapy's own form
