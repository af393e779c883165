"""Every table and column is described in both languages."""

from __future__ import annotations

from exports import descriptions


def test_what_is_described_in_english_is_in_french_and_nothing_else() -> None:
    assert set(descriptions._french()) == set(descriptions._said())


def test_a_column_of_any_table_is_found_by_its_name_alone() -> None:
    assert descriptions.in_french("projects", "amount") != descriptions.in_french(
        "budgets", "amount"
    )
    assert descriptions.in_french("budgets", "amount") is not None
    assert descriptions.in_french("budgets", "of_a_plug_in") is None
