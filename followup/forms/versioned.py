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

    def seen_version(self, name: str, stands: str, now: int) -> int:
        """The version that the person saw. ``stands`` is what the text ``name`` says now, in version ``now``.

        A page that saves itself may have saved this very text while the button was pressed: then it is the person's own version.
        """
        seen: int = self.cleaned_data["version"]
        base = self.data.get(f"bas-{self.add_prefix(name)}")
        text = self.cleaned_data.get(name, "")
        mine = base is not None and base.strip() != text and _plain(stands) == _plain(text)
        return now if mine and now == seen + 1 else seen


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
