"""Forms for what several people may write: each carries the version that the person saw."""

from collections.abc import Mapping

from django import forms


class VersionedForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)

    def stands_on(self, version: int) -> None:
        """From now on the form stands on this version: after a save of its own, or when the other's words have been shown."""
        self.shows({"version": str(version)})

    def shows(self, texts: Mapping[str, str]) -> None:
        """From now on these are what stands in the boxes, by field."""
        sent = {name: self.data.get(name) for name in self.data}
        self.data = sent | {self.add_prefix(name): text for name, text in texts.items()}
