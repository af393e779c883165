"""Tabs, accordions and toggles as builders print them: each title once, over its own panel."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.pages.widgets import lines_of

_BESOIN = ["Le besoin", "Six cents élèves n’avaient pas d’eau.", "Partenaires", "Ville de Liège"]

CASES = {
    "bootstrap 4 tabs": (
        '<ul class="nav nav-tabs" role="tablist"><li class="nav-item"><a class="nav-link active" href="#b" '
        'data-toggle="tab" role="tab">Le besoin</a></li><li class="nav-item"><a class="nav-link" href="#p" '
        'role="tab">Partenaires</a></li></ul><div class="tab-content"><div class="tab-pane" id="b">'
        '<p>Six cents élèves n’avaient pas d’eau.</p></div><div class="tab-pane" id="p"><p>Ville de Liège</p>'
        "</div></div>"
    ),
    "bootstrap 5 tabs in a nav, panels in another order": (
        '<nav><div class="nav nav-tabs" role="tablist"><button class="nav-link" data-bs-target="#n1" role="tab">'
        'Partenaires</button><button class="nav-link" data-bs-target="#n2" role="tab">Le besoin</button></div></nav>'
        '<div class="tab-content" id="nav-tabContent"><div class="tab-pane" id="n2" role="tabpanel">'
        '<p>Six cents élèves n’avaient pas d’eau.</p></div><div class="tab-pane" id="n1" role="tabpanel">'
        "<p>Ville de Liège</p></div></div>"
    ),
    "elementor tabs: titles twice": (
        '<div class="elementor-widget-tabs"><div class="elementor-tabs"><div class="elementor-tabs-wrapper" '
        'role="tablist"><div class="elementor-tab-title elementor-tab-desktop-title" role="tab"><a href="">'
        'Le besoin</a></div><div class="elementor-tab-title elementor-tab-desktop-title" role="tab"><a href="">'
        'Partenaires</a></div></div><div class="elementor-tabs-content-wrapper" role="tablist">'
        '<div class="elementor-tab-title elementor-tab-mobile-title" role="tab"><a href="">Le besoin</a></div>'
        '<div class="elementor-tab-content" role="tabpanel"><p>Six cents élèves n’avaient pas d’eau.</p></div>'
        '<div class="elementor-tab-title elementor-tab-mobile-title" role="tab"><a href="">Partenaires</a></div>'
        '<div class="elementor-tab-content" role="tabpanel">Ville de Liège</div></div></div></div>'
    ),
    "elementor toggle of links": (
        '<div class="elementor-toggle"><div class="elementor-toggle-item"><div class="elementor-tab-title" '
        'role="button"><span class="elementor-toggle-icon"><i class="fas fa-caret-right"></i></span>'
        '<a href="" class="elementor-toggle-title">Le besoin</a></div><div class="elementor-tab-content">'
        '<p>Six cents élèves n’avaient pas d’eau.</p></div></div><div class="elementor-toggle-item">'
        '<div class="elementor-tab-title" role="button"><a href="" class="elementor-toggle-title">Partenaires</a>'
        '</div><div class="elementor-tab-content"><p>Ville de Liège</p></div></div></div>'
    ),
    "elementor nested accordion: details": (
        '<div class="e-n-accordion"><details class="e-n-accordion-item"><summary class="e-n-accordion-item-title">'
        '<span class="e-n-accordion-item-title-header"><div class="e-n-accordion-item-title-text"> Le besoin </div>'
        '</span></summary><div role="region"><p>Six cents élèves n’avaient pas d’eau.</p></div></details>'
        '<details class="e-n-accordion-item"><summary class="e-n-accordion-item-title"><h3>Partenaires</h3></summary>'
        '<div role="region"><p>Ville de Liège</p></div></details></div>'
    ),
    "wordpress details block": (
        '<details class="wp-block-details"><summary>Le besoin</summary><p>Six cents élèves n’avaient pas d’eau.</p>'
        "</details><details><summary>Partenaires</summary>Ville de Liège</details>"
    ),
    "divi tabs": (
        '<div class="et_pb_module et_pb_tabs"><ul class="et_pb_tabs_controls clearfix"><li class="et_pb_tab_0">'
        '<a href="#">Le besoin</a></li><li class="et_pb_tab_1"><a href="#">Partenaires</a></li></ul>'
        '<div class="et_pb_all_tabs"><div class="et_pb_tab et_pb_tab_0"><div class="et_pb_tab_content">'
        '<p>Six cents élèves n’avaient pas d’eau.</p></div></div><div class="et_pb_tab et_pb_tab_1">'
        '<div class="et_pb_tab_content"><p>Ville de Liège</p></div></div></div></div>'
    ),
    "divi toggle: a heading that names a fact": (
        '<div class="et_pb_module et_pb_toggle"><h5 class="et_pb_toggle_title">Le besoin</h5>'
        '<div class="et_pb_toggle_content"><p>Six cents élèves n’avaient pas d’eau.</p></div></div>'
        '<div class="et_pb_module et_pb_toggle"><h5 class="et_pb_toggle_title">Partenaires</h5>'
        '<div class="et_pb_toggle_content"><p>Ville de Liège</p></div></div>'
    ),
    "wpbakery: tab strip and a heading in each panel": (
        '<div class="vc_tta-container"><div class="vc_tta vc_tta-tabs"><div class="vc_tta-tabs-container">'
        '<ul class="vc_tta-tabs-list"><li class="vc_tta-tab"><a href="#15"><span class="vc_tta-title-text">'
        'Le besoin</span></a></li><li class="vc_tta-tab"><a href="#16"><span class="vc_tta-title-text">Partenaires'
        '</span></a></li></ul></div><div class="vc_tta-panels"><div class="vc_tta-panel" id="15">'
        '<div class="vc_tta-panel-heading"><h4 class="vc_tta-panel-title"><a href="#15"><span>Le besoin</span></a>'
        '</h4></div><div class="vc_tta-panel-body"><p>Six cents élèves n’avaient pas d’eau.</p></div></div>'
        '<div class="vc_tta-panel" id="16"><div class="vc_tta-panel-heading"><h4 class="vc_tta-panel-title">'
        '<a href="#16"><span>Partenaires</span></a></h4></div><div class="vc_tta-panel-body"><p>Ville de Liège</p>'
        "</div></div></div></div></div>"
    ),
    "kadence accordion of buttons": (
        '<div class="kt-accordion-inner-wrap"><div class="kt-accordion-pane"><div class="kt-accordion-header-wrap">'
        '<button class="kt-blocks-accordion-header"><span class="kt-blocks-accordion-title">Le besoin</span></button>'
        '</div><div class="kt-accordion-panel"><p>Six cents élèves n’avaient pas d’eau.</p></div></div>'
        '<div class="kt-accordion-pane"><div class="kt-accordion-header-wrap"><button class="kt-blocks-accordion-header">'
        '<span class="kt-blocks-accordion-title">Partenaires</span></button></div><div class="kt-accordion-panel">'
        "<p>Ville de Liège</p></div></div></div>"
    ),
    "kadence tabs: the strip's own ids": (
        '<div class="wp-block-kadence-tabs"><div class="kt-tabs-wrap"><ul class="kt-tabs-title-list">'
        '<li id="tab-besoin" class="kt-title-item"><a href="#tab-besoin" class="kt-tab-title">Le besoin</a></li>'
        '<li id="tab-part" class="kt-title-item"><a href="#tab-part" class="kt-tab-title">Partenaires</a></li></ul>'
        '<div class="kt-tabs-content-wrap"><div class="kt-tab-inner-content"><p>Six cents élèves n’avaient pas d’eau.'
        '</p></div><div class="kt-tab-inner-content"><p>Ville de Liège</p></div></div></div></div>'
    ),
    "beaver tabs: labels in each panel too": (
        '<div class="fl-tabs"><div class="fl-tabs-labels" role="tablist"><a href="#" class="fl-tabs-label" role="tab">'
        'Le besoin</a><a href="#" class="fl-tabs-label" role="tab">Partenaires</a></div><div class="fl-tabs-panels">'
        '<div class="fl-tabs-panel"><div class="fl-tabs-label fl-tabs-panel-label"><span>Le besoin</span></div>'
        '<div class="fl-tabs-panel-content"><p>Six cents élèves n’avaient pas d’eau.</p></div></div>'
        '<div class="fl-tabs-panel"><div class="fl-tabs-label fl-tabs-panel-label"><span>Partenaires</span></div>'
        '<div class="fl-tabs-panel-content"><p>Ville de Liège</p></div></div></div></div>'
    ),
    "jquery ui: nothing but anchors": (
        '<div id="tabs"><ul><li><a href="#t-1">Le besoin</a></li><li><a href="#t-2">Partenaires</a></li></ul>'
        '<div id="t-1"><p>Six cents élèves n’avaient pas d’eau.</p></div><div id="t-2"><p>Ville de Liège</p></div></div>'
    ),
    "bootstrap 5 accordion": (
        '<div class="accordion"><div class="accordion-item"><h2 class="accordion-header"><button '
        'class="accordion-button" data-bs-toggle="collapse" data-bs-target="#c1" aria-expanded="true">Le besoin'
        '</button></h2><div id="c1" class="accordion-collapse collapse"><div class="accordion-body">'
        'Six cents élèves n’avaient pas d’eau.</div></div></div><div class="accordion-item"><h2 '
        'class="accordion-header"><button class="accordion-button">Partenaires</button></h2>'
        '<div class="accordion-collapse collapse"><div class="accordion-body">Ville de Liège</div></div></div></div>'
    ),
}


CASES |= {
    "essential addons: items of a list point at their panels": (
        '<div class="eael-advance-tabs"><div class="eael-tabs-nav"><ul role="tablist"><li id="b" role="tab" '
        'class="eael-tab-item-trigger" aria-controls="b-tab" aria-expanded="false"><i class="fas fa-home"></i>'
        '<span class="eael-tab-title">Le besoin</span></li><li id="p" role="tab" aria-controls="p-tab" '
        'aria-expanded="false"><span class="eael-tab-title">Partenaires</span></li></ul></div>'
        '<div class="eael-tabs-content"><div id="b-tab"><p>Six cents élèves n’avaient pas d’eau.</p></div>'
        '<div id="p-tab"><p>Ville de Liège</p></div></div></div>'
    ),
    "french state's design system: panels beside the strip": (
        '<div class="fr-tabs"><ul class="fr-tabs__list" role="tablist"><li role="presentation"><button id="t1" '
        'class="fr-tabs__tab" role="tab" aria-controls="t1-panel">Le besoin</button></li><li role="presentation">'
        '<button id="t2" class="fr-tabs__tab" role="tab" aria-controls="t2-panel">Partenaires</button></li></ul>'
        '<div id="t1-panel" class="fr-tabs__panel" role="tabpanel"><p>Six cents élèves n’avaient pas d’eau.</p></div>'
        '<div id="t2-panel" class="fr-tabs__panel" role="tabpanel"><p>Ville de Liège</p></div></div>'
    ),
    "uikit: a switcher of list items": (
        '<ul class="el-nav uk-tab" uk-tab="connect: #js-0"><li><a href>Le besoin</a></li><li><a href>Partenaires</a></li>'
        '</ul><ul id="js-0" class="uk-switcher"><li class="el-item"><div class="uk-panel"><p>Six cents élèves n’avaient '
        'pas d’eau.</p></div></li><li class="el-item"><div class="uk-panel"><p>Ville de Liège</p></div></li></ul>'
    ),
    "wordpress accordion block: a sign beside the title": (
        '<div class="wp-block-accordion"><div class="wp-block-accordion-item"><h3 class="wp-block-accordion-heading">'
        '<button class="wp-block-accordion-heading__toggle"><span>Le besoin</span><span aria-hidden="true">+</span>'
        '</button></h3><div role="region"><p>Six cents élèves n’avaient pas d’eau.</p></div></div>'
        '<div class="wp-block-accordion-item"><h3 class="wp-block-accordion-heading"><button><span>Partenaires</span>'
        '<span aria-hidden="true">+</span></button></h3><div role="region"><p>Ville de Liège</p></div></div></div>'
    ),
    "squarespace: items of a list": (
        '<ul class="accordion-items-container"><li class="accordion-item"><h4 class="accordion-item__title-wrapper">'
        '<button class="accordion-item__click-target" aria-expanded="false"><span class="accordion-item__title">'
        'Le besoin</span></button></h4><div role="region"><p>Six cents élèves n’avaient pas d’eau.</p></div></li>'
        '<li class="accordion-item"><h4 class="accordion-item__title-wrapper"><button aria-expanded="false">'
        '<span class="accordion-item__title">Partenaires</span></button></h4><div role="region">Ville de Liège</div>'
        "</li></ul>"
    ),
    "wpbakery toggle": (
        '<div class="vc_toggle"><div class="vc_toggle_title"><h4>Le besoin</h4><i class="vc_toggle_icon"></i></div>'
        '<div class="vc_toggle_content"><p>Six cents élèves n’avaient pas d’eau.</p></div></div><div class="vc_toggle">'
        '<div class="vc_toggle_title"><h4>Partenaires</h4></div><div class="vc_toggle_content"><p>Ville de Liège</p>'
        "</div></div>"
    ),
    "yoast faq: bold questions": (
        '<div class="schema-faq wp-block-yoast-faq-block"><div class="schema-faq-section"><strong '
        'class="schema-faq-question">Le besoin</strong> <p class="schema-faq-answer">Six cents élèves n’avaient pas '
        'd’eau.</p></div><div class="schema-faq-section"><strong class="schema-faq-question">Partenaires</strong>'
        '<p class="schema-faq-answer">Ville de Liège</p></div></div>'
    ),
    "labels of hidden buttons, no script": (
        '<div class="css-tabs"><input type="radio" id="t1"><label for="t1">Le besoin</label><div class="tab-panel">'
        '<p>Six cents élèves n’avaient pas d’eau.</p></div><input type="radio" id="t2"><label for="t2">Partenaires'
        '</label><div class="tab-panel"><p>Ville de Liège</p></div></div>'
    ),
    "enfold toggle: a paragraph as title": (
        '<div class="togglecontainer"><section class="av_toggle_section"><div role="tablist" class="single_toggle">'
        '<p class="toggler" role="tab">Le besoin<span class="toggle_icon"></span></p><div class="toggle_wrap">'
        '<p>Six cents élèves n’avaient pas d’eau.</p></div></div></section><section><div role="tablist" '
        'class="single_toggle"><p class="toggler" role="tab">Partenaires</p><div class="toggle_wrap"><p>Ville de Liège'
        "</p></div></div></section></div>"
    ),
    "avada: a strip again before each panel": (
        '<div class="fusion-tabs"><div class="nav"><ul class="nav-tabs" role="tablist"><li><a class="tab-link" role="tab" '
        'href="#t-1a"><h4>Le besoin</h4></a></li><li><a class="tab-link" role="tab" href="#t-2b"><h4>Partenaires</h4></a>'
        '</li></ul></div><div class="tab-content"><div class="nav fusion-mobile-tab-nav"><ul class="nav-tabs"><li>'
        '<a class="tab-link" href="#t-1a"><h4>Le besoin</h4></a></li></ul></div><div class="tab-pane" id="t-1a">'
        '<p>Six cents élèves n’avaient pas d’eau.</p></div><div class="nav fusion-mobile-tab-nav"><ul class="nav-tabs">'
        '<li><a class="tab-link" href="#t-2b"><h4>Partenaires</h4></a></li></ul></div><div class="tab-pane" id="t-2b">'
        "<p>Ville de Liège</p></div></div></div>"
    ),
}


@pytest.mark.parametrize("widget", CASES.values(), ids=CASES.keys())
def test_titles_stand_over_their_panels(widget: str) -> None:
    said = lines_of(widget)
    pairs = [said[at : at + 2] for at in range(0, len(said), 2)]
    assert sorted(pairs) == [_BESOIN[:2], _BESOIN[2:]]


def test_a_strip_that_leads_to_other_pages_is_no_tabs() -> None:
    strip = (
        '<ul class="tabs primary"><li><a href="/node/4">Voir</a></li><li><a href="/node/4/edit">Modifier</a></li></ul>'
        "<div><p>Le chantier dure huit mois.</p></div><div><p>La pompe tourne au soleil.</p></div>"
    )
    assert lines_of(strip) == ["Le chantier dure huit mois.", "La pompe tourne au soleil."]


def test_a_table_of_contents_is_no_strip() -> None:
    page = (
        '<div class="toggle"><ul><li><a href="#a">Le puits</a></li><li><a href="#b">La pompe</a></li></ul></div>'
        '<h2 id="a">Le puits</h2><p>Il est profond.</p><h2 id="b">La pompe</h2><p>Elle tourne.</p>'
    )
    assert lines_of(page)[-4:] == ["Le puits", "Il est profond.", "La pompe", "Elle tourne."]


def test_a_strip_without_panels_loses_nothing() -> None:
    strip = (
        '<div class="tabs"><ul><li><a href="#a">Objectifs</a></li><li><a href="#b">Calendrier</a></li></ul></div>'
        "<p>Le chantier dure huit mois.</p>"
    )
    assert lines_of(strip)[-1] == "Le chantier dure huit mois."


_TAG = st.sampled_from(
    [
        "div",
        "ul",
        "li",
        "a",
        "button",
        "p",
        "h3",
        "details",
        "summary",
        "span",
        "nav",
        "table",
        "tr",
        "td",
        "section",
    ]
)
_NAME = st.sampled_from(
    [
        "",
        "nav nav-tabs",
        "tab-content",
        "tab-pane",
        "accordion",
        "elementor-tab-title",
        "toggle",
        "counter",
        "label",
    ]
)
_ATTRIBUTE = st.sampled_from(
    [
        "",
        'role="tablist"',
        'role="tab" aria-controls="x1"',
        'id="x1"',
        'href="#x1"',
        'id="x2" data-value="12"',
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(
            _TAG, _NAME, _ATTRIBUTE, st.booleans(), st.sampled_from(["", "Budget", "0", "9 €"])
        )
    )
)
def test_no_nesting_of_widgets_raises(pieces: list[tuple[str, str, str, bool, str]]) -> None:
    opened: list[str] = []
    html: list[str] = []
    for tag, name, attribute, close, text in pieces:
        html.append(f'<{tag} class="{name}" {attribute}>{text}')
        opened.append(tag)
        if close:
            html.append(f"</{opened.pop()}>")
    html += [f"</{tag}>" for tag in reversed(opened)]
    assert lines_of("".join(html)) is not None
