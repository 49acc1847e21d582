"""Help by consent: in the open, for a while, with both names; and nothing without it."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from followup.actions.questions import ask_about_goal
from goals.actions import edit_item
from goals.models import PlanItem
from sala_styr.access.models import AccessEvent
from sala_styr.errors import Refused, RuleBroken
from sala_styr.helping import actions
from sala_styr.helping.middleware import HELPING
from sala_styr.helping.models import HelpConsent
from sala_styr.helping.queries import done_by
from sala_styr.history import recording
from sala_styr.history.recording import Help, current, helping
from sala_styr.organisation.actions import end_appointment, set_active
from sala_styr.organisation.actor import actor_for, system_actor
from sala_styr.organisation.models import Appointment, Role, StandIn
from tests.cast import Cast
from tests.helping.conftest import Helping

pytestmark = pytest.mark.django_db
EDITED = "Ändrad av den som hjälper"


def own_item(cast: Cast) -> PlanItem:
    """Something that the manager of A1 may edit, and the administrator may not."""
    return cast.item("activity", "A1", parent=cast.item("strategy", "verksA"))


def edit(client: Client, item: PlanItem) -> int:
    """Try to change the item's title on its page."""
    address = reverse("goals:edit", args=[item.pk])
    sent = {"title": EDITED, "version": item.version, "first_year": item.first_year, "last_year": item.last_year or ""}
    return client.post(address, sent).status_code


def kinds() -> list[str]:
    found = AccessEvent.objects.filter(kind__startswith="help").order_by("pk")
    assert all(str(each.user) and each.by and each.way.startswith("medgivande nr") for each in found)
    return list(found.values_list("kind", flat=True))


# In the open


def test_the_person_lets_somebody_help_and_the_history_names_both(help_: Helping) -> None:
    item = own_item(help_.cast)
    assert edit(help_.helper, item) in (403, 404)
    consent = help_.begun()
    assert edit(help_.helper, item) == 302
    item.refresh_from_db()
    assert item.title == EDITED
    row = item.history.first()
    assert row.history_user == help_.by
    assert row.history_change_reason.startswith(f"För {help_.who}, med medgivande nr {consent.pk}: ")
    assert kinds() == ["help_given", "help_began"]


def test_both_see_on_every_page_that_it_goes_on(help_: Helping) -> None:
    assert "help-band" not in help_.person.get(reverse("goals:thread")).content.decode()
    consent = help_.let()
    assert "har inte börjat än" in help_.person.get(reverse("goals:thread")).content.decode()
    help_.begin(consent)
    for name in ("start", "goals:thread", "followup:todo"):
        page = help_.helper.get(reverse(name)).content.decode()
        assert f"Du hjälper {help_.who} till" in page
        assert "Sluta hjälpa" in page
        assert f"{help_.by} hjälper dig nu" in help_.person.get(reverse(name)).content.decode()


def test_whoever_logs_in_anew_is_told_too(help_: Helping) -> None:
    help_.begun()
    assert f"{help_.by} hjälper dig nu" in help_.cast.client("manager_a1").get(reverse("start")).content.decode()


def test_both_see_what_was_done_and_an_outsider_does_not(help_: Helping) -> None:
    item = own_item(help_.cast)
    consent = help_.begun()
    edit(help_.helper, item)
    address = reverse("help:show", args=[consent.pk])
    for client in (help_.person, help_.helper, help_.cast.client("auditor")):
        assert f"med medgivande nr {consent.pk}:" in client.get(address).content.decode()
    assert help_.cast.client("manager_b").get(address).status_code == 404
    told = done_by(HelpConsent.objects.get(pk=consent.pk), actor_for(help_.who))
    assert {change.model_label for change in told} >= {"goals.planitem"}


def test_what_is_told_is_this_consents_alone(help_: Helping) -> None:
    first = help_.begun()
    edit(help_.helper, own_item(help_.cast))
    help_.helper.post(reverse("help:close", args=[first.pk]))
    second = help_.begun()
    told = done_by(HelpConsent.objects.get(pk=second.pk), actor_for(help_.who))
    assert "goals.planitem" not in {change.model_label for change in told}


def test_the_helper_sees_the_persons_page_and_stays_themselves(help_: Helping) -> None:
    help_.begun()
    request = help_.helper.get(reverse("start")).wsgi_request
    assert request.user == help_.by
    assert request.actor.user == help_.who  # type: ignore[attr-defined]
    assert request.actor.hand == help_.by  # type: ignore[attr-defined]
    assert not request.actor.has(Role.ADMINISTRATOR)  # type: ignore[attr-defined]


# The way by a question


def test_a_helper_asks_and_the_person_says_yes_for_so_long(help_: Helping) -> None:
    sent = {"person": help_.who.pk, "about": "Jag såg ett fel i din plan"}
    assert help_.helper.post(reverse("help:ask"), sent).status_code == 302
    asked = HelpConsent.objects.get()
    assert f"{help_.by} vill hjälpa dig" in help_.person.get(reverse("help:index")).content.decode()
    page = help_.person.get(reverse("help:consent", args=[asked.pk])).content.decode()
    assert "Jag såg ett fel i din plan" in page
    assert "fatta eller anteckna beslut" in page
    assert help_.begin(asked).status_code == 409
    assert help_.person.post(reverse("help:consent", args=[asked.pk]), {"minutes": 30}).status_code == 302
    asked.refresh_from_db()
    assert asked.given_at is not None
    assert asked.until is not None
    assert (asked.until - asked.given_at).seconds == 30 * 60
    assert help_.begin(asked).status_code == 302
    assert kinds() == ["help_refused", "help_given", "help_began"]


def test_the_person_says_no(help_: Helping) -> None:
    asked = actions.ask_leave(help_.cast.actor("administrator"), help_.who, "Något")
    help_.person.post(reverse("help:close", args=[asked.pk]))
    asked.refresh_from_db()
    assert asked.ending == "declined"
    assert help_.begin(asked).status_code == 409
    assert help_.person.post(reverse("help:consent", args=[asked.pk]), {"minutes": 30}).status_code == 409


def test_only_the_person_who_was_asked_answers(help_: Helping) -> None:
    asked = actions.ask_leave(help_.cast.actor("administrator"), help_.who, "Något")
    address = reverse("help:consent", args=[asked.pk])
    for name in ("administrator", "manager_b"):
        assert help_.cast.client(name).post(address, {"minutes": 30}).status_code == 404
        with pytest.raises(Refused):
            actions.consent_to(help_.cast.actor(name), asked, 30)
    assert help_.cast.client("manager_b").post(reverse("help:close", args=[asked.pk])).status_code == 404


@pytest.mark.parametrize("name", ["manager_b", "controller", "auditor", "chair_a", "outsider"])
def test_only_administrators_ask(help_: Helping, name: str) -> None:
    with pytest.raises(Refused):
        actions.ask_leave(help_.cast.actor(name), help_.who, "Något")
    assert help_.cast.client(name).get(reverse("help:ask")).status_code == 403


def test_what_does_not_fit_is_told_at_its_field(help_: Helping) -> None:
    administrator, person = help_.cast.actor("administrator"), actor_for(help_.who)
    actions.ask_leave(administrator, help_.who, "Något")
    for broken, name in (
        (lambda: actions.ask_leave(administrator, help_.who, "Igen"), "person"),
        (lambda: actions.ask_leave(administrator, help_.by, "Mig"), "person"),
        (lambda: actions.ask_leave(administrator, help_.who, "  "), "about"),
        (lambda: actions.let_help(person, help_.by, 61, "Något"), "minutes"),
        (lambda: actions.let_help(person, help_.by, 60, ""), "about"),
        (lambda: actions.let_help(person, help_.cast.user("manager_b"), 60, "Något"), "helper"),
        (lambda: actions.let_help(administrator, help_.by, 60, "Mig själv"), "helper"),
    ):
        with pytest.raises(RuleBroken) as told:
            broken()
        assert told.value.field == name
    assert HelpConsent.objects.count() == 1


# Nothing without it


def withdrawn(help_: Helping, consent: HelpConsent) -> None:
    assert help_.person.post(reverse("help:close", args=[consent.pk])).status_code == 302


def person_shut_out(help_: Helping, consent: HelpConsent) -> None:
    set_active(system_actor(), help_.who, False)


def helper_no_administrator(help_: Helping, consent: HelpConsent) -> None:
    with recording(system_actor(), "Test"):
        Appointment.objects.get(user=help_.by).delete()


ENDS: list[Callable[[Helping, HelpConsent], None]] = [
    lambda help_, consent: help_.let_time_pass(consent),
    withdrawn,
    person_shut_out,
    helper_no_administrator,
]
NAMES = ["time", "withdrawn", "person shut out", "no administrator"]


@pytest.mark.parametrize("end", ENDS, ids=NAMES)
def test_nothing_can_be_begun_when_it_does_not_hold(
    help_: Helping, end: Callable[[Helping, HelpConsent], None]
) -> None:
    consent = help_.let()
    end(help_, consent)
    assert help_.begin(consent).status_code in (403, 409)
    assert HELPING not in help_.helper.session


@pytest.mark.parametrize("end", ENDS, ids=NAMES)
def test_nothing_can_be_done_when_it_does_not_hold_any_longer(
    help_: Helping, end: Callable[[Helping, HelpConsent], None]
) -> None:
    item = own_item(help_.cast)
    consent = help_.begun()
    end(help_, consent)
    answer = help_.helper.post(reverse("goals:edit", args=[item.pk]), {"title": EDITED, "version": item.version})
    assert answer.status_code == 403
    assert EDITED in answer.content.decode(), "what was typed is given back"
    assert "Härifrån är du dig själv igen" in answer.content.decode()
    item.refresh_from_db()
    assert item.title != EDITED
    assert HELPING not in help_.helper.session
    assert "help_ended" in kinds()
    page = help_.helper.get(reverse("start"))
    assert "help-band" not in page.content.decode()
    assert page.wsgi_request.actor.user == help_.by  # type: ignore[attr-defined]


def test_when_it_is_over_nothing_is_done_in_the_helpers_own_name_either(help_: Helping) -> None:
    consent = help_.begun()
    withdrawn(help_, consent)
    sent = {
        "helper": help_.by.pk,
        "about": "Något",
        "minutes": 60,
        "username": "ny",
        "first_name": "N",
        "last_name": "Y",
    }
    before = HelpConsent.objects.count()
    assert help_.helper.post(reverse("organisation:person_create"), sent).status_code == 403
    assert not type(help_.by).objects.filter(username="ny").exists()
    assert HelpConsent.objects.count() == before


def test_a_helper_whose_log_in_is_closed_is_out(help_: Helping) -> None:
    item = own_item(help_.cast)
    help_.begun()
    set_active(system_actor(), help_.by, False)
    assert help_.helper.get(reverse("goals:edit", args=[item.pk])).status_code == 302
    assert edit(help_.helper, item) == 302
    item.refresh_from_db()
    assert item.title != EDITED


def test_the_helper_ends_it_and_the_consent_is_used_up(help_: Helping) -> None:
    consent = help_.begun()
    assert help_.helper.post(reverse("help:close", args=[consent.pk])).status_code == 302
    assert HELPING not in help_.helper.session
    assert help_.begin(consent).status_code == 409
    assert kinds() == ["help_given", "help_began", "help_ended", "help_refused"]
    consent.refresh_from_db()
    assert consent.ending == "done"


def test_logging_out_ends_it_in_that_browser(help_: Helping) -> None:
    help_.begun()
    help_.helper.post(reverse("logout"))
    assert kinds()[-1] == "help_ended"
    assert "help-band" not in help_.cast.client("administrator").get(reverse("start")).content.decode()


def test_forms_that_were_opened_before_are_of_no_use_in_the_others_name(help_: Helping) -> None:
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(help_.by)
    careful.get(reverse("help:index"))
    old = careful.cookies["csrftoken"].value
    consent = help_.let()
    begun = careful.post(reverse("help:begin", args=[consent.pk]), headers={"X-CSRFToken": old})
    assert begun.status_code == 302
    item = own_item(help_.cast)
    assert careful.post(reverse("goals:edit", args=[item.pk]), headers={"X-CSRFToken": old}).status_code == 403
    assert careful.cookies["csrftoken"].value != old


def test_there_is_no_other_way_to_be_somebody_else(help_: Helping) -> None:
    """Only the consent's number in the session makes another the actor, and only the helper's own consent."""
    consent = help_.let()
    assert help_.begin(consent, help_.cast.client("manager_b")).status_code == 404
    assert help_.begin(consent, help_.person).status_code == 404
    assert help_.begin(consent, help_.cast.client("controller")).status_code == 404
    for query in ("?som=manager_a1", "?user=1", "?helping=1"):
        request = help_.helper.get(reverse("start") + query, {}, headers={"X-Help": str(consent.pk)}).wsgi_request
        assert request.actor.user == help_.by  # type: ignore[attr-defined]


# What is the person's own


OWN = [
    *("my_access", "password_change", "mfa_index", "mfa_activate_totp", "access_log", "access_groups"),
    *("mail:mine", "organisation:stand_ins", "organisation:people", "help:index", "help:ask", "admin:index"),
    "followup:wheel_calendars",
]


@pytest.mark.parametrize("name", OWN)
def test_what_is_ones_own_is_closed_meanwhile(help_: Helping, name: str) -> None:
    help_.begun()
    for answer in (help_.helper.get(reverse(name)), help_.helper.post(reverse(name))):
        assert answer.status_code == 403
        assert f"Det här rör bara {help_.who}" in answer.content.decode()
    assert kinds()[-2:] == ["help_refused", "help_refused"]


def test_the_helper_gets_no_lasting_right(help_: Helping) -> None:
    help_.begun()
    today = timezone.localdate().isoformat()
    sent = {
        "appointment": Appointment.objects.get(user=help_.who).pk,
        "substitute": help_.by.pk,
        "valid_from": today,
        "valid_to": today,
    }
    assert help_.helper.post(reverse("organisation:stand_ins"), sent).status_code == 403
    assert not StandIn.objects.exists()


def test_an_administrators_keeping_house_is_not_lent(help_: Helping) -> None:
    mark = Help(help_.by, str(help_.who), 1)
    helped = type(help_.cast.actor("administrator"))(
        **{**vars(help_.cast.actor("administrator")), "helped": mark}  # an administrator who is helped by one
    )
    with pytest.raises(Refused, match=r"gör .* själv"):
        end_appointment(helped, Appointment.objects.first(), timezone.localdate())
    with pytest.raises(Refused, match=r"gör .* själv"):
        actions.let_help(helped, help_.by, 60, "Mer")


# The history cannot forget


def test_everything_that_is_written_meanwhile_names_both_whoever_the_recording_is_by(cast: Cast) -> None:
    mark = Help(cast.user("administrator"), "Anna Berg", 12)
    with helping(mark):
        for actor in (system_actor(), cast.actor("manager_a1")):
            with recording(actor, "Ändrade") as now:
                assert now.user == cast.user("administrator")
                assert now.reason == "För Anna Berg, med medgivande nr 12: Ändrade"
        assert current().reason.startswith("För Anna Berg, med medgivande nr 12: ")
    assert current().user is None


def test_an_action_outside_a_request_names_both_too(cast: Cast) -> None:
    item = own_item(cast)
    person = cast.actor("manager_a1")
    helped = type(person)(**{**vars(person), "helped": Help(cast.user("administrator"), "Anna Berg", 12)})
    edit_item(helped, item, item.version, title=EDITED)
    row = item.history.first()
    assert row.history_user == cast.user("administrator")
    assert row.history_change_reason.startswith("För Anna Berg, med medgivande nr 12: ")


def test_bulk_and_stand_ins_name_all(cast: Cast) -> None:
    goal = cast.item("goal", "KF")
    politician = cast.actor("politician_a")
    helped = type(politician)(**{**vars(politician), "helped": Help(cast.user("administrator"), "Anna Berg", 3)})
    question = ask_about_goal(helped, goal, "Hur går det?")
    assert question.asked_by == cast.user("politician_a")
    assert question.history.get().history_user == cast.user("administrator")


# Queries


def test_the_page_costs_the_same_however_many(
    help_: Helping, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    counts = []
    for _size in range(2):
        for _each in range(3):
            actions.close(actor_for(help_.who), help_.let())
        with django_assert_num_queries(counts[0] if counts else 12) as counted:
            help_.person.get(reverse("help:index"))
        counts.append(len(counted.captured_queries))


def test_who_is_not_helped_pays_nothing_and_who_helps_one_query(
    help_: Helping, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = reverse("organisation:tree")
    with CaptureQueriesContext(connection) as plain:
        help_.person.get(address)
    asked = len(plain.captured_queries)
    help_.begun()
    with django_assert_num_queries(asked + 1):
        help_.helper.get(address)
