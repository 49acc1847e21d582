"""What the example municipality has published: the follow-ups of its closed periods. One was withdrawn for a while, as happens."""

from followup.demo.more import also_load
from followup.models import Period
from public.actions import publish, withdraw
from sala_styr.organisation.actor import actor_for
from sala_styr.organisation.models import User

CONTROLLER = "exempel-controller"
WITHDRAWN = "Två mål hade fått varandras bedömning. Det är rättat, och uppföljningen visas igen."


@also_load
def publish_follow_ups() -> None:
    """By the example's controller, the earliest first."""
    controller = actor_for(User.objects.get(username=CONTROLLER))
    closed = list(Period.objects.filter(is_open=False).order_by("last_day", "pk"))
    for period in closed:
        publication = publish(controller, period)
        if period is closed[0]:
            withdraw(controller, publication, WITHDRAWN)
            publish(controller, period)
