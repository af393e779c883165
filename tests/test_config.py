"""Settings: their sources, their order, and that each is documented."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from aimf_scraper import settings as scrapy_settings
from aimf_scraper.config import EXPORT_FORMATS, FILE_NAME, Config, load, settings, variable
from aimf_scraper.errors import UsageError
from exports import FORMATS

SAMPLE = Path(__file__).parent.parent / "docs" / "aimf-scraper.toml"


def flat(table: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            found |= flat(value, f"{prefix}{name}.")
        else:
            found[f"{prefix}{name}"] = value
    return found


def written(folder: Path, text: str) -> Path:
    path = folder / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_sample_file_shows_every_setting_with_its_default() -> None:
    shown = flat(tomllib.loads(SAMPLE.read_text(encoding="utf-8")))
    assert [*shown] == [*settings()]
    assert load(SAMPLE, {}).config == Config()


def test_every_setting_of_the_sample_file_is_explained() -> None:
    blocks = SAMPLE.read_text(encoding="utf-8").split("\n\n")
    assert [block for block in blocks if " = " in block and "#" not in block] == []


def test_nothing_said_gives_the_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    loaded = load(None, {})
    assert loaded.config == Config()
    assert set(loaded.origins.values()) == {"default"}


def test_the_defaults_are_those_of_the_plain_scrapy_way() -> None:
    config = Config()
    assert config.site == scrapy_settings.AIMF_SITE
    assert str(config.data) == scrapy_settings.AIMF_DATA
    assert list(config.kinds) == scrapy_settings.AIMF_KINDS
    assert config.every_days == scrapy_settings.AIMF_EVERY_DAYS
    assert config.politeness.delay_sec == scrapy_settings.DOWNLOAD_DELAY
    assert config.politeness.contact == scrapy_settings.AIMF_CONTACT


def test_the_known_formats_are_the_registered_ones() -> None:
    assert set(EXPORT_FORMATS) == set(FORMATS)
    assert set(Config().exports.formats) <= set(FORMATS)


def test_each_source_comes_before_the_next(tmp_path: Path) -> None:
    path = written(tmp_path, 'every_days = 2\nsite = "https://a.example"\nkinds = ["news"]\n')
    loaded = load(
        path,
        {"AIMF_EVERY_DAYS": "3", "AIMF_SITE": "https://b.example", "AIMF_TYPO": "x"},
        {"every_days": 4},
    )
    assert (loaded.config.every_days, loaded.origins["every_days"]) == (4, "command line")
    assert (loaded.config.site, loaded.origins["site"]) == ("https://b.example", "AIMF_SITE")
    assert (loaded.config.kinds, loaded.origins["kinds"]) == (("news",), str(path))
    assert loaded.is_default("archive")
    assert loaded.strangers == ("AIMF_TYPO",)


def test_the_file_of_the_current_folder_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / FILE_NAME).write_text("[checks.least]\naction = 7\n", encoding="utf-8")
    loaded = load(None, {})
    assert loaded.config.checks.least.action == 7
    assert loaded.origins["checks.least.action"] == FILE_NAME


class Said(NamedTuple):
    key: str
    text: str  # of the environment
    value: Any


ENVIRONMENT = [
    Said("data", "/srv/aimf", Path("/srv/aimf")),
    Said("kinds", "news, action", ("action", "news")),
    Said("archive", "no", False),
    Said("politeness.delay_sec", "2.5", 2.5),
    Said("politeness.contact", "me@example.org", "me@example.org"),
    Said("checks.largest_drop", "0", 0.0),
    Said("checks.least.publication", "12", 12),
    Said("notify.url", "https://hooks.example/x", "https://hooks.example/x"),
    Said("notify.command", "mail -s 'AIMF tonight' me", ("mail", "-s", "AIMF tonight", "me")),
    Said("notify.when", "problem", ("problem",)),
    Said("exports.formats", "csv", ("csv",)),
]


@pytest.mark.parametrize("said", ENVIRONMENT, ids=lambda said: said.key)
def test_a_setting_from_the_environment(said: Said) -> None:
    loaded = load(None, {variable(said.key): said.text})
    assert loaded.values[said.key] == said.value
    assert loaded.origins[said.key] == variable(said.key)


class Wrong(NamedTuple):
    text: str  # of the file
    key: str
    allowed: str


WRONG = [
    Wrong("every_day = 3", "every_day", "every_days"),
    Wrong("[check]", "check", "checks"),
    Wrong("[checks]\nlargest = 0.1", "checks.largest", "largest_drop"),
    Wrong("[checks.least]\nvideo = 1", "checks.least.video", "publication"),
    Wrong("checks = 1", "checks", "a table"),
    Wrong("every_days = 0", "every_days", "from 1 to 365"),
    Wrong("every_days = true", "every_days", "a whole number"),
    Wrong('every_days = "7"', "every_days", "a whole number"),
    Wrong("every_days = 1.5", "every_days", "a whole number"),
    Wrong('site = "ftp://a.example"', "site", "http or https"),
    Wrong('site = "https://"', "site", "http or https"),
    Wrong('site = "http://a:99999999"', "site", "http or https"),
    Wrong('site = ""', "site", "http or https"),
    Wrong('data = ""', "data", "a folder"),
    Wrong("kinds = []", "kinds", "one or more of action"),
    Wrong('kinds = "news"', "kinds", "a list"),
    Wrong('kinds = ["videos"]', "kinds", "publication"),
    Wrong('archive = "yes"', "archive", "true or false"),
    Wrong("[politeness]\ndelay_sec = nan", "politeness.delay_sec", "from 0 to 3600"),
    Wrong("[politeness]\ndelay_sec = -1", "politeness.delay_sec", "from 0 to 3600"),
    Wrong('[politeness]\ncontact = "a\\r\\nX: b"', "politeness.contact", "one line"),
    Wrong('[politeness]\ncontact = " "', "politeness.contact", "one line"),
    Wrong('asset_hosts = ["https://cdn.example.org"]', "asset_hosts", "a list of hosts"),
    Wrong('site = "https://me:pw@www.example.org"', "site", "without a name"),
    Wrong("[checks]\nlargest_drop = 1.1", "checks.largest_drop", "from 0 to 1"),
    Wrong('[notify]\nurl = "file:///etc/passwd"', "notify.url", "http or https"),
    Wrong('[notify]\ncommand = "mail me"', "notify.command", "a list of texts"),
    Wrong('[notify]\ncommand = [""]', "notify.command", "a list of texts"),
    Wrong('[notify]\ncommand = ["a\\u0000"]', "notify.command", "a list of texts"),
    Wrong('[exports]\nformats = ["xml"]', "exports.formats", "jsonl"),
    Wrong("[reports]\nkeep = 0", "reports.keep", "from 1"),
]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.text)
def test_a_wrong_file_names_itself_the_key_and_what_is_allowed(
    wrong: Wrong, tmp_path: Path
) -> None:
    path = written(tmp_path, wrong.text)
    with pytest.raises(UsageError) as caught:
        load(path, {})
    assert f"{path}: " in str(caught.value)
    assert f" {wrong.key}" in str(caught.value)
    assert wrong.allowed in str(caught.value)


WRONG_ENVIRONMENT = [
    ("AIMF_EVERY_DAYS", "a week", "from 1 to 365"),
    ("AIMF_EVERY_DAYS", "9" * 5_000, "from 1 to 365"),
    ("AIMF_ARCHIVE", "maybe", "true or false"),
    ("AIMF_KINDS", ",", "one or more"),
    ("AIMF_CHECKS_LARGEST_DROP", "nan", "from 0 to 1"),
    ("AIMF_NOTIFY_COMMAND", "mail 'me", "a list of texts"),
]


@pytest.mark.parametrize("name, text, allowed", WRONG_ENVIRONMENT)
def test_a_wrong_variable_names_itself_and_what_is_allowed(
    name: str, text: str, allowed: str
) -> None:
    with pytest.raises(UsageError, match=f"^{name}: must be .*{allowed}"):
        load(None, {name: text})


UNREADABLE = {
    "not there": None,
    "not TOML": b"site = ",
    "not UTF-8": b'site = "\xff"',
    "too deep": b"kinds = " + b"[" * 100_000,
}


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE)
def test_a_file_that_cannot_be_read_is_a_wrong_call(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError, match=r"settings\.toml: "):
        load(path, {})


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="can't be read"):
        load(tmp_path, {})
