"""What a corrected report says of the one that it corrects, on its first page and in the archive. In Swedish, like the report."""

from sala_styr.documents.models import Report


def correction_line(report: Report) -> str:
    """Which report it corrects, and why. Empty for one that corrects none."""
    if report.corrects is None:
        return ""
    return f"Rättar {report.corrects}, {report.corrects.decision}, därför att: {' '.join(report.correction.split())}"
