"""Archive: every response as WARC, written, checked and read again."""
