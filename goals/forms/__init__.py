"""Forms of the plan. They read what was typed; the rules are the actions'."""

from goals.forms.deciding import DecideForm, DecideManyForm, EndForm, ReviseForm
from goals.forms.fields import EARLIEST_YEAR, LATEST_YEAR, Conflict, FigureField, VersionedForm, YearField, differing
from goals.forms.filters import PlanFilterForm
from goals.forms.indicators import IndicatorForm, ValueForm
from goals.forms.items import ItemForm
from goals.forms.missions import LocalForm, StatutoryForm

__all__ = [
    "EARLIEST_YEAR",
    "LATEST_YEAR",
    "Conflict",
    "DecideForm",
    "DecideManyForm",
    "EndForm",
    "FigureField",
    "IndicatorForm",
    "ItemForm",
    "LocalForm",
    "PlanFilterForm",
    "ReviseForm",
    "StatutoryForm",
    "ValueForm",
    "VersionedForm",
    "YearField",
    "differing",
]
