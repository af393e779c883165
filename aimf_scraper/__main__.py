"""``python -m aimf_scraper`` is the same as the console script."""

from aimf_scraper.cli import main

if __name__ == "__main__":
    main()
