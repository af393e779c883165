"""Crawling: Scrapy's parts that are ours, and the run that holds them together."""
