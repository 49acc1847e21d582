"""The sample files all the way: read in through the pages, their totals on the page, in the database and in the annual report's PDF (domain §5.3)."""

import subprocess
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from budget.models import ActualBatch
from sala_styr.decisions.actions import set_year_state
from sala_styr.decisions.models import YearState
from sala_styr.documents.pdf import render_pdf
from sala_styr.money import MINUS, NBSP, Unit, format_amount
from tests.budget.sie.samples import GOOD, Expected
from tests.cast import Cast
from tests.followup.annual import annual_report

SAME_AS_ANOTHER = {"latin1.se", "utf8.se", "utf8_bom.se", "forvanskad.se", "blandade_radslut.se"}
CASES = [case for case in GOOD if case.path.name not in SAME_AS_ANOTHER]


def plain(text: str) -> str:
    """Without the differences between one space and another, and between one minus and another."""
    return text.replace(NBSP, " ").replace("\u202f", " ").replace("&nbsp;", " ").replace(MINUS, "-")


def shown(ore: int) -> str:
    """To the öre, as pages and report show it."""
    return plain(format_amount(ore, Unit.KR, decimals=2))


def text_of(pdf: bytes, folder: Path) -> str:
    """The PDF's text, row by row."""
    file = folder / "report.pdf"
    file.write_bytes(pdf)
    return plain(
        subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True).stdout
    )


@pytest.mark.parametrize("sample", CASES, ids=lambda sample: sample.path.name)
def test_the_totals_are_the_same_on_the_page_in_the_database_and_in_the_pdf(
    cast: Cast, sample: Expected, tmp_path: Path
) -> None:
    client = cast.client("controller")
    set_year_state(cast.actor("controller"), 2025, YearState.OPEN)
    file = SimpleUploadedFile(sample.path.name, sample.path.read_bytes())
    data = {"file": file, "unit": str(cast["bolaget"].pk), "year": "2025", "sign": "report", "encoding": ""}
    review = client.post("/ekonomi/import/ny/", data)
    response = client.post(review.headers["Location"], follow=True)
    batch = ActualBatch.objects.get()
    # Vouchers alone (4I) say nothing of balances; their result is what they move.
    balances = [] if sample.kind == "4I" else [sample.opening, sample.closing]
    totals = [*balances, -sample.net]

    assert [batch.opening_total, batch.closing_total, batch.result_total] == (
        totals if balances else [None, None, *totals]
    )
    assert (batch.vouchers or 0) == sample.vouchers
    assert sum(batch.actuals.values_list("amount", flat=True)) == sample.net
    page = plain(response.content.decode())
    assert [total for total in totals if shown(total) not in page] == []
    with translation.override("sv"):
        pdf = text_of(render_pdf(annual_report(batch.year)), tmp_path)
    assert "Underlag" in pdf
    assert [total for total in totals if shown(total) not in pdf] == []
