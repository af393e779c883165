"""Counters as builders print them: the page says 0 or nothing, an attribute holds the figure."""

from __future__ import annotations

import pytest

from tests.pages.widgets import lines_of

CASES = {
    "elementor: name below": (
        (
            '<div class="elementor-widget-counter"><div class="elementor-counter"><div class="elementor-counter-number-wrapper">'
            '<span class="elementor-counter-number-prefix"></span><span class="elementor-counter-number" data-to-value="8400" '
            'data-from-value="0" data-duration="2000">0</span><span class="elementor-counter-number-suffix"></span></div>'
            '<div class="elementor-counter-title">élèves accueillis</div></div></div>'
        ),
        ["8400 élèves accueillis"],
    ),
    "elementor: name above, a unit after": (
        (
            '<div class="elementor-counter"><div class="elementor-counter-title">de travaux</div><div class="wrapper">'
            '<span class="elementor-counter-number" data-to-value="95000">0</span>'
            '<span class="elementor-counter-number-suffix"> €</span></div></div>'
        ),
        ["95000 € de travaux"],
    ),
    "divi: an empty figure, the box holds it": (
        (
            '<div class="et_pb_module et_pb_number_counter" data-number-value="64"><div class="percent"><p>'
            '<span class="percent-value"></span><span class="percent-sign">%</span></p></div><h3 class="title">de filles</h3></div>'
        ),
        ["64% de filles"],
    ),
    "avada: the currency before": (
        (
            '<div class="fusion-counter-box"><div class="content-box-percentage"><span class="unit">€ </span>'
            '<span class="display-counter" data-value="95000" data-direction="up">0</span></div>'
            '<div class="counter-box-content">de travaux</div></div>'
        ),
        ["€ 95000 de travaux"],
    ),
    "thousands apart": (
        '<div class="stat-box"><span class="count" data-count="12 500">0</span><p>plants de filao</p></div>',
        ["12 500 plants de filao"],
    ),
    "ultimate addons": (
        (
            '<div class="stats-block"><div class="stats-number" data-counter-value="12">0</div>'
            '<div class="stats-text">mois de chantier</div></div>'
        ),
        ["12 mois de chantier"],
    ),
    "a fact's name": (
        '<div class="counter"><h4>Budget</h4><span data-count="95000">0</span> €</div>',
        ["Budget : 95000 €"],
    ),
    "purecounter in a heading, without a box": (
        '<div class="col"><h2><span class="purecounter" data-purecounter-start="0" data-purecounter-end="12">0</span></h2><p>puits</p></div>',
        ["12", "puits"],
    ),
    "counterup: the figure is there": (
        '<div class="counter-box"><span class="counter" data-delay="10">8400</span><p>élèves accueillis</p></div>',
        ["8400 élèves accueillis"],
    ),
    "a nought that is one": (
        '<p><span data-id="12">0</span> panne depuis mars, dit le maire.</p>',
        ["0 panne depuis mars, dit le maire."],
    ),
    "a figure in prose is no counter": (
        '<div class="numbers"><p>Le puits sert douze familles.</p><p>95 000 €</p><p>Il tient depuis 2019.</p></div>',
        ["Le puits sert douze familles.", "95 000 €", "Il tient depuis 2019."],
    ),
}


@pytest.mark.parametrize(("widget", "said"), CASES.values(), ids=CASES.keys())
def test_a_counter_says_its_figure(widget: str, said: list[str]) -> None:
    assert lines_of(widget) == said
