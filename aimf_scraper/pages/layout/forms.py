"""Fields that ask for a reader's e-mail address."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element


def asks_address(el: _Element) -> bool:
    """Return whether a field for an e-mail address stands in *el*."""
    return any(map(_is_for_address, el.iter("input")))


def is_loose_signup(field: _Element) -> bool:
    """Return whether *field* asks for an e-mail address outside any form: a script sends it."""
    return _is_for_address(field) and next(field.iterancestors("form"), None) is None


def _is_for_address(field: _Element) -> bool:
    said = (field.get("type") or "text").lower()
    if said == "email":
        return True
    return said == "text" and (field.get("name") or "").lower() in {"email", "e-mail", "courriel"}
