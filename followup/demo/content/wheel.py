"""What is special in the wheel of the example's years. Days and paragraphs are made up."""

from datetime import date

DAYS = (
    ("conditions", date(2026, 3, 12)),
    ("frames", date(2026, 6, 22)),
    ("proposal", date(2026, 10, 29)),
    ("budget_election", date(2026, 11, 30)),
    ("annual_approval", date(2026, 4, 27)),
    ("discharge", date(2026, 5, 25)),
    ("interim_report", date(2026, 10, 26)),
    ("companies", date(2026, 3, 12)),
)

LEFT_OUT = (
    (
        "preliminary_plans",
        2026,
        "Nämnderna beslutar allt på en gång i december, eftersom nämnderna är nya vid årsskiftet.",
    ),
)

DONE = (
    ("conditions", date(2026, 3, 12), "KS 2026-03-12 § 41 (exempel)"),
    ("committee_reports", date(2026, 2, 25), "Nämndernas protokoll i februari (exempel)"),
    ("control_follow_up", date(2026, 2, 25), "Nämndernas protokoll i februari (exempel)"),
    ("companies", date(2026, 3, 12), "KS 2026-03-12 § 44 (exempel)"),
    ("preparation", date(2026, 5, 20), "Presidiernas samtal (exempel)"),
    ("annual_report", date(2026, 4, 9), "KS 2026-04-09 § 57 (exempel)"),
    ("annual_approval", date(2026, 4, 27), "KF 2026-04-27 § 38 (exempel)"),
    ("discharge", date(2026, 5, 25), "KF 2026-05-25 § 52 (exempel)"),
    ("proposal", date(2026, 10, 29), "KS 2026-10-29 § 132 (exempel)"),
    ("interim_report", date(2026, 10, 26), "KF 2026-10-26 § 97 (exempel)"),
    ("audit_budget", date(2026, 10, 20), "Presidiets förslag (exempel)"),
)
