"""Every form: label, hint, field, error, tied together, with a summary on top."""

import re

import pytest
from django import forms
from django.template import Context, Template

from sala_styr.organisation.models import Unit
from sala_styr.shell.fields import AmountField, DayField, KronorField, editable_amount
from tests.shell.pages import EverythingForm


def sent(**values: str) -> EverythingForm:
    return EverythingForm(values)


def tag_with(html: str, name: str) -> str:
    return next(tag for tag in re.findall(r"<(?:input|select|textarea)[^>]*>", html) if f'name="{name}"' in tag)


def test_label_and_hint_belong_to_their_field() -> None:
    html = str(EverythingForm())
    assert 'for="id_title"' in html
    assert '<p class="hint" data-field="description" id="id_title_helptext">' in html
    assert 'aria-describedby="id_title_helptext"' in tag_with(html, "title")


def test_fields_wear_the_design_system_s_class() -> None:
    html = str(EverythingForm())
    assert 'class="ds-input"' in tag_with(html, "title")
    assert 'class="amount-input ds-input"' in tag_with(html, "cost")
    assert "ds-input" in tag_with(html, "owner")
    assert "class=" not in tag_with(html, "secret")


def test_what_may_be_left_out_says_so() -> None:
    html = str(EverythingForm())
    assert re.search(r'for="id_text">Beskrivning\s+<span class="optional">\(frivilligt\)', html)
    assert not re.search(r'for="id_title">Rubrik\s+<span class="optional">', html)


def test_a_choice_among_few_is_a_fieldset_with_legend_and_hint() -> None:
    html = str(EverythingForm())
    fieldset = re.search(r'<fieldset[^>]*id="id_trend-val".*?</fieldset>', html, re.DOTALL)
    assert fieldset
    assert "Trend</legend>" in fieldset.group()
    assert 'aria-describedby="id_trend_helptext"' in fieldset.group()
    assert fieldset.group().count('type="radio"') == 2


def test_errors_stand_at_the_field_and_are_read_with_it() -> None:
    html = str(sent(title="", cost="tolv"))
    assert 'aria-invalid="true"' in tag_with(html, "cost")
    assert 'aria-describedby="id_cost_helptext id_cost_error"' in tag_with(html, "cost")
    assert 'class="ds-validation-message" id="id_cost_error"' in html


def test_what_was_typed_stays() -> None:
    assert 'value="tolv"' in tag_with(str(sent(cost="tolv")), "cost")


def test_the_summary_on_top_links_to_every_field_with_an_error() -> None:
    html = str(sent(cost="tolv"))
    summary = html[html.index("data-error-summary") : html.index("</ul>")]
    assert set(re.findall(r'href="#([^"]+)"', summary)) == {
        "id_title",
        "id_owner",
        "id_cost",
        "id_begins",
        "id_trend-val",
        "id_read",
    }
    for target in re.findall(r'href="#([^"]+)"', summary):
        assert f'id="{target}"' in html


def test_an_error_that_has_no_visible_field_is_said_without_a_link() -> None:
    html = str(sent(cost="1"))
    assert "<li>Secret: " in html
    assert "#id_secret" not in html


class WordsForm(forms.Form):
    why = forms.CharField(label="Varför?")
    organ = forms.ModelChoiceField(Unit.objects.none(), label="Organ")
    other = forms.ModelChoiceField(Unit.objects.none(), label="Annat organ", required=False)
    file = forms.FileField(label="Fil")
    year = forms.IntegerField(label="År", min_value=1990, max_value=2100)


@pytest.mark.django_db
def test_what_is_missing_is_said_calmly_and_after_the_kind_of_field() -> None:
    html = str(WordsForm({"year": "20266"}))
    assert "Varför? Behöver fyllas i." in html
    assert "Organ: Välj ett alternativ." in html
    assert "Fil: Välj en fil." in html
    assert "År: Kan vara högst 2100." in html
    assert "År: Behöver vara minst 1990." in str(WordsForm({"year": "190"}))


@pytest.mark.django_db
def test_no_choice_is_a_word_and_not_a_row_of_dashes() -> None:
    html = str(WordsForm())
    assert '<option value="" selected>Välj</option>' in html
    assert '<option value="" selected>Inget valt</option>' in html
    assert "---" not in html


def test_a_year_is_as_wide_as_a_year() -> None:
    assert "short-input" in tag_with(str(WordsForm()["year"]), "year")
    assert "short-input" not in tag_with(str(WordsForm()["why"]), "why")


def test_a_form_without_errors_has_no_summary() -> None:
    assert "data-error-summary" not in str(EverythingForm())


def test_errors_of_the_whole_form_stand_in_the_summary() -> None:
    form = sent(title="x")
    form.full_clean()
    form.add_error(None, "Beloppen går inte ihop.")
    assert "<li>Beloppen går inte ihop.</li>" in str(form)


def test_in_a_grid_the_label_is_only_heard() -> None:
    html = Template('{% field form.cost hide_label=True label="Januari, hyra" %}').render(
        Context({"form": EverythingForm()})
    )
    assert re.search(r'<label class="ds-label ds-sr-only" for="id_cost">Januari, hyra\s*</label>', html)
    assert "ds-field-affix" not in html


def test_the_page_s_title_says_that_something_is_wrong() -> None:
    title = Template("{% title_prefix %}")
    assert title.render(Context({"form": sent(title="")})) == "Fel: "
    assert title.render(Context({"form": EverythingForm()})) == ""
    assert title.render(Context({"other": sent(title="")})) == "Fel: "


def test_what_people_typed_is_escaped() -> None:
    assert "<script>" not in str(sent(title='"><script>', cost="<script>"))


# Amounts


@pytest.mark.parametrize(
    ("typed", "unit", "ore"),
    [
        ("1 250,50", "kr", 125_050),
        ("1\u00a0250", "kr", 125_000),
        ("−3 000", "kr", -300_000),
        ("-3000", "tkr", -300_000_000),
        ("1,5", "mnkr", 150_000_000),
        ("0", "kr", 0),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed: str, unit: str, ore: int) -> None:
    assert AmountField(unit=unit).clean(typed) == ore


def test_an_empty_amount_is_missing_and_not_zero() -> None:
    field = KronorField(required=False)
    assert field.clean("") is None
    assert field.clean("   ") is None


def test_an_amount_that_must_be_there_must_be_there() -> None:
    with pytest.raises(forms.ValidationError):
        KronorField().clean(" ")


def test_an_amount_that_cannot_be_read_says_how_to_write_it() -> None:
    with pytest.raises(forms.ValidationError, match="går inte att läsa som ett belopp"):
        KronorField().clean("tolv kronor")


def test_bounds_are_said_in_the_unit_of_the_field() -> None:
    field = AmountField(unit="tkr", minimum=0, maximum=1_000_000_00)
    with pytest.raises(forms.ValidationError, match="minst 0 tkr"):
        field.clean("-1")
    with pytest.raises(forms.ValidationError, match="större än noll"):
        AmountField(unit="tkr", minimum=1).clean("0")
    with pytest.raises(forms.ValidationError, match=r"högst 1.*000 tkr"):
        field.clean("1001")


@pytest.mark.parametrize(
    ("ore", "unit", "text"),
    [
        (125_050, "kr", "1\u00a0250,50"),
        (125_000, "kr", "1\u00a0250"),
        (-125_050, "tkr", "−1,2505"),
        (1_000_000_000, "tkr", "10\u00a0000"),
        (0, "mnkr", "0"),
        (-1, "kr", "−0,01"),
    ],
)
def test_an_amount_comes_back_exactly_as_one_would_type_it(ore: int, unit: str, text: str) -> None:
    assert editable_amount(ore, unit) == text
    assert AmountField(unit=unit).clean(text) == ore


def test_the_same_amount_typed_otherwise_is_no_change() -> None:
    field = KronorField()
    assert not field.has_changed(125_000, "1250,00")
    assert field.has_changed(125_000, "1251")
    assert field.has_changed(125_000, "tolv")
    assert field.has_changed(None, "0")


def test_the_keys_of_a_phone_have_no_minus_so_they_come_only_where_none_is_needed() -> None:
    assert "inputmode" not in KronorField().widget.attrs
    assert KronorField(minimum=0).widget.attrs["inputmode"] == "decimal"


def test_a_day_is_chosen_with_the_browser_s_own_picker() -> None:
    class DayForm(forms.Form):
        day = DayField(initial="2026-08-31")

    assert 'type="date" name="day" value="2026-08-31"' in str(DayForm())


def test_a_day_that_cannot_be_read_says_how_to_write_it() -> None:
    with pytest.raises(forms.ValidationError, match="2026-08-31"):
        DayField().clean("i morgon")


@pytest.mark.parametrize("typed", ["0001-01-01", "1989-12-31", "2101-01-01", "9999-12-31"])
def test_a_day_that_no_plan_can_have_is_asked_about(typed: str) -> None:
    with pytest.raises(forms.ValidationError, match="från 1990 till 2100"):
        DayField().clean(typed)
    assert [str(DayField().clean(day)) for day in ("1990-01-01", "2100-12-31")] == ["1990-01-01", "2100-12-31"]
    assert DayField(required=False).clean("") is None
