"""The bits that class names give: each means one thing."""

from __future__ import annotations

from aimf_scraper.pages.layout import class_names


def test_no_two_names_share_a_bit() -> None:
    bits = {
        name: value
        for name, value in vars(class_names).items()
        if isinstance(value, int) and value & (value - 1) == 0 and value > 16 and name.isupper()
    }
    assert len(set(bits.values())) == len(bits)
