"""Sala's kommunkoncern: the bodies and companies are real (domain §1.3–1.5), the units below the departments are invented."""

from datetime import date
from decimal import Decimal

from followup.demo.content.operations_board import BOARD_DEPARTMENTS
from followup.demo.content.operations_care import CARE_DEPARTMENT
from followup.demo.content.operations_school import SCHOOL_DEPARTMENT
from followup.demo.content.operations_society import (
    BUILDING_DEPARTMENT,
    BUILDING_DEPARTMENT_NEXT,
    CULTURE_DEPARTMENT,
)
from followup.demo.content.shapes import Place

LAST_DAY = date(2026, 12, 31)
FIRST_DAY = date(2027, 1, 1)

COMMITTEES = (
    Place("KS", "Kommunstyrelsen", "board", "nämnd", 5_200, BOARD_DEPARTMENTS, "KS"),
    Place("SN", "Skolnämnden", "committee", "nämnd", 4_400, (SCHOOL_DEPARTMENT,), "SN"),
    Place("VON", "Vård- och omsorgsnämnden", "committee", "nämnd", 2_900, (CARE_DEPARTMENT,), "VON"),
    Place("KFN", "Kultur- och fritidsnämnden", "committee", "nämnd", 1_850, (CULTURE_DEPARTMENT,), "KFN"),
    Place(
        "BMN",
        "Bygg- och miljönämnden",
        "committee",
        "nämnd",
        760,
        (BUILDING_DEPARTMENT,),
        "BMN",
        {"valid_to": LAST_DAY},
        became="SBN",
    ),
    Place(
        "SBN",
        "Samhällsbyggnadsnämnden",
        "committee",
        "nämnd",
        760,
        (BUILDING_DEPARTMENT_NEXT,),
        "SBN",
        {"valid_from": FIRST_DAY},
    ),
    Place("ÖFN", "Överförmyndarnämnden", "committee", "överförmyndare", 5_200, (), "ÖFN"),
    Place("VAL", "Valnämnden", "committee", "val", 1_900, (), "VN"),
)

COUNCIL = Place(
    "KF",
    "Kommunfullmäktige",
    "council",
    "nämnd",
    4_500,
    (
        *COMMITTEES,
        Place("REV", "Revisionen", "audit", "revision", 1_750),
        Place("FIN", "Finansförvaltningen", "central", "finans", 35_200),
        Place("LÖN", "Central lönereserv", "central", "pott", 19_800),
        Place("OFÖ", "Kommunstyrelsens oförutsedda", "central", "pott", 3_000),
    ),
    "KF",
    {"organisation_number": "212000-2098"},
)

COMPANIES = (
    Place(
        "SALABO",
        "Salabostäder AB",
        "company",
        short="Salabostäder",
        facts={"legal_form": "wholly_owned", "ownership_share": Decimal(100), "steering_role": "steered"},
    ),
    Place(
        "SHE",
        "Sala-Heby Energi AB",
        "company",
        short="Sala-Heby Energi",
        facts={"legal_form": "partly_owned", "ownership_share": Decimal("87.5"), "steering_role": "guided"},
    ),
    Place(
        "GRUVAN",
        "Sala Silvergruva AB",
        "company",
        short="Silvergruvan",
        facts={"legal_form": "partly_owned", "ownership_share": Decimal(81), "steering_role": "guided"},
    ),
    Place(
        "VAFAB",
        "VafabMiljö Kommunalförbund",
        "federation",
        short="VafabMiljö",
        facts={"legal_form": "federation", "steering_role": "guided", "consolidated": False},
    ),
)

GROUP = Place("SALA", "Sala kommunkoncern", "group", below=(COUNCIL, *COMPANIES), short="Koncernen")
