"""Two plan amendments of the example: one that a committee prepares for next year, one of a unit where the plan has changed meanwhile."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Proposal:
    """A part of the plan by its title, and what it shall say instead. ``meanwhile``: what somebody else has written in the plan since."""

    title: str
    proposed: dict[str, str]
    meanwhile: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Text:
    name: str
    owner: str
    by: str
    year: int
    reason: str
    proposals: tuple[Proposal, ...]


AMENDMENTS = (
    Text(
        name="Elevhälsan in i fokusområdet",
        owner="SN",
        by="exempel-politiker",
        year=2027,
        reason="Elevhälsans årsrapport visar att närvaron hänger ihop med måendet. Nämnden vill att det syns i målet.",
        proposals=(
            Proposal(
                "Trygghet, studiero och närvaro",
                {
                    "title": "Trygghet, studiero, närvaro och psykisk hälsa",
                    "description": "Barn och elever ska känna sig trygga och må bra, lektionerna ska vara lugna och frånvaro ska upptäckas "
                    "och följas upp samma dag.",
                },
            ),
        ),
    ),
    Text(
        name="Mer läsning efter höstens resultat",
        owner="SK-GRU",
        by="exempel-chef",
        year=2026,
        reason="De nationella proven visade att läsningen behöver mer tid redan i höst.",
        proposals=(
            Proposal(
                "Lässtuga med biblioteket varje vecka",
                {
                    "title": "Lässtuga med biblioteket två gånger i veckan",
                    "description": "Elever i årskurs 2–4 läser med bibliotekarien två gånger i veckan, i liten grupp.",
                },
                meanwhile={"description": "Elever i årskurs 2–4 läser med bibliotekarien varje tisdag, i liten grupp."},
            ),
            Proposal(
                "Intensivläsning tolv veckor för elever som halkat efter",
                {"title": "Intensivläsning sexton veckor för elever som halkat efter"},
            ),
        ),
    ),
)
