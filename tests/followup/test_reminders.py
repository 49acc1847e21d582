"""One letter a person and week, one the day before; never the same twice; somebody else while one is away."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from followup.actions.reminders import choose_when, remind_unit, run_due
from followup.models import Occasion, Reminded, ReminderRule
from followup.queries.reminders import parcels_of_the_week
from followup.todo import Todo, todo_kind, todos_of
from sala_styr.errors import Refused, RuleBroken
from sala_styr.history import recording
from sala_styr.mail.actions import say_no
from sala_styr.mail.cover import REMINDERS, cover_on
from sala_styr.mail.models import Absence, Message, MessageState
from sala_styr.mail.nudges import Nudge
from sala_styr.organisation.actor import Actor, system_actor
from sala_styr.organisation.models import Appointment, Role, StandIn, User
from tests.cast import Cast

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
Things = list[tuple[str, str, date | None]]


def at(day: date, hour: int = 8) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))


@pytest.fixture
def things(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Things:
    """What people have to do in the test: (user name, what, day). Everybody has an address."""
    given: Things = []
    monkeypatch.setattr("followup.todo._kinds", {})

    @todo_kind("prov", "Provsaker", 1)
    def prov(actor: Actor, today: date) -> Iterable[Todo]:
        for name, what, due in given:
            if actor.user.username == name:
                yield Todo(key=f"prov:{what}", title=what, url=f"/prov/{what}/", due=due)

    @todo_kind("tyst", "Tysta saker", 2, reminds=False)
    def silent(actor: Actor, today: date) -> Iterable[Todo]:
        yield Todo(key="tyst:1", title="Tyst", url="/", due=today)

    for user in cast.users.values():
        user.email = f"{user.username}@prov.example"
        user.save()
    return given


def letters() -> list[tuple[str, str]]:
    return [(each.to[0].partition("@")[0], each.subject) for each in mail.outbox]


def away(cast: Cast, name: str, last: date, stand_in: str = "") -> Absence:
    with recording(system_actor(), "Test"):
        other = cast.user(stand_in) if stand_in else None
        return Absence.objects.create(user=cast.user(name), first_day=MONDAY, last_day=last, stand_in=other)


def test_the_weeks_letter_gathers_what_is_soon_and_what_is_late(cast: Cast, things: Things) -> None:
    things += [
        ("manager_a1", "snart", MONDAY + timedelta(7)),
        ("manager_a1", "senare", MONDAY + timedelta(8)),
        ("manager_a1", "sent", MONDAY - timedelta(1)),
        ("manager_a1", "utan-dag", None),
        ("chair_a", "sen", MONDAY + timedelta(30)),
    ]
    assert run_due(at(MONDAY)).week == 1
    (letter,) = mail.outbox
    assert letter.to == ["manager_a1@prov.example"]
    assert letter.subject == "Att göra: 2 saker väntar på dig"
    assert "http://127.0.0.1:8000/prov/snart/" in letter.body
    assert "Skulle ha varit klart 1 mars" in letter.body.replace("\xa0", " ")
    assert "senare" not in letter.body
    assert "Tyst" not in letter.body
    html = letter.alternatives[0][0]
    assert '<a href="http://127.0.0.1:8000/prov/sent/">sent</a>' in html
    assert "Sluta få påminnelser om ”Provsaker”" in html
    assert "List-Unsubscribe" in letter.extra_headers


def test_nothing_to_do_is_no_letter(cast: Cast, things: Things) -> None:
    assert (run_due(at(MONDAY)).week, mail.outbox) == (0, [])


def test_it_may_run_as_often_as_it_likes(cast: Cast, things: Things) -> None:
    things += [("manager_a1", "sak", MONDAY + timedelta(3))]
    for hour in (8, 9, 9, 15):
        run_due(at(MONDAY, hour))
    run_due(at(MONDAY + timedelta(1)))
    assert letters() == [("manager_a1", "Att göra: 1 sak väntar på dig")]


def test_a_run_that_was_broken_off_is_taken_up_without_a_second_letter(cast: Cast, things: Things) -> None:
    things += [("manager_a1", "en", MONDAY), ("chair_a", "två", MONDAY)]
    run_due(at(MONDAY))
    ReminderRule.objects.update(week_done=None, day_before=False)
    Reminded.objects.all().delete()
    assert run_due(at(MONDAY, 9)).week == 0
    assert len(mail.outbox) == 2


def test_each_thing_is_told_once_on_each_occasion(cast: Cast, things: Things) -> None:
    due = MONDAY + timedelta(4)
    things += [("manager_a1", "sak", due)]
    for day in range(15):
        run_due(at(MONDAY + timedelta(day)))
    assert [subject for _to, subject in letters()] == [
        "Att göra: 1 sak väntar på dig",  # the Monday before
        "Snart dags: sak",  # the Thursday
        "Att göra: 1 sak väntar på dig",  # the Monday after, late; not the one after that
    ]
    assert set(Reminded.objects.values_list("todo", "occasion")) == {
        ("prov:sak", Occasion.SOON),
        ("prov:sak", Occasion.EVE),
        ("prov:sak", Occasion.LATE),
    }


def test_what_was_told_before_is_counted_beside_what_is_new(cast: Cast, things: Things) -> None:
    things += [("manager_a1", "gammal", MONDAY - timedelta(3))]
    run_due(at(MONDAY))
    things += [("manager_a1", "ny", MONDAY + timedelta(9))]
    run_due(at(MONDAY + timedelta(7)))
    assert "Dessutom väntar 1 sak som vi har påmint om förut." in mail.outbox[-1].body
    assert "gammal" not in mail.outbox[-1].body


def test_a_moved_day_is_a_new_occasion(cast: Cast, things: Things) -> None:
    things += [("manager_a1", "sak", MONDAY + timedelta(3))]
    run_due(at(MONDAY))
    things[:] = [("manager_a1", "sak", MONDAY + timedelta(12))]
    run_due(at(MONDAY + timedelta(7)))
    assert len(mail.outbox) == 2


def test_the_day_before_a_weekend_tells_of_monday_and_the_weekend_tells_nothing(cast: Cast, things: Things) -> None:
    friday, next_monday = MONDAY + timedelta(4), MONDAY + timedelta(7)
    run_due(at(MONDAY))
    things += [("manager_a1", "a", next_monday), ("manager_a1", "b", MONDAY + timedelta(5))]
    assert run_due(at(MONDAY + timedelta(3))).day == 0
    assert run_due(at(friday)).day == 1
    assert letters() == [("manager_a1", "Snart dags: 2 saker")]
    assert run_due(at(friday + timedelta(1))).day == 0


def test_what_is_due_tomorrow_is_in_the_weeks_letter_only(cast: Cast, things: Things) -> None:
    things += [("manager_a1", "sak", MONDAY + timedelta(1))]
    done = run_due(at(MONDAY))
    assert (done.week, done.day) == (1, 0)


def test_the_day_and_the_hour_are_the_controllers(cast: Cast, things: Things) -> None:
    things += [("manager_a1", "sak", MONDAY + timedelta(6))]
    with pytest.raises(Refused):
        choose_when(cast.actor("manager_a"), weekday=2, hour=10, day_before=False)
    with pytest.raises(RuleBroken):
        choose_when(cast.actor("controller"), weekday=6, hour=10, day_before=False)
    answer = cast.client("controller").post(
        reverse("followup:choose_when_reminded"), {"nar-weekday": "2", "nar-hour": "10"}
    )
    assert answer.status_code == 302
    assert run_due(at(MONDAY, 12)).week == 0
    assert run_due(at(MONDAY + timedelta(2), 9)).week == 0
    assert run_due(at(MONDAY + timedelta(2), 10)).week == 1
    assert "När går påminnelserna ut?" in cast.client("controller").get(reverse("mail:outbox")).content.decode()
    assert ReminderRule.objects.get().history.count() == 2


def test_one_may_say_no_to_a_kind_or_to_all(cast: Cast, things: Things) -> None:
    things += [("manager_a1", "en", MONDAY), ("chair_a", "två", MONDAY), ("manager_b", "tre", MONDAY)]
    say_no(cast.user("manager_a1"), "att-gora:prov")
    say_no(cast.user("chair_a"), REMINDERS)
    run_due(at(MONDAY))
    assert letters() == [("manager_b", "Att göra: 1 sak väntar på dig")]
    page = cast.client("manager_a1").get(reverse("mail:mine")).content.decode()
    assert "Provsaker" in page
    assert "Tysta saker" not in page


def test_while_one_is_away_the_chosen_one_is_told_why_in_the_same_letter(cast: Cast, things: Things) -> None:
    things += [("manager_a1", "min", MONDAY), ("staff_a1", "egen", MONDAY)]
    away(cast, "manager_a1", MONDAY + timedelta(10), stand_in="staff_a1")
    run_due(at(MONDAY))
    (letter,) = mail.outbox
    assert letter.to == ["staff_a1@prov.example"]
    said = letter.body.replace("\xa0", " ")
    assert "Du får det här därför att Manager A1 Exempel är borta till 12 mars" in said
    assert said.index("egen") < said.index("därför att")


@pytest.mark.parametrize(
    ("gone", "gets"),
    [
        ((), "manager_a"),  # the manager above
        (("manager_a",), "head_a"),  # and the one above that
        (("manager_a", "head_a"), "controller"),
        (("manager_a", "head_a", "controller"), "manager_a1"),  # nobody left: it waits for the person
    ],
)
def test_without_a_chosen_one_it_goes_upwards(cast: Cast, things: Things, gone: tuple[str, ...], gets: str) -> None:
    for name in ("manager_a1", *gone):
        away(cast, name, MONDAY)
    receiver, absence = cover_on(MONDAY).receiver_for(cast.user("manager_a1"))
    assert receiver == cast.user(gets)
    assert (absence is None) == (gets == "manager_a1")


def test_a_stand_in_comes_before_the_manager_and_is_told_once(cast: Cast, things: Things) -> None:
    post = Appointment.objects.get(user=cast.user("manager_a1"), role=Role.MANAGER)
    with recording(system_actor(), "Test"):
        StandIn.objects.create(
            appointment=post, substitute=cast.user("staff_a1"), valid_from=MONDAY, valid_to=MONDAY + timedelta(5)
        )
    away(cast, "manager_a1", MONDAY + timedelta(5))
    things += [("manager_a1", "sak", MONDAY), ("staff_a1", "sak", MONDAY)]
    (parcel,) = parcels_of_the_week(cover_on(MONDAY), MONDAY)
    assert parcel.receiver == cast.user("staff_a1")
    assert [thing.todo.key for thing in parcel.things] == ["prov:sak"]


def test_the_chair_covers_for_a_member_and_never_an_official(cast: Cast, things: Things) -> None:
    away(cast, "politician_a", MONDAY)
    assert cover_on(MONDAY).receiver_for(cast.user("politician_a"))[0] == cast.user("chair_a")
    away(cast, "chair_a", MONDAY)
    assert cover_on(MONDAY).receiver_for(cast.user("politician_a"))[0] == cast.user("controller")


def test_the_cover_asks_as_few_questions_for_many(cast: Cast, things: Things, django_assert_num_queries: Any) -> None:
    for name in ("manager_a1", "manager_a", "chair_b"):
        with django_assert_num_queries(5):
            cover = cover_on(MONDAY)
            for user in cover.people():
                cover.receiver_for(user)
        away(cast, name, MONDAY)


def nudge(cast: Cast, name: str, unit: str = "A1", today: date = MONDAY) -> Nudge:
    return remind_unit(
        cast.actor(name), cast[unit], about="section:1:2", title="Grunduppdraget, tertial 1", url="/x/", due=MONDAY,
        today=today,
    )  # fmt: skip


def test_a_reminder_by_hand_goes_at_once_and_once_a_day(cast: Cast, things: Things) -> None:
    sent = nudge(cast, "controller")
    assert (sent.people, sent.already) == ((cast.user("manager_a1"),), False)
    assert nudge(cast, "manager_a").already
    assert not nudge(cast, "manager_a", today=MONDAY + timedelta(1)).already
    assert letters() == [("manager_a1", "En påminnelse: Grunduppdraget, tertial 1")] * 2
    assert "Controller Exempel undrar hur det går" in mail.outbox[0].body


def test_a_reminder_by_hand_follows_the_absence(cast: Cast, things: Things) -> None:
    away(cast, "manager_a1", MONDAY, stand_in="staff_a1")
    assert nudge(cast, "controller").people == (cast.user("staff_a1"),)
    assert "är borta till" in mail.outbox[0].body


@pytest.mark.parametrize("person", ["manager_a1", "staff_a1", "manager_b", "chair_a", "auditor"])
def test_others_do_not_remind(cast: Cast, things: Things, person: str) -> None:
    with pytest.raises(Refused):
        nudge(cast, person)
    assert not mail.outbox


def test_a_unit_that_nobody_leads_cannot_be_reminded(cast: Cast, things: Things) -> None:
    with pytest.raises(RuleBroken, match="Enhet A2 har ingen chef"):
        nudge(cast, "controller", "A2")


def test_letters_left_behind_are_sent_by_the_run_itself(cast: Cast, things: Things) -> None:
    things += [("manager_a1", "sak", MONDAY)]
    run_due(at(MONDAY))
    mail.outbox.clear()
    things.clear()
    Message.objects.update(state=MessageState.QUEUED, queued_at=timezone.now() - timedelta(minutes=5))
    said = StringIO()
    call_command("run_due", stdout=said)
    assert "Skickade 1 brev som hade blivit liggande." in said.getvalue()
    assert len(mail.outbox) == 1


def test_letters_that_did_not_arrive_are_the_controllers_to_see_to(cast: Cast) -> None:
    with recording(system_actor(), "Test"):
        Message.objects.create(key="x", subject="x", message_id="<x>", state=MessageState.FAILED, failure="nej")

    def titles(name: str) -> list[str]:
        return [todo.title for kind, todo in todos_of(cast.actor(name), MONDAY, ["mail-troubled"])]

    assert titles("controller") == ["1 brev behöver ses över"]
    assert titles("manager_a1") == []
    Message.objects.update(put_aside=True)
    assert titles("controller") == []


def test_who_has_left_gets_no_letters(cast: Cast, things: Things) -> None:
    things += [("manager_a1", "sak", MONDAY)]
    User.objects.filter(pk=cast.user("manager_a1").pk).update(is_active=False)
    run_due(at(MONDAY))
    assert not mail.outbox
