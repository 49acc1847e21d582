"""What is written together: templates, the reports made from them, their sections, comments and pictures."""

from sala_styr.writing.models.report import (
    EDITABLE,
    PictureKind,
    ReportPicture,
    ReportSection,
    SectionComment,
    SectionPresence,
    SectionState,
    WrittenReport,
)
from sala_styr.writing.models.template import LOOKS_BACK, OwnerRole, ReportTemplate, TemplateKind, TemplateSection

__all__ = [
    "EDITABLE",
    "LOOKS_BACK",
    "OwnerRole",
    "PictureKind",
    "ReportPicture",
    "ReportSection",
    "ReportTemplate",
    "SectionComment",
    "SectionPresence",
    "SectionState",
    "TemplateKind",
    "TemplateSection",
    "WrittenReport",
]
