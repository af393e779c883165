"""The bits that class names give: each means one thing."""

from __future__ import annotations

import pytest

from aimf_scraper.pages.layout import class_names


def test_no_two_names_share_a_bit() -> None:
    bits = {
        name: value
        for name, value in vars(class_names).items()
        if isinstance(value, int) and value & (value - 1) == 0 and value > 16 and name.isupper()
    }
    assert len(set(bits.values())) == len(bits)


@pytest.mark.parametrize(
    ("names", "is_byline"),
    [
        ("entry-meta", True),
        ("postMeta", True),
        ("td-module-meta", True),
        ("meta", True),
        ("event-meta", False),
        ("fiche_projet__meta", False),
        ("tribe-events-meta", False),
        ("metal-roof", False),
    ],
)
def test_the_meta_of_a_project_are_its_facts(names: str, *, is_byline: bool) -> None:
    assert bool(class_names.verdicts()[names] & class_names.META) == is_byline
