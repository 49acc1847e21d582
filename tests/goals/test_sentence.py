"""The way up as a sentence, with the steering model's own words."""

import pytest

from goals.models import PlanItem
from goals.queries import way_up
from goals.queries.items import whole_items
from goals.sentence import genitive, way_up_sentence
from sala_styr.organisation.models import Unit, UnitKind
from tests.cast import Cast


def said(item: PlanItem) -> str:
    item = whole_items().get(pk=item.pk)
    clauses = way_up_sentence(item, way_up(item))
    return "".join((clause.words if clause.pk is None else clause.joined) + f" {clause.title}" for clause in clauses)


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("Skolnämnden", UnitKind.COMMITTEE, "Skolnämndens"),
        ("Kommunfullmäktige", UnitKind.COUNCIL, "kommunfullmäktiges"),
        ("Kommunstyrelsen", UnitKind.BOARD, "kommunstyrelsens"),
        ("Vård och omsorg Ås", UnitKind.SERVICE, "Vård och omsorg Ås"),
        ("Salabostäder AB", UnitKind.COMPANY, "Salabostäder AB:s"),
        ("Ekeby skola", UnitKind.UNIT, "Ekeby skolas"),
    ],
)
def test_the_genitive(name: str, kind: str, said: str) -> None:
    assert genitive(Unit(name=name, kind=kind)) == said


def test_an_activity_is_read_all_the_way_up(cast: Cast) -> None:
    titles = {
        "vision": "Livskvalitet",
        "goal": "Trygg uppväxt",
        "focus": "Språket först",
        "strategy": "Läsa",
        "activity": "Bokbussen",
    }
    for key, item in cast.chain().items():
        PlanItem.objects.filter(pk=item.pk).update(title=titles[key])
    activity = PlanItem.objects.get(title="Bokbussen")
    assert said(activity) == (
        "Aktiviteten Bokbussen bidrar till strategin Läsa, som svarar på Nämnd A:s fokusområde Språket först "
        "under kommunfullmäktiges övergripande mål Trygg uppväxt, utifrån visionen Livskvalitet"
    )


def test_each_step_begins_with_its_own_word(cast: Cast) -> None:
    chain = cast.chain()
    assert said(chain["strategy"]).startswith("Strategin Ett strategi svarar på Nämnd A:s fokusområde")
    assert said(chain["focus"]).startswith("Fokusområdet Ett fokusområde svarar på kommunfullmäktiges övergripande mål")
    assert said(chain["goal"]) == "Det övergripande målet Ett övergripande mål utgår från visionen Ett vision"
    assert said(chain["vision"]) == ""


def test_a_level_that_is_a_possessive_gets_its_owners_name(cast: Cast) -> None:
    levels = cast.levels
    for key, word in (
        ("committee_priority", "nämndens prioritering"),
        ("service_priority", "verksamhetens prioritering"),
    ):
        type(levels[key]).objects.filter(pk=levels[key].pk).update(singular=word, definite=word)
    priority = cast.item("priority", "KF", parent=cast.item("vision", "KF"), title="Skola")
    own = cast.item("committee_priority", "A", parent=priority, title="Lärare")
    service = cast.item("service_priority", "verksA", parent=own, title="Rekrytera")
    assert said(service).startswith(
        "Verksamhetens prioritering Rekrytera svarar på Nämnd A:s prioritering Lärare under kommunfullmäktiges övergripande prioritering Skola"
    )
