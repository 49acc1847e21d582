"""What may be sent in is known by its name and by what is in it, for every field that takes a file."""

from io import BytesIO

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from budget.forms.budget_files import BudgetFileForm
from budget.forms.coding import CodesFileForm
from budget.forms.imports import UploadForm
from budget.forms.pasted import PastedTableForm
from goals.forms.exchange import ExchangeForm
from goals.forms.kolada import FilesForm
from goals.kolada.shapes import KoladaFormatError
from sala_styr.errors import RuleBroken
from sala_styr.tables import TableError, read_table
from sala_styr.tables.uploads import SIE, TABLES, OfKind
from sala_styr.writing.actions.pictures import _cleaned
from sala_styr.writing.forms import PictureForm
from tests.tables.workbooks import workbook

TAKES_FILES = [BudgetFileForm, CodesFileForm, UploadForm, PastedTableForm, ExchangeForm, FilesForm, PictureForm]


@pytest.mark.parametrize("form", TAKES_FILES)
def test_every_field_that_takes_a_file_says_which(form: type[forms.Form]) -> None:
    fields = [field for field in form.base_fields.values() if isinstance(field, forms.FileField)]
    assert fields
    for field in fields:
        assert any(isinstance(check, OfKind) for check in field.validators)


def test_no_form_with_a_file_is_forgotten() -> None:
    def below(kind: type[forms.BaseForm]) -> set[type[forms.BaseForm]]:
        return {kind}.union(*(below(each) for each in kind.__subclasses__()))

    ours = ("sala_styr", "goals", "budget", "followup", "public")
    takes = {
        form
        for form in below(forms.BaseForm)
        if form.__module__.startswith(ours)
        and any(isinstance(field, forms.FileField) for field in getattr(form, "base_fields", {}).values())
    }
    assert all(any(issubclass(form, known) for known in TAKES_FILES) for form in takes)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("utfall.exe", b"MZ", "ska sluta på"),
        ("utfall", b"a;b", "ska sluta på"),
        ("utfall.csv.html", b"<script>", "ska sluta på"),
        ("utfall.csv", b"PK\x03\x04...", "heter .csv"),
        ("utfall.xlsx", b"a;b", "ingen Excel-fil"),
    ],
)
def test_name_and_content_must_agree(name: str, content: bytes, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        OfKind(SIE + TABLES)(SimpleUploadedFile(name, content))


@pytest.mark.parametrize("name", ["utfall.CSV", "../../etc/utfall.csv", "å ä ö.csv", "a\x00.csv", '"; rm.csv'])
def test_an_odd_name_is_only_a_name(name: str) -> None:
    file = SimpleUploadedFile("x.csv", b"a;b")
    file.file.name = name
    OfKind(TABLES)(file)
    assert file.read() == b"a;b"


def test_a_workbook_is_a_workbook() -> None:
    OfKind(TABLES)(SimpleUploadedFile("x.XLSX", workbook(["a"], ["b"])))


def test_a_picture_is_made_anew_without_what_the_camera_wrote() -> None:
    sent = BytesIO()
    exif = Image.Exif()
    exif[0x013B] = "hemlig fotograf"
    Image.new("RGB", (8, 8)).save(sent, "JPEG", exif=exif, comment=b"hemlig <script>")
    _kind, cleaned, size = _cleaned(sent.getvalue() + b"<script>alert(1)</script>")
    assert b"hemlig" in sent.getvalue()
    assert b"hemlig" not in cleaned
    assert b"script" not in cleaned
    assert size == (8, 8)


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"\xd0\xcf\x11\xe0\xa1\xb1"])
def test_what_the_readers_name_better_is_refused_by_them(content: bytes) -> None:
    OfKind(TABLES)(SimpleUploadedFile("plan.pdf", content))
    with pytest.raises(TableError):
        read_table(content)
    with pytest.raises(RuleBroken):
        _cleaned(content)
    with pytest.raises(KoladaFormatError):
        FilesForm.package_of({"fil.json": content})
