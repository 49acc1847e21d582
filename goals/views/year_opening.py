"""Opening next year beside this one: what would come of it, what one chooses, and the opening itself."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from goals import actions
from goals.forms.year_opening import choices_in
from goals.models import Level
from goals.outline import listed
from goals.queries.year_opening import Candidate, Choices, LevelChoice, Opening, opening_of, year_obstacle
from goals.rules.year_opening import may_open_year, who_may_open_year
from goals.views.fetching import acting, item_or_404, to_item
from sala_styr.decisions.queries import year_from, years
from sala_styr.organisation.rules import require

MOST_ROWS = 2000
"""With more the page offers the choice level by level only: nobody ticks thousands of boxes, and a browser sends only so many."""


@dataclass(frozen=True)
class LevelPart:
    """A level on the page with what ends of it."""

    level: Level
    candidates: list[Candidate]
    choice: str

    @property
    def following(self) -> int:
        return sum(each.follows for each in self.candidates)

    @property
    def stopped(self) -> int:
        return sum(bool(each.taken and each.obstacle) for each in self.candidates)


@require_http_methods(["GET", "POST"])
def open_year(request: HttpRequest) -> HttpResponse:
    """Opening the year after the one in the address: the preview with its choices; sent with ``gor=oppna`` it is done, otherwise only counted again."""
    actor = acting(request)
    require(may_open_year(actor), who_may_open_year())
    before = year_from(request)
    year = before + 1
    choices = choices_in(request.POST)
    if request.POST.get("gor") == "oppna":
        opened = actions.open_year(actor, year, choices)
        messages.success(request, _opened_text(year, opened.taken))
        if opened.left:
            return redirect(f"{reverse('goals:open_year')}?ar={before}")
        return redirect(f"{reverse('goals:thread')}?ar={year}")
    opening, known = opening_of(year, choices), years()
    context = {
        "year": year,
        "before": before,
        "opening": opening,
        "parts": _parts(opening, choices),
        "shown": listed(each.item.pk for each in opening.candidates),
        "with_rows": len(opening.candidates) <= MOST_ROWS,
        "years": [each.year for each in known],
        "is_there": any(each.year == year for each in known),
        "obstacle": year_obstacle(year, {each.year: each.state for each in known}),
        "level_choices": LevelChoice.choices,
        "following": len(opening.following),
        "stopped": len(opening.left),
    }
    return render(request, "goals/year_opening.html", context)


def _parts(opening: Opening, choices: Choices) -> list[LevelPart]:
    """The candidates by level, in the order of the model."""
    by_level: dict[int, list[Candidate]] = {}
    for each in opening.candidates:
        by_level.setdefault(each.item.step_id, []).append(each)
    parts = [
        LevelPart(found[0].item.step, found, choices.levels.get(pk, LevelChoice.EACH)) for pk, found in by_level.items()
    ]
    return sorted(parts, key=lambda part: (part.level.steering_model_id, part.level.order))


def _opened_text(year: int, taken: int) -> str:
    if not taken:
        return _("%(year)s är öppnat. Inget mer fanns att ta med.") % {"year": year}
    return ngettext(
        "%(year)s är öppnat. %(n)s del följde med.", "%(year)s är öppnat. %(n)s delar följde med.", taken
    ) % {"year": year, "n": taken}


@require_POST
def item_carry(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one part along into next year's plan."""
    found = item_or_404(request, pk)
    copy = actions.carry_item(acting(request), found)
    messages.success(request, _("Överförd till %(year)s. Det här är den nya delen.") % {"year": copy.first_year})
    return to_item(copy)
