"""Figures that follow along in running text: found, inserted, shown with where they come from, and asked for once however many there are."""

from decimal import Decimal

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from goals.actions.indicators import create_indicator, set_value
from goals.models import Indicator, PlanItem
from sala_styr.documents.live import Figures, Scope, figure_family
from sala_styr.documents.model import Paragraph
from sala_styr.writing.composing import compose_section
from tests.cast import Cast
from tests.followup.builders import full_year
from tests.writing.builders import section, whole_report, written

pytestmark = pytest.mark.django_db
SCOPE = Scope(2026)


def measured(cast: Cast, item: PlanItem, name: str = "Behöriga elever", **values: str) -> Indicator:
    """An indicator with a target of 90 and an outcome of 88,5 in 2026, of 87 in 2025."""
    actor = cast.actor("manager_a")
    made = create_indicator(
        actor, item, name=name, unit_of_measure="procent", decimals=1, source_kind="kolada", kolada_id="N15428"
    )
    set_value(actor, made, 2026, Decimal("90"), Decimal("88.5"))
    set_value(cast.actor("controller"), made, 2025, None, Decimal("87"))
    return made


def test_an_indicators_outcome_and_target_stand_in_the_text_with_their_source(cast: Cast) -> None:
    made = measured(cast, cast.chain()["strategy"])
    name = f"goals.indicator:{made.pk}"
    text = f"Av eleverna är [[{name}]] behöriga, mot [[{name}.before]] året innan och målet [[{name}.target]]."
    shown, faults = compose_section(written(cast, whole_report(cast, 2026), "Händelser", text))
    assert faults == ()
    spoken, note = shown.blocks
    assert "".join(run.text for run in spoken.runs) == (  # type: ignore[attr-defined]
        "Av eleverna är 88,5\xa0procent behöriga, mot 87,0\xa0procent året innan och målet 90,0\xa0procent."
    )
    origins = {run.origin for run in spoken.runs if run.origin}  # type: ignore[attr-defined]
    assert origins == {reverse("goals:indicator", args=[made.pk])}
    assert isinstance(note, Paragraph)
    assert "88,5\xa0procent: Behöriga elever, utfall 2026 (Kolada (N15428))" in note.text


def test_a_report_within_the_year_knows_nothing_of_what_came_after(cast: Cast) -> None:
    made = measured(cast, cast.chain()["strategy"])
    figure = Figures(Scope(2026, 8))(f"goals.indicator:{made.pk}")
    assert figure is not None
    assert figure.text == "87,0\xa0procent"
    assert Figures(Scope(2024))(f"goals.indicator:{made.pk}") is None  # missing is never 0


def test_a_units_report_has_its_own_indicators_only(cast: Cast) -> None:
    chain = cast.chain()
    own = measured(cast, chain["strategy"])
    assert Figures(Scope(2026, 12, cast["A"]))(f"goals.indicator:{own.pk}") is not None
    assert Figures(Scope(2026, 12, cast["B"]))(f"goals.indicator:{own.pk}") is None


def test_goals_are_counted_as_the_follow_up_counts_them(cast: Cast) -> None:
    cast.chain()
    full_year(2026)
    figures = Figures(SCOPE)
    assert [figures(f"followup.goals:{key}").text for key in ("total", "met", "missing")] == ["2", "0", "2"]  # type: ignore[union-attr]
    assert figures("goals.count").text == "2"  # type: ignore[union-attr]
    assert figures("followup.goals:finns-inte") is None
    assert figures("finns-inte:1") is None


@pytest.mark.parametrize("size", [1, 6])
def test_as_many_questions_however_many_figures(
    cast: Cast, size: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    item = cast.chain()["strategy"]
    names = [f"goals.indicator:{measured(cast, item, f'Nummer {number}').pk}" for number in range(size)]
    figures = Figures(SCOPE)
    with django_assert_num_queries(4):
        assert all(figures(name) for name in names)


def test_a_family_is_registered_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        figure_family("goals.indicator", title="x")(lambda _scope: ())


def test_figures_are_found_by_their_words_on_a_page_of_their_own(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    item = cast.chain()["strategy"]
    made = measured(cast, item)
    measured(cast, item, "Väntetid")
    found = section(whole_report(cast, 2026), "Händelser")
    client, address = cast.client("controller"), reverse("writing:figures", args=[found.pk])
    page = client.get(address, {"sok": "elever BEHÖRIGA"}).content.decode()
    assert f"[[goals.indicator:{made.pk}]]" in page
    assert "Väntetid" not in page
    assert "Ingen siffra" in client.get(address, {"sok": "finns inte"}).content.decode()
    assert cast.client("politician_a").get(address).status_code == 404
