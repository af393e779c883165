"""What a setting may hold: a value of the file or a text of the environment, checked.

``of`` takes what TOML gives, ``of_text`` what an environment variable gives;
both raise ValueError for anything but what ``allowed`` describes.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol
from urllib.parse import urlsplit

from aimf_scraper.sites import address_of

if TYPE_CHECKING:
    from collections.abc import Callable

_HOST: Final = re.compile(r"[A-Za-z0-9.-]{1,253}(?::[0-9]{1,5})?")
_TRUE: Final = frozenset({"true", "yes", "on", "1"})
_FALSE: Final = frozenset({"false", "no", "off", "0"})


class Value(Protocol):
    """A kind of setting; ``allowed`` ends the sentence "... must be"."""

    @property
    def allowed(self) -> str: ...

    def of(self, value: Any) -> Any: ...

    def of_text(self, text: str) -> Any: ...


@dataclass(frozen=True, slots=True)
class Whole:
    least: int
    most: int

    @property
    def allowed(self) -> str:
        return f"a whole number from {self.least} to {self.most}"

    def of(self, value: Any) -> int:
        if type(value) is not int or not self.least <= value <= self.most:
            raise ValueError(self.allowed)
        return value

    def of_text(self, text: str) -> int:
        return self.of(int(text))


@dataclass(frozen=True, slots=True)
class Number:
    least: float
    most: float

    @property
    def allowed(self) -> str:
        return f"a number from {self.least:g} to {self.most:g}"

    def of(self, value: Any) -> float:
        if type(value) not in {int, float} or not self.least <= value <= self.most:
            raise ValueError(self.allowed)
        return float(value)

    def of_text(self, text: str) -> float:
        return self.of(float(text))


@dataclass(frozen=True, slots=True)
class Switch:
    allowed: str = "true or false"

    def of(self, value: Any) -> bool:
        if not isinstance(value, bool):
            raise ValueError(self.allowed)  # noqa: TRY004 - the caller knows one kind of refusal
        return value

    def of_text(self, text: str) -> bool:
        word = text.strip().lower()
        if word not in _TRUE | _FALSE:
            raise ValueError(self.allowed)
        return word in _TRUE


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An http or https address; ``""`` for none where it is *optional*."""

    optional: bool = False

    @property
    def allowed(self) -> str:
        kind = "an http or https address" + ("" if self.optional else " without a name or password")
        return f'{kind}, or "" for none' if self.optional else kind

    def of(self, value: Any) -> str:
        if self.optional and value == "":
            return ""
        if not isinstance(value, str) or not _is_web_address(value):
            raise ValueError(self.allowed)
        if not self.optional and urlsplit(value).username is not None:
            raise ValueError(self.allowed)
        return value

    def of_text(self, text: str) -> str:
        return self.of(text.strip())


@dataclass(frozen=True, slots=True)
class SiteAddress(WebAddress):
    """A web address, or the name that a plug-in gives a site."""

    def of(self, value: Any) -> str:
        # With slots the class is made twice, and super() would look for the other one.
        return WebAddress.of(self, address_of(value) if isinstance(value, str) else value)


@dataclass(frozen=True, slots=True)
class Line:
    """A text that can stand in a request's header; ``""`` for none where it is *optional*."""

    optional: bool = False
    allowed: str = "one line of plain ASCII, such as an e-mail or web address"

    def of(self, value: Any) -> str:
        if self.optional and value == "":
            return ""
        if not isinstance(value, str) or not value.strip():
            raise ValueError(self.allowed)
        if not (value.isascii() and value.isprintable()):
            raise ValueError(self.allowed)
        return value.strip()

    def of_text(self, text: str) -> str:
        return self.of(text)


@dataclass(frozen=True, slots=True)
class Folder:
    allowed: str = "the path of a folder"

    def of(self, value: Any) -> Path:
        if not isinstance(value, str) or not value or "\0" in value:
            raise ValueError(self.allowed)
        return Path(value)

    def of_text(self, text: str) -> Path:
        return self.of(text)


@dataclass(frozen=True, slots=True)
class File:
    """The path of a file; ``""`` for the usual one."""

    allowed: str = 'the path of a file, or "" for the one in the data folder'

    def of(self, value: Any) -> Path | None:
        if not isinstance(value, str) or "\0" in value:
            raise ValueError(self.allowed)
        return Path(value) if value else None

    def of_text(self, text: str) -> Path | None:
        return self.of(text)


@dataclass(frozen=True, slots=True)
class Names:
    """Some of a known few, at least one; kept in the known order.

    ``names``: the few, or what tells them when they are asked for.
    """

    names: tuple[str, ...] | Callable[[], tuple[str, ...]]

    @property
    def known(self) -> tuple[str, ...]:
        return self.names() if callable(self.names) else self.names

    @property
    def allowed(self) -> str:
        return f"a list of one or more of {', '.join(self.known)}"

    def of(self, value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or not value or any(one not in self.known for one in value):
            raise ValueError(self.allowed)
        return tuple(one for one in self.known if one in value)

    def of_text(self, text: str) -> tuple[str, ...]:
        return self.of([one.strip() for one in text.split(",") if one.strip()])


@dataclass(frozen=True, slots=True)
class Hosts:
    """Names of hosts, each with a port where it is not the usual one; may be empty."""

    allowed: str = 'a list of hosts, such as ["cdn.example.org", "media.example.org:8443"]'

    def of(self, value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(
            isinstance(one, str) and _HOST.fullmatch(one) for one in value
        ):
            raise ValueError(self.allowed)
        return tuple(sorted({one.lower() for one in value}))

    def of_text(self, text: str) -> tuple[str, ...]:
        return self.of([one.strip() for one in text.split(",") if one.strip()])


@dataclass(frozen=True, slots=True)
class Arguments:
    """A program and its arguments, run without a shell; empty for none."""

    allowed: str = 'a list of texts, a program and its arguments, such as ["mail", "-s", "AIMF"]'

    def of(self, value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or any(
            not isinstance(one, str) or "\0" in one for one in value
        ):
            raise ValueError(self.allowed)
        if value and not value[0]:
            raise ValueError(self.allowed)
        return tuple(value)

    def of_text(self, text: str) -> tuple[str, ...]:
        return self.of(shlex.split(text))


def _is_web_address(text: str) -> bool:
    if not text.isprintable() or " " in text:
        return False
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018 - raises on a port that is no number
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
