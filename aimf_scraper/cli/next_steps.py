"""What a crawl's last lines say: what lies where, and what to do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aimf_scraper.publishing import PublishedSet


def next_steps(
    data: Path, published: PublishedSet | None, *, is_demo: bool, no_export: bool
) -> Iterator[str]:
    """Yield five lines: database, exports, how to open them, how to look at them, what comes next.

    Where no exports were wanted, four. Each command can be typed as it stands.
    """
    at = "" if str(data) == "data" else f" --data {_typed(data)}"
    database = data / "aimf.db"
    yield f"{database}: the records; the view projects has one row an action"
    if published is not None:
        files = [one.name for one in published.files]
        first = next((one for one in ("projects.csv", "README.md") if one in files), files[0])
        yield f"{data / 'exports'}: {len(files)} files; begin with {first}"
    elif not no_export:
        yield f"{data / 'exports'}: kept as it was: this crawl was not complete, or a check failed"
    yield f'open: sqlite3 {_typed(database)} "SELECT title, city, amount, currency FROM projects"'
    yield f"look: `aimf-scraper status{at}` tells how complete it is, `serve{at}` shows it in a browser"
    if is_demo:
        yield (
            "next: `aimf-scraper crawl --data real --contact you@example.org` crawls the real site "
            "into a folder of its own"
        )
    else:
        yield f"next: `aimf-scraper refresh{at}` crawls what changed since"


def _typed(path: Path) -> str:
    """Return *path* as it is typed in a shell."""
    text = str(path)
    return text if all(one.isalnum() or one in "/\\:._-+~" for one in text) else f'"{text}"'
