"""The forms that stand on a page, as a browser would send them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

UNSENT = {"submit", "button", "image", "reset"}
ADDRESSES = ("hx-post", "data-hx-post", "hx-put", "data-hx-put")


@dataclass
class Form:
    """Where it is sent, and its fields with what stands in them."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)

    @property
    def kind(self) -> tuple[str, ...]:
        """Forms with the same fields are one kind, whatever number stands in their names."""
        return tuple(sorted({"".join("0" if sign.isdigit() else sign for sign in name) for name in self.fields}))


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.forms: list[Form] = []
        self.by_id: dict[str, Form] = {}
        self._now: Form | None = None
        self._of_select: tuple[Form, str] | None = None
        self._of_text: tuple[Form, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._begin(named)
            return
        for attribute in ADDRESSES:
            if named.get(attribute):
                self.forms.append(Form(urljoin(self.address, named[attribute])))
        form = self.by_id.get(named.get("form", "")) or self._now
        name = named.get("name", "")
        if form is None or (tag not in ("input", "select", "textarea", "button")) or not name:
            if (
                tag == "option"
                and self._of_select
                and ("selected" in named or not self._of_select[0].fields[self._of_select[1]])
            ):
                self._of_select[0].fields[self._of_select[1]] = named.get("value", "")
            return
        self._field(form, tag, name, named)

    def _begin(self, named: dict[str, str]) -> None:
        form = Form(urljoin(self.address, named.get("action", "") or self.address))
        self._now = form
        if named.get("method", "get").lower() == "post" or any(name in named for name in ADDRESSES):
            self.forms.append(form)
        if named.get("id"):
            self.by_id[named["id"]] = form

    def _field(self, form: Form, tag: str, name: str, named: dict[str, str]) -> None:
        kind = named.get("type", "text").lower()
        if kind == "file":
            form.files.add(name)
        elif tag == "select":
            form.fields[name] = ""
            self._of_select = (form, name)
        elif tag == "textarea":
            form.fields[name] = ""
            self._of_text = (form, name)
        elif kind in ("checkbox", "radio"):
            if "checked" in named or name not in form.fields:
                form.fields[name] = named.get("value", "on")
        elif kind not in UNSENT or tag == "button":
            form.fields.setdefault(name, named.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._of_text:
            self._of_text[0].fields[self._of_text[1]] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._now = None
        elif tag == "select":
            self._of_select = None
        elif tag == "textarea":
            self._of_text = None


def forms_of(page: str, address: str) -> list[Form]:
    """The forms of ``page`` that send something, in order."""
    reader = _Reader(address)
    reader.feed(page)
    return [form for form in reader.forms if form.action.startswith("/")]
