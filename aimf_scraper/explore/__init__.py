"""The dataset looked at: pages, charts and maps drawn here, for a browser, a file or a web space."""
