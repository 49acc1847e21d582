"""Free text in the plan: word forms, å ä ö, titles and descriptions; the same on both databases."""

from typing import Any

import pytest
from django.db import connection

from goals.filtering import excerpt, marked
from goals.models import PlanItem
from goals.queries.search import DOCUMENT, Sought, items_with_words
from tests.cast import Cast

PAGE = "/mal/?ar=2026"


def found(cast: Cast, text: str) -> set[str]:
    """The titles of what the page shows as found."""
    html = cast.client("outsider").get(PAGE, {"q": text, "ar": "2026", "som": "tabell"}).content.decode()
    return {item.title for item in PlanItem.objects.all() if f'<a href="/mal/{item.pk}/?ar=2026"' in html}


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("målen", "Ett mål för skolan"),
        ("mål", "Vi når målen"),
        ("utbildningar", "Bättre utbildning"),
        ("utbildn", "Fler utbildningar"),
        ("utbildning", "Utbildningarnas kvalitet"),
        ("förskola", "Trygghet i förskolan"),
        ("förskolan", "Fler platser i förskolor"),
        ("ÄLDRE", "Trygg för äldre"),
        ("mål för alla", "Alla ska nå målen"),
        ("skola trygg", "Trygghet och skolor"),
        ("skola", "En bättre förskola"),
        ("e-tjänster", "Fler e-tjänster"),
        ("och/eller", "Natt och/eller dag"),
        ("f-6", "Ny skola F–6 och F-6"),
        ("a\u030angra", "Ångra val"),
    ],
)
def test_a_word_finds_its_other_forms(cast: Cast, typed: str, title: str) -> None:
    cast.item("goal", "KF", title=title)
    assert found(cast, typed) == {title}


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("for", "För barnen"),
        ("mal", "Ett mål"),
        ("angar", "Ängar"),
        ("utbildning barn", "Bättre utbildning"),
        ("xyzzy", "Ett mål"),
        ("%", "Ett mål"),
        ("'; drop", "Ett mål"),
        ("mål & !barn", "Ett mål"),
    ],
)
def test_letters_are_letters_and_every_word_counts(cast: Cast, typed: str, title: str) -> None:
    cast.item("goal", "KF", title=title)
    assert found(cast, typed) == set()


def test_descriptions_are_searched_and_the_place_is_shown(cast: Cast) -> None:
    text = "Inledning. " * 20 + "Vi bygger fler lekplatser <b>nära</b> skolorna. " + "Avslutning. " * 20
    cast.item("goal", "KF", title="Ett mål", description=text)
    html = cast.client("outsider").get(PAGE, {"q": "lekplats", "som": "tabell", "ar": "2026"}).content.decode()
    assert "<mark>lekplatser</mark> &lt;b&gt;nära&lt;/b&gt;" in html
    assert html.count("Inledning.") < 10


def test_a_hit_in_a_title_is_marked_in_the_tree_and_in_the_table(cast: Cast) -> None:
    cast.item("goal", "KF", title="Målen <i> & annat")
    for shape in ("", "tabell"):
        html = cast.client("outsider").get(PAGE, {"q": "mål", "som": shape, "ar": "2026"}).content.decode()
        assert "<mark>Målen</mark> &lt;i&gt; &amp; annat" in html


def test_a_draft_is_not_found_by_those_who_may_not_read_it(cast: Cast) -> None:
    cast.item("focus", "A", state="draft", title="Hemligt", description="Lekplatser vid ån")
    query = {"q": "lekplats", "ar": "2026", "som": "tabell"}
    assert "Hemligt" not in cast.client("outsider").get("/mal/", query).content.decode()
    assert "Hemligt" in cast.client("chair_a").get("/mal/", query).content.decode()


def test_a_search_takes_one_query(cast: Cast, django_assert_num_queries: Any) -> None:
    item = cast.item("goal", "KF", title="Ett mål", description="för alla barn")
    with django_assert_num_queries(1):
        assert items_with_words(Sought("barnens mål"), 2026) == {item.pk}
    with django_assert_num_queries(0):
        assert items_with_words(Sought(" - "), 2026) == frozenset()
    with django_assert_num_queries(1):
        assert items_with_words(Sought("mål"), 2031) == frozenset()


def test_a_word_that_is_in_every_text_is_not_asked_for(cast: Cast) -> None:
    assert Sought("mål för alla").words == ("mål",)
    assert Sought("för").words == ("för",)


def test_marks_do_not_overlap_and_keep_the_text() -> None:
    assert marked("Skolmål och skolor", Sought("skol skolor")) == "<mark>Skolmål</mark> och <mark>skolor</mark>"
    assert marked("inget", Sought("annat")) == "inget"
    assert excerpt("inget", Sought("annat")) is None


@pytest.mark.postgresql
def test_the_index_serves_what_is_asked_for(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN SELECT id FROM goals_planitem WHERE {DOCUMENT} @@ to_tsquery('simple', 'mål:*')")
        assert "item_text" in str(cursor.fetchall())


@pytest.mark.postgresql
def test_what_is_searched_follows_the_texts(cast: Cast) -> None:
    item = cast.item("goal", "KF", title="Trygga skolor")
    PlanItem.objects.filter(pk=item.pk).update(description="Simhallen öppnar")
    assert items_with_words(Sought("simhall"), 2026) == {item.pk}
    PlanItem.objects.filter(pk=item.pk).update(description="")
    assert items_with_words(Sought("simhall"), 2026) == frozenset()
