"""Forms of the organisation."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from sala_styr.organisation.models import Appointment, Role, Unit, User

DATE = {"type": "date"}


class UnitForm(forms.ModelForm[Unit]):
    """A unit's own facts; its place in the tree is chosen when it is made and changed by moving it."""

    class Meta:
        model = Unit
        fields = [
            "code", "name", "short_name", "kind", "legal_form", "organisation_number", "ownership_share", "steering_role", "consolidated",
            "valid_from", "predecessor",
        ]  # fmt: skip
        widgets = {"valid_from": forms.DateInput(attrs=DATE, format="%Y-%m-%d")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["predecessor"].queryset = Unit.objects.order_by("tree_id", "lft")  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """The last day of something dated."""

    last_day = forms.DateField(label=_("Sista dagen"), widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"))


class MoveForm(forms.Form):
    """Where a unit should hang instead."""

    parent = forms.ModelChoiceField(Unit.objects.order_by("tree_id", "lft"), label=_("Hör till"))


class PersonForm(forms.ModelForm[User]):
    """A new person. Without a password, the person cannot log in until one is set."""

    password = forms.CharField(
        label=_("Lösenord"),
        required=False,
        widget=forms.PasswordInput,
        help_text=_("Minst tolv tecken. Kan lämnas tomt och sättas senare."),
    )

    class Meta:
        model = User
        fields = ["username", "first_name", "last_name", "email"]

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if password:
            validate_password(password)
        return password


class PersonFactsForm(forms.ModelForm[User]):
    """What a person is called, and where letters go."""

    class Meta:
        model = User
        fields = ["first_name", "last_name", "email"]
        help_texts = {"email": _("Hit går påminnelser och inbjudningar. Är fältet tomt kommer inga brev.")}


class AppointmentForm(forms.ModelForm[Appointment]):
    """A role in a unit, from a day."""

    class Meta:
        model = Appointment
        fields = ["unit", "role", "title", "valid_from", "valid_to"]
        widgets = {name: forms.DateInput(attrs=DATE, format="%Y-%m-%d") for name in ("valid_from", "valid_to")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.order_by("tree_id", "lft")  # type: ignore[attr-defined]
        self.fields["role"].choices = [("", _("Välj")), *Role.choices]  # type: ignore[attr-defined]


class PersonSearch(forms.Form):
    """Find people by name."""

    q = forms.CharField(label=_("Namn"), required=False, max_length=80)
