"""The pieces pages are built of."""

from html.parser import HTMLParser

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from sala_styr.shell.contributions import Panel
from sala_styr.shell.paging import page_of


def shown(template: str, address: str = "/lista/", **context: object) -> str:
    request = RequestFactory().get(address)
    return Template(template).render(Context({"request": request, **context}))


def addresses(html: str) -> list[str]:
    found: list[str] = []

    class Links(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.extend(value or "" for name, value in attrs if name == "href")

    Links().feed(html)
    return found


def pager(address: str, count: int = 95, size: int = 10) -> str:
    page = page_of(RequestFactory().get(address), list(range(count)), size)
    return shown("{% pager page %}", address, page=page)


# Address


def test_changing_one_filter_keeps_the_others() -> None:
    assert shown("{% query_string sida=2 %}", "/?ar=2026&q=skola") == "?ar=2026&amp;q=skola&amp;sida=2"


def test_none_takes_a_filter_away() -> None:
    assert shown("{% query_string q=None %}", "/?ar=2026&q=skola") == "?ar=2026"


def test_a_filter_with_several_values_keeps_them_all() -> None:
    assert shown("{% query_string ar=2027 %}", "/?sdg=3&sdg=4&ar=2026") == "?sdg=3&amp;sdg=4&amp;ar=2027"


def test_what_comes_from_the_address_is_escaped() -> None:
    html = shown('{% keep_query "q" %}<a href="{% query_string ar=1 %}">', '/?x="><script>&q=1')
    assert "<script>" not in html
    assert 'name="q"' not in html


def test_a_filter_form_keeps_the_other_filters_but_begins_on_the_first_page() -> None:
    html = shown('{% keep_query "q" %}', "/?q=skola&ar=2026&sida=4&sdg=3&sdg=4")
    assert html.count("<input") == 3
    assert 'name="ar" value="2026"' in html
    assert "sida" not in html


# Pager


def test_the_pager_keeps_the_filters() -> None:
    links = addresses(pager("/?q=skola&sida=3"))
    assert "?q=skola&sida=4" in links
    assert "?q=skola&sida=2" in links


def test_the_first_page_has_no_number_in_its_address() -> None:
    assert "?q=skola" in addresses(pager("/?q=skola&sida=2"))


def test_the_pager_says_which_rows_one_sees() -> None:
    assert "Visar 21–30 av 95" in pager("/?sida=3")
    assert "Visar 91–95 av 95" in pager("/?sida=10")


def test_the_present_page_is_marked_for_those_who_hear() -> None:
    assert 'aria-label="Sida 3" aria-current="true"' in pager("/?sida=3")


@pytest.mark.parametrize("nonsense", ["0", "-1", "hundra", "999", ""])
def test_a_page_that_is_not_there_gives_the_nearest(nonsense: str) -> None:
    assert "av 95" in pager(f"/?sida={nonsense}")


def test_a_short_list_has_no_pages_but_a_count() -> None:
    html = pager("/", count=3)
    assert "Visar 1–3 av 3" in html
    assert "<nav" not in html


def test_an_empty_list_says_so() -> None:
    assert "Inga rader" in pager("/", count=0)


# Sorting


def test_a_head_sorts_one_way_and_then_the_other() -> None:
    first = shown('<tr>{% sort_header "name" "Nämnd" %}</tr>', "/?q=a&sida=3")
    assert addresses(first) == ["?q=a&sort=name"]
    assert "aria-sort" not in first
    second = shown('<tr>{% sort_header "name" "Nämnd" %}</tr>', "/?sort=name")
    assert addresses(second) == ["?sort=-name"]
    assert 'aria-sort="ascending"' in second
    third = shown('<tr>{% sort_header "name" "Nämnd" %}</tr>', "/?sort=-name")
    assert 'aria-sort="descending"' in third


def test_the_order_a_list_has_by_itself_is_marked_too() -> None:
    assert 'aria-sort="descending"' in shown('{% sort_header "frame" "Ram" default="-frame" %}')


# Frame bar


def test_the_frame_bar_says_what_is_left() -> None:
    html = shown("{% frame_bar 12430000000 12185000000 %}")
    assert "124\u00a0300 tkr" in html
    assert "121\u00a0850" in html
    assert "2\u00a0450" in html
    assert 'class="frame-bar-used" width="980"' in html


def test_the_frame_bar_says_by_how_much_it_is_over() -> None:
    html = shown("{% frame_bar 10000000000 12500000000 %}")
    assert "över ramen med" in html
    assert "25\u00a0000 tkr" in html
    assert 'class="frame-bar-excess" x="800" width="200"' in html


def test_the_frame_bar_says_when_it_ties_to_the_ore_and_not_when_one_ore_is_left() -> None:
    assert "stämmer på öret" in shown("{% frame_bar 100 100 %}")
    assert "stämmer på öret" not in shown("{% frame_bar 100 99 %}")


def test_a_frame_not_yet_decided_is_not_zero() -> None:
    html = shown("{% frame_bar None 100000 %}")
    assert "inte beslutad ännu" in html
    assert "över ramen" not in html


def test_a_frame_of_nothing_with_nothing_used_can_be_drawn() -> None:
    assert 'class="frame-bar-used" width="0"' in shown("{% frame_bar 0 0 %}")


# Pieces


def test_breadcrumbs_lead_from_the_start_to_here() -> None:
    html = shown('{% breadcrumbs "Ekonomi" "/ekonomi/" "Ramar" %}')
    assert addresses(html) == ["/", "/ekonomi/"]
    assert '<span aria-current="page">Ramar</span>' in html


def test_breadcrumbs_can_be_a_list_from_the_view() -> None:
    html = shown("{% breadcrumbs trail %}", trail=[("Vision", "/1/"), ("Mål", "/2/"), ("Strategi", None)])
    assert addresses(html) == ["/", "/1/", "/2/"]


def test_a_button_with_an_address_is_a_link_and_without_one_it_sends_the_form() -> None:
    assert shown('{% button "Ändra" url="/x/" %}').startswith("<a ")
    assert 'type="submit"' in shown('{% button "Spara" %}')


def test_an_empty_state_offers_the_one_action_that_begins_it() -> None:
    html = shown('{% empty_state "Inga mål" "KF beslutar dem i juni." "/ny/" "Skriv det första" %}')
    assert addresses(html) == ["/ny/"]
    assert "KF beslutar dem i juni." in html


def test_an_empty_state_without_action_offers_none() -> None:
    assert addresses(shown('{% empty_state "Inget mer att göra just nu" %}')) == []


def test_a_table_s_box_has_a_name_and_can_be_reached_by_keyboard() -> None:
    html = shown("{% table_box label %}<table></table>{% endtable_box %}", label='Ramar "2026"')
    assert 'role="region" aria-label="Ramar &quot;2026&quot;" tabindex="0"' in html


def test_an_amount_cell_links_to_its_parts() -> None:
    html = shown('{% amount_cell 100000 "kr" href="/delar/" %}')
    assert html == '<td class="amount"><a href="/delar/">1\u00a0000</a></td>'


def test_a_contributed_panel_is_a_section_with_its_title_and_sees_the_page_s_context() -> None:
    panel = Panel("Pengar & mål", "components/empty_state.html", {"title": "Inget ännu"}, anchor="pengar")
    html = shown("{% render_panel panel %}", panel=panel)
    assert '<section class="panel" id="pengar" aria-labelledby="pengar-rubrik">' in html
    assert "Pengar &amp; mål" in html
    assert "Inget ännu" in html


def test_a_panel_s_own_words_do_not_leak_to_the_next() -> None:
    panel = Panel("", "components/empty_state.html", {"title": "Inget ännu"})
    assert shown("{% render_panel panel %}[{{ title }}]", panel=panel).endswith("[]")


def test_the_year_switch_keeps_the_filters_and_marks_the_year() -> None:
    html = shown("{% year_switch 2026 years %}", "/?q=skola&sida=2", years=[2025, 2026])
    assert addresses(html) == ["?q=skola&ar=2025", "?q=skola&ar=2026"]
    assert html.count("aria-current") == 1


def test_a_drawer_is_closed_until_asked() -> None:
    assert '<details class="drawer"><summary>Historik' in shown('{% drawer "Historik" %}x{% enddrawer %}')
    assert " open>" in shown('{% drawer "Historik" open=True %}x{% enddrawer %}')
