"""The command line: each command a module, its heavy imports inside it.

Results go to standard output, progress and errors to standard error. Every
error of ours becomes one line and its exit code.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from typing import Any, Final

import click

from aimf_scraper import __version__, interrupts, platforms
from aimf_scraper.cli.archive import archive
from aimf_scraper.cli.changes import changes
from aimf_scraper.cli.crawl import crawl
from aimf_scraper.cli.evaluate import evaluate
from aimf_scraper.cli.explain import explain
from aimf_scraper.cli.export import export
from aimf_scraper.cli.extract import extract
from aimf_scraper.cli.rebuild import rebuild
from aimf_scraper.cli.refresh import refresh
from aimf_scraper.cli.report import report
from aimf_scraper.cli.review import review
from aimf_scraper.cli.serve import serve
from aimf_scraper.cli.status import status
from aimf_scraper.errors import INTERNAL, AimfError, said_of

_INTERRUPTED: Final = "interrupted: everything fetched so far is kept"


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="aimf-scraper")
def cli() -> None:
    """The AIMF site as a dataset in which every value carries its evidence.

    Exit codes: 0 done, 1 unexpected error, 2 wrong usage, 3 done but not good
    enough (last good exports kept), 4 the site could not be reached, 5 another
    run holds the data folder, 130 interrupted (everything fetched is kept).
    """


for _command in (
    archive,
    changes,
    crawl,
    extract,
    export,
    evaluate,
    explain,
    rebuild,
    refresh,
    report,
    review,
    serve,
    status,
):
    cli.add_command(_command)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with the contract's code."""
    platforms.speak_utf8()
    try:
        code: Any = cli.main(args=arguments, prog_name="aimf-scraper", standalone_mode=False)
    except click.exceptions.Abort:
        interrupts.end(_INTERRUPTED)
    except KeyboardInterrupt:
        interrupts.end(_INTERRUPTED)
    except click.ClickException as error:
        error.show(file=sys.stderr)
        sys.exit(error.exit_code)
    except AimfError as error:
        if INTERNAL in str(error):
            _end_where_damaged()
        _end(str(error), error.exit_code)
    except BrokenPipeError:
        # The reader of our output went away (`| head`): nothing to tell it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        _end(f"{where}{error.strerror or error}: free space or mend permissions, then run again", 1)
    except sqlite3.Error as error:
        _end(f"the database can't be used (SQLite: {error}): put a backup in its place", 1)
    except Exception as error:
        # The last resort: no traceback reaches a user, and none is lost to who asks for it.
        if sys.flags.dev_mode:
            raise
        _end_where_damaged()
        said = f"unexpected error: {said_of(error)}"
        _end(f"{said}; `python -X dev -m aimf_scraper ...` shows all of it", 1)
    if code == interrupts.EXIT_CODE:
        interrupts.end(_INTERRUPTED)
    sys.exit(code if isinstance(code, int) else 0)


def _end_where_damaged() -> None:
    """Say so where something unexpected came of a database that is broken."""
    from aimf_scraper.store import soundness

    for path in soundness.opened:
        if (what := soundness.damage(path)) is not None:
            _end(soundness.told(path, what), 1)


def _end(message: str, code: int) -> None:
    click.echo(f"aimf-scraper: {message}", err=True)
    sys.exit(code)
