"""Open data: the page that says what there is, and the description for machines."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.http import require_safe

from public.open_data.api import LICENCE_ADDRESS, description, from_anywhere
from public.open_data.files import is_kronor
from public.open_data.sets import DATA_SETS, DataSet
from public.views.shared import open_page


@dataclass(frozen=True)
class Shown:
    """A data set on the page: its columns in words, and what can be chosen."""

    data: DataSet
    columns: tuple[tuple[str, str, str, bool], ...]
    choices: tuple[tuple[int, str], ...]

    @classmethod
    def of(cls, data: DataSet) -> "Shown":
        fields = data.row.model_fields.items()
        columns = tuple((name, str(one.title), str(one.description), is_kronor(one)) for name, one in fields)
        return cls(data, columns, tuple(data.choices().items()))


@open_page
def data(request: HttpRequest) -> HttpResponse:
    """Each data set with its columns and its files. A constant number of queries: one or two for what each may be asked for."""
    with override("sv"):
        shown = [Shown.of(each) for each in DATA_SETS.values()]
    return render(request, "public/data.html", {"sets": shown, "licence": LICENCE_ADDRESS})


@from_anywhere
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI description of the data sets. No query."""
    found: dict[str, Any] = description()
    return JsonResponse(found, json_dumps_params={"ensure_ascii": False})
