"""Who asks: a site that is not this machine's own is not crawled without a contact."""

from __future__ import annotations

import io
import tomllib
from typing import TYPE_CHECKING

import pytest

from aimf_scraper.cli import contact
from aimf_scraper.config import load
from aimf_scraper.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

KEPT = {
    "no file": None,
    "an empty file": "",
    "another section": 'site = "https://www.example.org"\n\n[exports]\nformats = ["json"]\n',
    "the section": "[politeness]\ndelay_sec = 2.0\n\n[exports]\nformats = ['csv']\n",
    "an empty contact": '[politeness]\ncontact = ""  # who\ndelay_sec = 2.0\n',
}


def test_nobody_to_ask_is_wrong_usage_with_the_line_to_add(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\[politeness\]: contact = "):
        contact.with_contact(load(None, {}))


@pytest.mark.parametrize("origin", ["the environment", "the command line"])
def test_a_contact_that_was_said_is_enough(origin: str) -> None:
    env = {"AIMF_POLITENESS_CONTACT": "me@mairie.example"} if origin == "the environment" else {}
    said = {} if env else {"politeness.contact": "me@mairie.example"}
    loaded = load(None, env, said)
    assert contact.with_contact(loaded) is loaded


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_what_was_asked_on_a_terminal_is_kept(
    text: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "aimf-scraper.toml"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    terminal = io.StringIO("deux\nlignes é\nmoi@mairie.example\n")
    terminal.isatty = lambda: True  # type: ignore[method-assign]  # a terminal, as far as asked
    errors = io.StringIO()
    errors.isatty = lambda: True  # type: ignore[method-assign]  # as above
    monkeypatch.setattr("sys.stdin", terminal)
    monkeypatch.setattr("sys.stderr", errors)
    before = tomllib.loads(text or "")
    terminal.seek(len("deux\nlignes é\n"))
    loaded = contact.with_contact(load(None, {}, {"every_days": 7}))
    assert loaded.config.politeness.contact == "moi@mairie.example"
    assert loaded.config.every_days == 7
    kept = tomllib.loads(file.read_text(encoding="utf-8"))
    assert kept["politeness"].pop("contact") == "moi@mairie.example"
    before.get("politeness", {}).pop("contact", None)
    assert {k: v for k, v in kept.items() if v} == {k: v for k, v in before.items() if v}
    assert load(None, {}).config.politeness.contact == "moi@mairie.example"
