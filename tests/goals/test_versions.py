"""The wordings of an item side by side, and a draft beside what it would replace."""

import re

import pytest

from goals import actions
from goals.models import PlanItem
from goals.queries.versions import chosen_pair, versions_of
from sala_styr.shell.templatetags.lydelser import word_diff
from tests.cast import Cast


def revised(cast: Cast, chain: dict[str, PlanItem], first_year: int = 2026, *, decide: bool = True) -> PlanItem:
    """A new wording of the chain's focus area, decided unless told otherwise."""
    draft = actions.revise_item(cast.actor("chair_a"), chain["focus"], first_year)
    draft = actions.edit_item(
        cast.actor("chair_a"), draft, draft.version, title="Ett skarpare fokusområde", responsible=cast.user("chair_a")
    )
    if not decide:
        return draft
    return actions.decide_item(cast.actor("chair_a"), draft, cast.decision("A"), draft.version)


def page(cast: Cast, name: str, item: PlanItem, query: str = "", verb: str = "lydelser/") -> str:
    response = cast.client(name).get(f"/mal/{item.pk}/{verb}{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_all_wordings_are_listed_with_decision_years_and_who(cast: Cast) -> None:
    chain = cast.chain()
    new = revised(cast, chain)
    for item in (chain["focus"], new):
        html = page(cast, "outsider", item)
        assert "Lydelse 1" in html
        assert "Lydelse 2" in html
        assert str(new.decision) in html
        assert "Chair A Exempel" in html
        assert ">2025<" in html.replace("\n", "")
        assert "2026–2027" in html


def test_the_difference_is_word_by_word_and_said_to_those_who_do_not_see_it(cast: Cast) -> None:
    chain = cast.chain()
    revised(cast, chain)
    html = page(cast, "outsider", chain["focus"])
    assert 'Ett <ins><span class="ds-sr-only">[tillagt: </span>skarpare' in html
    assert "<del>" in html
    assert "[borttaget: </span>2025" in html


def test_side_by_side_each_has_only_its_own(cast: Cast) -> None:
    chain = cast.chain()
    revised(cast, chain)
    html = page(cast, "outsider", chain["focus"], "?som=sida")
    assert '<span class="diff">Ett fokusområde</span>' in html
    assert "</span>skarpare<" in html


def test_a_draft_is_compared_only_by_those_who_may_see_it(cast: Cast) -> None:
    chain = cast.chain()
    draft = revised(cast, chain, decide=False)
    assert "skarpare" in page(cast, "politician_a", chain["focus"])
    for name in ("chair_b", "outsider", "manager_a"):
        html = page(cast, name, chain["focus"])
        assert "skarpare" not in html
        assert "Det finns bara en lydelse" in html
        assert cast.client(name).get(f"/mal/{draft.pk}/lydelser/").status_code == 404


def test_the_two_to_compare_are_chosen_in_the_address(cast: Cast) -> None:
    chain = cast.chain()
    second = revised(cast, chain, 2026)
    third = actions.revise_item(cast.actor("chair_a"), second, 2027)
    listed = versions_of(second, cast.actor("chair_a"))
    assert [each.number for each in listed] == [3, 2, 1]
    assert [each.item.pk for each in listed] == [third.pk, second.pk, chain["focus"].pk]
    first, last = listed[2], listed[0]
    assert chosen_pair(listed, "", "") == (listed[1], last)
    assert chosen_pair(listed, str(first.item.pk), str(last.item.pk)) == (first, last)
    assert chosen_pair(listed, str(last.item.pk), str(first.item.pk)) == (first, last)
    assert chosen_pair(listed, "hittepå", str(first.item.pk)) is not None
    assert chosen_pair(listed, str(last.item.pk), str(last.item.pk)) == (listed[1], last)
    assert chosen_pair(listed[:1], "", "") is None


def test_the_page_takes_as_many_queries_for_many_wordings_as_for_two(cast: Cast, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    chain = cast.chain()
    second, nobody = revised(cast, chain, 2026), cast.actor("outsider")
    with django_assert_num_queries(3):
        assert len(versions_of(chain["focus"], nobody)) == 2
    third = actions.revise_item(cast.actor("chair_a"), second, 2027)
    actions.decide_item(cast.actor("chair_a"), third, cast.decision("A"), 1)
    with django_assert_num_queries(3):
        assert len(versions_of(third, nobody)) == 3


def test_a_drafts_page_says_what_it_changes(cast: Cast) -> None:
    chain = cast.chain()
    draft = revised(cast, chain, decide=False)
    html = page(cast, "chair_a", draft, verb="")
    assert "Det här ändras mot den beslutade lydelsen" in html
    assert "[tillagt: </span>skarpare" in html
    assert f"/mal/{draft.pk}/lydelser/" in html
    assert "Det här ändras mot" not in page(cast, "chair_a", chain["focus"], verb="")


def test_a_fresh_draft_says_that_nothing_is_changed_yet(cast: Cast) -> None:
    draft = actions.revise_item(cast.actor("chair_a"), cast.chain()["focus"], 2025)
    assert "Inget ännu" in page(cast, "chair_a", draft, verb="")


@pytest.mark.parametrize("query", ["?fran=x&till=y", "?som=annat", "?fran=&till="])
def test_odd_addresses_are_answered_calmly(cast: Cast, query: str) -> None:
    chain = cast.chain()
    revised(cast, chain)
    page(cast, "outsider", chain["focus"], query)


def test_the_second_of_two_is_shown_what_the_first_changed_word_by_word(cast: Cast) -> None:
    activity = cast.chain()["activity"]
    actions.edit_item(cast.actor("manager_a1"), activity, 1, title="En annan aktivitet", description="Varje dag.")
    typed = {"version": 1, "title": "En egen aktivitet", "description": "", "first_year": 2025, "last_year": 2026}
    response = cast.client("staff_a1").post(f"/mal/{activity.pk}/andra/", typed)
    assert response.status_code == 409
    html = response.content.decode()
    assert "Den andra ändrade:" in html
    assert "[tillagt: </span>En annan<" in html
    assert "En egen aktivitet" in html
    assert "<strong>Sparat nu:</strong> 2027" in html  # what only the second changed
    assert cast.client("staff_a1").post(f"/mal/{activity.pk}/andra/", typed | {"version": 2}).status_code == 302
    assert PlanItem.objects.get(pk=activity.pk).title == "En egen aktivitet"


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("Trygg och lugn", "Trygg, glad och lugn", "Trygg<ins>, glad</ins> och lugn"),
        ("Ett mål", "Två mål", "<del>Ett</del> <ins>Två</ins> mål"),
        ("läsa.", "läsa!", "läsa<del>.</del> <ins>!</ins>"),
        ("ett\nstycke", "ett\n\nstycke", "ett\n\nstycke"),
        ("<b>", "<i>", "&lt;<del>b</del> <ins>i</ins>&gt;"),
        ("", "", ""),
    ],
)
def test_only_what_can_be_read_is_marked(before: str, after: str, shown: str) -> None:
    html = re.sub(r'<span class="ds-sr-only">.*?</span>', "", word_diff(before, after))
    assert html == f'<span class="diff">{shown}</span>'
