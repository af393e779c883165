"""Who asks: a crawl of somebody else's site names a person whom its keeper can reach."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from aimf_scraper.errors import UsageError

if TYPE_CHECKING:
    from aimf_scraper.config import Loaded

_KEY: Final = "politeness.contact"
_SECTION: Final = re.compile(r"(?m)^[ \t]*\[politeness\][ \t]*(?:#.*)?$")
_EMPTY: Final = re.compile(r"""(?m)^[ \t]*contact[ \t]*=[ \t]*(?:""|'')[ \t]*(?:#.*)?$""")


def with_contact(loaded: Loaded) -> Loaded:
    """Return *loaded* with a contact in it: asked for once on a terminal, and kept.

    Raises:
        UsageError: there is none, and nobody to ask.
    """
    from aimf_scraper.config import FILE_NAME, load
    from aimf_scraper.crawling.wire.contact import WHO_ASKS

    if loaded.config.politeness.contact:
        return loaded
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(f"{loaded.config.site}: who asks? {WHO_ASKS}")
    contact = _asked()
    file = loaded.file or Path(FILE_NAME)
    _keep(file, contact)
    click.echo(f"kept in {file}", err=True)
    said = {key: loaded.values[key] for key in loaded.values if loaded.is_said(key)}
    return load(file, os.environ, said | {_KEY: contact})


def _asked() -> str:
    from aimf_scraper.config import settings

    value = settings()[_KEY].value

    def checked(text: str) -> str:
        try:
            return str(value.of_text(text))
        except ValueError as error:
            raise click.BadParameter(f"it must be {error}") from error

    question = "Where can the site's keeper reach you (an e-mail or web address)?"
    answer: str = click.prompt(question, value_proc=checked, err=True)
    return answer


def _keep(file: Path, contact: str) -> None:
    """Write *contact* into the settings *file*, whatever else it holds."""
    quoted = contact.replace("\\", "\\\\").replace('"', '\\"')
    line = f'contact = "{quoted}"'
    try:
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        section = _SECTION.search(text)
        empty = _EMPTY.search(text, section.end()) if section else None
        if empty is not None:
            text = text[: empty.start()] + line + text[empty.end() :]
        elif section is not None:
            text = f"{text[: section.end()]}\n{line}{text[section.end() :]}"
        else:
            text = f"{text.rstrip()}\n\n[politeness]\n{line}\n".lstrip()
        fresh = file.with_name(f".{file.name}.new")
        fresh.write_text(text, encoding="utf-8", newline="\n")
        fresh.replace(file)
    except OSError as error:
        raise UsageError(f"{file}: can't be written ({error.strerror}): add {line}") from error
