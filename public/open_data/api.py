"""The addresses of open data (django-ninja): each data set as JSON in pages, and as CSV all of it. Only reading, from anywhere, without log-in."""

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any, Literal
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from ninja import Field, NinjaAPI, Query, Schema
from ninja.errors import HttpError
from pydantic import create_model

from public.open_data.files import listing_of
from public.open_data.sets import DATA_SETS, DataSet, NotPublic
from sala_styr.tables import file_response

VERSION = "v1"
PREFIX = f"/oppet/data/{VERSION}/"
LICENCE = {"name": "Creative Commons CC0 1.0 Universal", "identifier": "CC0-1.0"}
LICENCE_ADDRESS = "https://creativecommons.org/publicdomain/zero/1.0/"
USUAL, MOST = 100, 1000
"""Rows of a page: when nothing is said, and at most."""
_ABOUT = (
    "Kommunens beslutade plan och budget, publicerade uppföljningar och rapporter. Får användas av vem som helst till vad som helst "
    "(CC0 1.0). Belopp är kronor, exakta på öret, som text med decimalpunkt i JSON och med decimalkomma i CSV. Det som saknas är null "
    "i JSON och tomt i CSV, aldrig 0. Id ändras inte. Fält kan komma till; inget tas bort eller byter betydelse inom samma version."
)


class Page(Schema):
    """En sida av en datamängd."""

    licens: str = Field(description="Licensen, som SPDX skriver den.")
    antal: int = Field(description="Antal rader i hela datamängden.")
    sida: int = Field(description="Sidans nummer, från 1.")
    sidor: int = Field(description="Antal sidor.")
    nasta: str | None = Field(description="Adressen till nästa sida. Null på den sista.")


class Fault(Schema):
    """Varför det inte finns något svar."""

    detail: str = Field(description="Vad som finns i stället.")


class Unreadable(Schema):
    """Vad i frågan som inte går att läsa."""

    detail: list[dict[str, Any]] = Field(description="För varje fel: var (loc), vad (msg) och vilket slag (type).")


api = NinjaAPI(
    title="Sala styr, öppna data",
    version=VERSION,
    description=_ABOUT,
    docs_url=None,
    openapi_url=None,
    urls_namespace="open_data",
    openapi_extra={"info": {"license": LICENCE}},
)


def _answer(data: DataSet, asked: int | None, number: int, size: int, format_: str) -> Any:
    """The rows that are asked for: one page of them as JSON, all of them as CSV."""
    try:
        rows = data.rows_for(asked)
    except NotPublic as missing:
        raise HttpError(404, str(missing)) from missing
    if format_ == "csv":
        return file_response(listing_of(data, rows), "csv")
    pages = Paginator(rows, size)
    page = pages.get_page(number)
    query = {data.asks: asked} if asked is not None else {}
    following = urlencode({**query, "sida": page.number + 1, "storlek": size}) if page.has_next() else ""
    return {
        "licens": LICENCE["identifier"],
        "antal": pages.count,
        "sida": page.number,
        "sidor": pages.num_pages,
        "nasta": f"{PREFIX}{data.key}?{following}" if following else None,
        "rader": list(page.object_list),
    }


_NUMBER = Query(1, alias="sida", ge=1, description="Vilken sida, från 1. Gäller JSON.")
_SIZE = Query(USUAL, alias="storlek", ge=1, le=MOST, description=f"Rader per sida, högst {MOST}. Gäller JSON.")
_FORMAT = Query("json", alias="format", description="json, en sida i taget, eller csv, alla rader.")
_WORDS = {
    "ar": "Året. Utan det: det här året, annars det senaste.",
    "period": "Uppföljningens id. Utan det: den senaste publicerade.",
}


def _operation(data: DataSet) -> Callable[..., Any]:
    if not data.asks:

        def whole(
            request: HttpRequest, number: int = _NUMBER, size: int = _SIZE, format_: Literal["json", "csv"] = _FORMAT
        ) -> Any:
            return _answer(data, None, number, size, format_)

        return whole
    choice = Query(None, alias=data.asks, description=_WORDS[data.asks])

    def chosen(
        request: HttpRequest,
        asked: int | None = choice,
        number: int = _NUMBER,
        size: int = _SIZE,
        format_: Literal["json", "csv"] = _FORMAT,
    ) -> Any:
        return _answer(data, asked, number, size, format_)

    return chosen


def _register(data: DataSet) -> None:
    answer = create_model(
        f"{data.row.__name__.removesuffix('Row')}Page",
        __base__=Page,
        __doc__=f"En sida av datamängden {data.title}.",
        rader=(list[data.row], Field(description=data.row.__doc__)),  # type: ignore[name-defined]
    )
    api.get(
        f"/{data.key}",
        response={200: answer, 404: Fault, 422: Unreadable},
        summary=data.title,
        description=data.about,
        operation_id=data.key,
        url_name=data.key,
        tags=["Öppna data"],
        openapi_extra={"responses": {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}},
    )(_operation(data))


for _data in DATA_SETS.values():
    _register(_data)


def description() -> dict[str, Any]:
    """The OpenAPI 3.1 description of all the data sets."""
    return dict(api.get_openapi_schema(path_prefix=PREFIX))


def from_anywhere(view: Callable[..., Any]) -> Callable[..., Any]:
    """Decorator: no log-in, any web page may read the answer, its licence stands in it, and who has it already need not fetch it again."""

    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = view(request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response["Link"] = f'<{LICENCE_ADDRESS}>; rel="license"'
        if response.status_code != 200 or response.streaming:
            return response
        etag = quote_etag(sha256(response.content).hexdigest()[:32])
        response["ETag"] = etag
        return get_conditional_response(request, etag=etag, response=response) or response

    return login_not_required(answered)


def open_data_urls() -> Sequence[URLPattern]:
    """The addresses of the data sets."""
    patterns, _app, _namespace = api.urls
    return [
        path(str(pattern.pattern), from_anywhere(pattern.callback), name=f"data_{pattern.name}")
        for pattern in patterns
        if isinstance(pattern, URLPattern) and pattern.callback is not None and pattern.name in DATA_SETS
    ]
