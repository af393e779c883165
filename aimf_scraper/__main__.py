"""Where both ``aimf-scraper`` and ``python -m aimf_scraper`` begin.

Signals are ours before anything heavy is imported.
"""

from __future__ import annotations

from aimf_scraper import interrupts


def main() -> None:
    """Run the command line."""
    try:
        interrupts.install()
        from aimf_scraper.cli import main as run  # noqa: PLC0415 - a signal may come meanwhile

        run()
    except SystemExit as done:
        # Python's own end takes a while, and a signal would kill us in it.
        interrupts.leave(done.code if isinstance(done.code, int) else 0)
    except KeyboardInterrupt:
        interrupts.end("interrupted: everything fetched so far is kept")


if __name__ == "__main__":
    main()
