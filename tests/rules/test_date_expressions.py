"""The table of the phrases that dates are written in: every pattern finds its example, within its reach."""

from __future__ import annotations

import pytest

from aimf_scraper.errors import SetupError
from aimf_scraper.rules.time import expressions


@pytest.mark.parametrize("name", sorted(expressions.lines()))
def test_a_pattern_finds_its_example(name: str) -> None:
    line = expressions.lines()[name]
    found = expressions.expression(name)
    example = line.example
    if line.pattern.endswith("\\Z"):
        before = found.right_before(f"\n{example}", 1 + len(example))
        assert before is not None
        assert before.end() == 1 + len(example)
    else:
        assert found.right_after(example, 0)


def test_a_name_that_is_none_stops() -> None:
    with pytest.raises(SetupError, match="no pattern 'weekdey'"):
        expressions.expression("weekdey")
