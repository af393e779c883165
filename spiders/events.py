"""Events of the site: its listings, its pages, and nothing else."""

from __future__ import annotations

from .site import SiteSpider


class EventsSpider(SiteSpider):
    name = "events"
    custom_settings = {"AIMF_KINDS": ["event"]}  # noqa: RUF012 - Scrapy's own form
