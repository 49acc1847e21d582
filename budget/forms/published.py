"""The form for holding a published table against itself."""

from django.utils.translation import gettext_lazy

from budget.forms.pasted import PastedTableForm


class PublishedForm(PastedTableForm):
    """A table pasted, or a file with one."""

    table_help = gettext_lazy(
        "Kopiera ur Excel eller rapporten, med rubrikraden. Första kolumnen är radernas namn, resten är siffror."
    )
