"""Kronor laid on an activity straight from its page: which account, and how much. The rest is as most lines are."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget.actions.detail import LineDraft
from budget.curves import EVEN
from budget.models import Account, CurveKind, LineLink
from budget.queries.detail import accounts_in_detail
from goals.forms.filters import LongSelect
from goals.models import PlanItem
from sala_styr.money import spread
from sala_styr.shell.fields import KronorField


class QuickLineForm(forms.Form):
    """A cost is written as people say it, without minus; the line gets its sign. It falls evenly on the months."""

    amount = KronorField(label=gettext_lazy("Kostnad för året"))
    account = forms.ModelChoiceField(
        label=gettext_lazy("Konto"),
        queryset=Account.objects.none(),
        empty_label=gettext_lazy("Välj"),
        widget=LongSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].queryset = accounts_in_detail("4567")  # type: ignore[attr-defined]

    def clean_amount(self) -> int:
        """Some kronor, however their sign was written."""
        amount = abs(self.cleaned_data["amount"])
        if not amount:
            raise forms.ValidationError(_("Skriv hur många kronor det kostar."))
        return amount

    def draft(self, item: PlanItem) -> LineDraft:
        """The line that points at ``item``."""
        return LineDraft(
            account=self.cleaned_data["account"],
            months=spread(-self.cleaned_data["amount"], EVEN),
            curve=CurveKind.EVEN,
            link=LineLink.PLAN_ITEM,
            plan_item=item,
        )
