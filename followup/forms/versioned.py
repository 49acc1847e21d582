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

    def seen_version(self, stands: Mapping[str, str], now: int) -> int:
        """The version that the person saw. ``stands`` is what the fields say now, in version ``now``.

        A page that saves itself may have saved these very words while the button was pressed: then it is the person's own version.
        """
        seen: int = self.cleaned_data["version"]
        bases = {name: self.data.get(f"bas-{self.add_prefix(name)}") for name in stands}
        known = [
            (_plain(base), _plain(stands[name]), _plain(self.cleaned_data.get(name, "")))
            for name, base in bases.items()
            if base is not None
        ]
        mine = any(now_there == said != base for base, now_there, said in known)
        nobody_elses = all(now_there in (base, said) for base, now_there, said in known)
        return now if mine and nobody_elses and now == seen + 1 else seen


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
