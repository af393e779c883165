"""Settings from the command line, the environment, the file and the defaults, in this order."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.config.tree import Config, built, settings
from aimf_scraper.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

#: Read where it lies in the current folder and no other file is named.
FILE_NAME: Final = "aimf-scraper.toml"
#: Names the file.
FILE_VARIABLE: Final = "AIMF_CONFIG"

DEFAULT: Final = "default"
COMMAND_LINE: Final = "command line"

_PREFIX: Final = "AIMF_"


@dataclass(frozen=True, slots=True)
class Loaded:
    """The settings in force.

    ``origins``: key -> ``default``, the file's path, the environment variable's
    name, or ``command line``. ``strangers``: AIMF_* variables that name no
    setting, most likely misspelt.
    """

    config: Config
    values: Mapping[str, Any]
    origins: Mapping[str, str]
    strangers: tuple[str, ...]
    #: The settings file that was read, if one was.
    file: Path | None = None

    def is_said(self, key: str) -> bool:
        """Return whether the command line says the setting *key*."""
        return self.origins[key] == COMMAND_LINE

    def is_default(self, key: str) -> bool:
        return self.origins[key] == DEFAULT


def variable(key: str) -> str:
    """Return the environment variable of the setting *key*.

    >>> variable("checks.least.action")
    'AIMF_CHECKS_LEAST_ACTION'
    """
    return _PREFIX + key.upper().replace(".", "_")


def load(
    path: Path | None, environment: Mapping[str, str], said: Mapping[str, Any] | None = None
) -> Loaded:
    """Return the settings in force.

    Args:
        path: the file that the user named; ``None``: ``FILE_NAME``, if it is here.
        environment: variables by name.
        said: what the command line says, by key, checked already.

    Raises:
        UsageError: the file cannot be read, or a setting is unknown or may not
            hold what it holds; the message names both.
    """
    values = {key: one.default for key, one in settings().items()}
    origins = dict.fromkeys(values, DEFAULT)
    file = path or (Path(FILE_NAME) if Path(FILE_NAME).exists() else None)
    layers: list[Iterable[tuple[str, Any, str]]] = []
    if file is not None:
        layers.append(_from_file(file))
    layers.append(_from_environment(environment))
    layers.append((key, value, COMMAND_LINE) for key, value in (said or {}).items())
    for layer in layers:
        for key, value, origin in layer:
            values[key], origins[key] = value, origin
    known = {FILE_VARIABLE, *map(variable, values)}
    strangers = sorted(name for name in environment if name.startswith(_PREFIX))
    unknown = tuple(name for name in strangers if name not in known)
    return Loaded(built(values), values, origins, unknown, file)


def _from_file(path: Path) -> Iterator[tuple[str, Any, str]]:
    known = settings()
    for key, value in _flat(_read(path), "", path):
        try:
            yield key, known[key].value.of(value), str(path)
        except ValueError as error:
            raise UsageError(f"{path}: {key} must be {known[key].value.allowed}") from error


def _from_environment(environment: Mapping[str, str]) -> Iterator[tuple[str, Any, str]]:
    for key, setting in settings().items():
        name = variable(key)
        if name not in environment:
            continue
        try:
            yield key, setting.value.of_text(environment[name]), name
        except ValueError as error:
            raise UsageError(f"{name}: must be {setting.value.allowed}") from error


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: the settings can't be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: not TOML: {error}") from error
    except RecursionError as error:
        raise UsageError(f"{path}: not settings: nested too deeply") from error


def _flat(table: dict[str, Any], prefix: str, path: Path) -> Iterator[tuple[str, Any]]:
    """Yield the settings of *table* by key; raises UsageError for what is none."""
    known = settings()
    here = {key.removeprefix(prefix).partition(".")[0] for key in known if key.startswith(prefix)}
    for name, value in table.items():
        key = f"{prefix}{name}"
        if key in known:
            yield key, value
        elif name not in here:
            raise UsageError(
                f"{path}: no such setting: {key}; allowed here: {', '.join(sorted(here))}"
            )
        elif isinstance(value, dict):
            yield from _flat(value, f"{key}.", path)
        else:
            raise UsageError(f"{path}: {key} must be a table: [{key}]")
