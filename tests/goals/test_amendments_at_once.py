"""Several processes let the same amendment in at once, or two that want the same field: it is done once, and nobody's text is lost unseen."""

import pytest

from goals.actions import amendments
from goals.models import Amendment, AmendmentState, PlanItem
from tests.cast import Cast, build_cast
from tests.goals.past import count
from tests.support.processes import start_python


def wants(cast: Cast, item: PlanItem, title: str) -> Amendment:
    """An amendment that wants the title."""
    actor = cast.actor("manager_a1")
    amendment = amendments.open_amendment(actor, name=title, owner=cast["A1"], year=2026, reason="")
    change = amendments.take_items(actor, amendment, [item])[0]
    amendments.edit_change(actor, change, 1, title=title, parent=item.parent, first_year=2025, last_year=2027)
    return amendment


def merged_at_once(*wanted: Amendment) -> int:
    """How many of the processes got it done. None of them may fall."""
    writers = [start_python("-m", "tests.goals.merge_writer", str(each.pk)) for each in wanted]
    ended = [(writer, *writer.communicate(timeout=180)) for writer in writers]
    assert not any(writer.returncode for writer, _out, _err in ended), ended
    return sum(int(out) for _writer, out, _err in ended)


@pytest.mark.django_db(transaction=True)
def test_an_amendment_is_let_in_once() -> None:
    cast = build_cast()
    activity = cast.chain()["activity"]
    amendment = wants(cast, activity, "Ny rubrik")
    assert merged_at_once(*[amendment] * 3) == 1
    item = PlanItem.objects.get(pk=activity.pk)
    assert (item.title, item.version, count(item)) == ("Ny rubrik", 2, 2)


@pytest.mark.django_db(transaction=True)
def test_of_two_that_want_the_same_field_one_is_asked() -> None:
    cast = build_cast()
    activity = cast.chain()["activity"]
    both = [wants(cast, activity, title) for title in ("Den ena", "Den andra")]
    assert merged_at_once(*both) == 1
    done = Amendment.objects.get(state=AmendmentState.MERGED)
    assert PlanItem.objects.get(pk=activity.pk).title == done.name
    assert Amendment.objects.filter(state=AmendmentState.OPEN).count() == 1
