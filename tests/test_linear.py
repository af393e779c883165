"""The check of linear time itself: a square is seen, a line is let through."""

from __future__ import annotations

import re

import pytest

from tests.linear import assert_linear


def test_a_square_is_seen() -> None:
    with pytest.raises(AssertionError):
        assert_linear(lambda text: re.findall(r"\w+:", text), "a")


def test_a_line_is_let_through() -> None:
    assert_linear(lambda text: re.findall(r"\w{1,9}:", text), "a")


def test_a_text_may_be_made_by_its_length() -> None:
    assert_linear(
        lambda text: text.count("1"), lambda length: "".join(map(str, range(length // 5)))
    )
