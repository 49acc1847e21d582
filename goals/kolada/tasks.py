"""The background task: asks Kolada and brings in what it answers. What goes wrong is kept where people see it (``KoladaFetch.problem``)."""

from django_tasks import task


@task()
def fetch_kolada(user_id: int | None) -> int:
    """Ask as the person who wished it; the id of the fetch."""
    from goals.actions.kolada import fetch_now
    from sala_styr.organisation.actor import actor_for, system_actor
    from sala_styr.organisation.models import User

    user = User.objects.filter(pk=user_id).first() if user_id else None
    return fetch_now(actor_for(user) if user else system_actor()).pk
