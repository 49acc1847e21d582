"""Templates are data: made, changed, moved, copied by those who may, with history; and the delivered ones are sound."""

import pytest

from sala_styr.documents.live import all_blocks, find_block
from sala_styr.errors import EditConflict, Refused, RuleBroken
from sala_styr.writing.actions import templates as verbs
from sala_styr.writing.actions.templates import SectionPlan
from sala_styr.writing.models import ReportTemplate, TemplateSection
from sala_styr.writing.queries import template_sections
from sala_styr.writing.standard import standard_templates
from tests.cast import PEOPLE, Cast
from tests.writing.builders import UNIT_PLAN, WHOLE_PLAN, unit_template, whole_report, whole_template

pytestmark = pytest.mark.django_db
MAY = {"controller", "administrator"}


def headings(template: ReportTemplate) -> list[tuple[str, str]]:
    return [(number, section.heading) for section, _depth, number in template_sections(template)]


@pytest.mark.parametrize("name", [name for name, _role, _unit in PEOPLE])
def test_templates_are_made_by_controllers_and_administrators_only(cast: Cast, name: str) -> None:
    if name in MAY:
        assert verbs.make_template(cast.actor(name), UNIT_PLAN).sections.count() == 2
    else:
        with pytest.raises(Refused, match="systemförvaltaren"):
            verbs.make_template(cast.actor(name), UNIT_PLAN)


def test_sections_lie_as_they_were_planned(cast: Cast) -> None:
    assert headings(whole_template(cast)) == [
        ("1", "Händelser"),
        ("2", "Berättelsen"),
        ("2.1", "Personal"),
        ("2.2", "Pengar"),
        ("3", "Nämnderna"),
    ]


def test_a_key_is_used_once_and_what_is_gathered_must_be_written_by_units(cast: Cast) -> None:
    whole = whole_template(cast)
    with pytest.raises(RuleBroken, match="redan en mall"):
        verbs.make_template(cast.actor("controller"), WHOLE_PLAN)
    with pytest.raises(RuleBroken, match="inte av enheter"):
        verbs.add_section(cast.actor("controller"), whole, SectionPlan("Sig själv", gathers="aret"))
    with pytest.raises(RuleBroken, match="ingen mall"):
        verbs.add_section(cast.actor("controller"), whole, SectionPlan("Okänd", gathers="finns-inte"))


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (SectionPlan(" "), "Skriv en rubrik"),
        (SectionPlan("Händelser"), "redan ett avsnitt"),
        (SectionPlan("Nytt", blocks=("finns.inte",)), "finns.inte"),
    ],
)
def test_a_section_that_cannot_be_is_refused_and_leaves_nothing(cast: Cast, plan: SectionPlan, words: str) -> None:
    whole = whole_template(cast)
    with pytest.raises(RuleBroken, match=words):
        verbs.add_section(cast.actor("controller"), whole, plan)
    assert whole.sections.count() == 5
    assert ReportTemplate.objects.get(pk=whole.pk).version == 1


def test_sections_nest_three_deep_and_no_deeper(cast: Cast) -> None:
    whole, actor = whole_template(cast), cast.actor("controller")
    inner = TemplateSection.objects.get(template=whole, heading="Personal")
    third = verbs.add_section(actor, whole, SectionPlan("Sjukfrånvaro"), parent=inner)
    with pytest.raises(RuleBroken, match="3 led"):
        verbs.add_section(actor, whole, SectionPlan("För djupt"), parent=third)


def test_sections_are_moved_within_where_they_lie_and_each_change_counts(cast: Cast) -> None:
    whole, actor = whole_template(cast), cast.actor("administrator")
    last = TemplateSection.objects.get(template=whole, heading="Nämnderna")
    verbs.move_section(actor, last, upwards=True)
    verbs.move_section(actor, last, upwards=True)
    verbs.move_section(actor, last, upwards=True)  # at the edge: nothing
    assert [heading for number, heading in headings(whole) if "." not in number] == [
        "Nämnderna",
        "Händelser",
        "Berättelsen",
    ]
    assert ReportTemplate.objects.get(pk=whole.pk).version == 4
    latest = TemplateSection.history.filter(heading="Nämnderna").latest()
    assert (latest.history_user, latest.history_change_reason) == (
        cast.user("administrator"),
        "Flyttade avsnittet i rapportmallen",
    )


def test_a_section_goes_with_all_that_lies_in_it_and_a_begun_report_keeps_its_own(cast: Cast) -> None:
    report = whole_report(cast)
    verbs.remove_section(cast.actor("controller"), TemplateSection.objects.get(heading="Berättelsen"))
    assert headings(report.template) == [("1", "Händelser"), ("2", "Nämnderna")]
    assert report.sections.count() == 5
    assert report.template_version == 1


def test_a_copy_has_the_same_sections_and_owners(cast: Cast) -> None:
    whole, actor = whole_template(cast), cast.actor("controller")
    staff = TemplateSection.objects.get(template=whole, heading="Personal")
    verbs.change_section(actor, staff, 1, owner_unit=cast.units["ekonomi"])
    copied = verbs.copy_template(actor, whole, key="kopia", name="Kopia")
    assert headings(copied) == headings(whole)
    assert copied.sections.get(heading="Personal").owner_unit == cast.units["ekonomi"]
    assert copied.sections.get(heading="Pengar").blocks == ["budget.income"]


def test_who_comes_second_is_told(cast: Cast) -> None:
    template, actor = unit_template(cast), cast.actor("controller")
    verbs.change_template(actor, template, 1, name="Nytt namn")
    with pytest.raises(EditConflict):
        verbs.change_template(actor, template, 1, name="Annat namn")
    with pytest.raises(EditConflict):
        verbs.change_section(actor, template.sections.first(), 1, heading="Annan")
    assert ReportTemplate.objects.get(pk=template.pk).name == "Nytt namn"


def test_the_delivered_templates_can_be_taken_in_once(cast: Cast) -> None:
    made = verbs.load_templates(cast.actor("administrator"), standard_templates())
    assert {each.kind for each in made} == {"plan", "unit_plan", "period", "interim", "unit_report", "annual"}
    assert verbs.load_templates(cast.actor("administrator"), standard_templates()) == []


def test_what_the_delivered_templates_show_is_there_and_suits_them() -> None:
    def blocks(plans: tuple[SectionPlan, ...]) -> list[str]:
        return [name for plan in plans for name in (*plan.blocks, *blocks(plan.inner))]

    used = set()
    for plan in standard_templates():
        for name in blocks(plan.sections):
            block = find_block(name)
            assert block is not None, name
            assert block.of_unit if plan.unit_kinds else block.of_whole, (plan.key, name)
            used.add(name)
    assert used == {block.name for block in all_blocks()}
