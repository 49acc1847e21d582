"""Which area an item stands in, where the steering model sorts its goals so."""

import pytest

from goals import actions
from goals.models import Area, Grouping, PlanItem
from tests.cast import Cast


@pytest.fixture
def areas(cast: Cast) -> list[Area]:
    model = cast.levels["goal"].steering_model
    grouping = Grouping.objects.create(
        steering_model=model, key="malomrade", order=1, singular="målområde", plural="målområden"
    )
    return [Area.objects.create(grouping=grouping, order=n, name=name) for n, name in enumerate(("Trygghet", "Miljö"))]


def test_the_form_asks_for_the_area_and_the_page_shows_it(cast: Cast, areas: list[Area]) -> None:
    goal = cast.item("goal", "KF", parent=cast.item("vision", "KF"))
    client = cast.client("politician_a")
    html = client.get(f"/mal/{goal.pk}/ny/?ar=2026").content.decode()
    assert "målområde: Trygghet" in html
    sent = {"title": "Fokus", "owner": cast["A"].pk, "first_year": "2026", "last_year": "2027", "area": areas[1].pk}
    response = client.post(f"/mal/{goal.pk}/ny/?ar=2026", sent, follow=True)
    assert "<dt>Målområde</dt><dd>Miljö</dd>" in response.content.decode()
    made = PlanItem.objects.get(title="Fokus")
    assert made.area == areas[1]
    actions.edit_item(cast.actor("politician_a"), made, made.version, area=areas[0])
    assert PlanItem.objects.get(pk=made.pk).area == areas[0]


def test_without_areas_nothing_is_asked(cast: Cast) -> None:
    goal = cast.item("goal", "KF", parent=cast.item("vision", "KF"))
    assert 'name="area"' not in cast.client("politician_a").get(f"/mal/{goal.pk}/ny/?ar=2026").content.decode()
