"""Pages: HTML, REST JSON, sitemaps and feeds in; what they say of themselves out."""
