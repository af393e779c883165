"""Texts that a spreadsheet would run as formulas, made harmless and read back."""

from __future__ import annotations

from typing import Final

#: What a spreadsheet takes for the beginning of a formula, in the wide forms of Asian keyboards too.
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_GUARD: Final = "'"


def guarded(text: str) -> str:
    """Return *text* with an apostrophe in front where a spreadsheet would run it.

    >>> guarded("=1+1"), guarded("Huê")
    ("'=1+1", 'Huê')
    """
    return f"{_GUARD}{text}" if text.startswith(FORMULA_STARTS) else text


def unguarded(text: str) -> str:
    """Return *text* without the apostrophe that ``guarded`` put there.

    >>> unguarded("'=1+1"), unguarded("'t Zand")
    ('=1+1', "'t Zand")
    """
    is_guarded = text.startswith(_GUARD) and text[1:].startswith(FORMULA_STARTS)
    return text[1:] if is_guarded else text
