"""What reads as a HOW gets a hint, what says WHAT does not. The examples are the kind of thing that nämnder write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goals.hints import hints_in
from tests.cast import Cast

HOW = [
    "Genomföra en utbildningsinsats för alla lärare",
    "Anställa två kuratorer",
    "Utbilda personalen i lågaffektivt bemötande",
    "Ta fram en handlingsplan mot skolfrånvaro",
    "Köpa in surfplattor till förskolan",
    "Köp in surfplattor",
    "Starta projekt för digital läxhjälp",
    "Införa rutin för orosanmälningar",
    "Nämnden ska upphandla ett nytt journalsystem",
    "Vi ska rekrytera fler undersköterskor",
    "Att implementera ett nytt arbetssätt",
    "- kartlägga alla arbetsplatser",
    "1. Tillsätta en arbetsgrupp",
    "Barn mår bra. Ta fram en plan för fler vuxna i skolan.",
    "Skapa en ny rutin för avvikelser",
    "Arbeta med checklistor vid varje överlämning",
    "Upprätta en handlingsplan för likvärdighet",
    "**Genomföra** kampanjer i alla skolor",
]
WHAT = [
    "Alla elever ska nå målen i svenska",
    "Trygg uppväxt och goda livsvillkor för barn och unga",
    "Fler unga ska komma i arbete eller studier",
    "Äldre ska kunna påverka när och hur hjälpen ges",
    "Skolorna ska vara trygga platser att växa på",
    "Utbildningen ska hålla hög kvalitet i hela kommunen",
    "Köpcentrum och stadskärna ska komplettera varandra",
    "Starta eget ska vara lätt i Sala",
    "Rektorerna har goda förutsättningar att leda",
    "En utbildad personal möter varje invånare",
    "Minska skolfrånvaron",
    "Öka valfriheten i hemtjänsten till 2027",
    "Företag ska få svar inom tio dagar",
    "Genomförandet av planen följs varje tertial",
    "Sala ska vara klimatneutralt 2035",
    "Skapa trygghet för den som är sjuk",
    "Utveckla en levande landsbygd",
    "",
]


@pytest.mark.parametrize("text", HOW)
def test_a_how_is_seen(text: str) -> None:
    (hint, *_more) = hints_in(text)
    assert hint.seen
    assert hint.reason
    assert hint.instead.endswith("?")


@pytest.mark.parametrize("text", WHAT)
def test_a_what_is_left_alone(text: str) -> None:
    assert hints_in(text) == []


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Rektor ska följa upp frånvaron varje vecka", "Rektor ska"),
        ("Att enhetscheferna ansvarar för att alla får en plan", "enhetscheferna ansvarar för att"),
        ("Arbetet leds av Maria Lindberg", "Maria Lindberg"),
        ("Skolan får 2,5 tjänster till elevhälsan", "2,5 tjänster"),
    ],
)
def test_who_and_how_many_are_seen(text: str, seen: str) -> None:
    assert [hint.seen for hint in hints_in(text)] == [seen]


def test_one_hint_of_each_kind_is_enough() -> None:
    assert len(hints_in("Anställa fler. Utbilda alla. Köpa in datorer. Rektor ska mäta.")) == 2


@given(st.text(max_size=300))
def test_any_text_is_looked_over_without_a_fall(text: str) -> None:
    hints_in(text)


def test_the_hint_comes_while_one_writes(cast: Cast) -> None:
    client = cast.client("politician_a")
    html = client.post("/mal/tips/", {"title": "Anställa <b>fler</b>", "description": ""}).content.decode()
    assert "läses som ett hur" in html
    assert "Anställa &lt;b&gt;fler" in html
    assert client.post("/mal/tips/", {"title": "Trygga barn"}).content.decode().strip() == ""
