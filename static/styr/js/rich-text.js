// The toolbar of a text field with forms ([data-rich-text]): puts Markdown's marks round what is chosen. Ctrl+B, Ctrl+I and Ctrl+K do the same.
// Without this the field is an ordinary one, where the marks can be typed.

const fieldOf = (element) => element.closest("[data-rich-text]").querySelector("textarea");

// Typed through the browser, so that its own undo takes it back.
const replace = (field, from, to, text) => {
  field.focus();
  field.setSelectionRange(from, to);
  if (!document.execCommand("insertText", false, text)) field.setRangeText(text, from, to, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

const around = (field, mark) => {
  const { selectionStart: from, selectionEnd: to, value } = field;
  const chosen = value.slice(from, to);
  const marked = value.slice(from - mark.length, from) === mark && value.slice(to, to + mark.length) === mark;
  if (marked) {
    replace(field, from - mark.length, to + mark.length, chosen);
    field.setSelectionRange(from - mark.length, to - mark.length);
  } else {
    replace(field, from, to, mark + chosen + mark);
    field.setSelectionRange(from + mark.length, to + mark.length);
  }
};

const LINE_MARK = /^(?:#{1,6} |[-*+] |\d+[.)] )/;
const NUMBERED = "1. ";

const beginLines = (field, mark) => {
  const from = field.value.lastIndexOf("\n", field.selectionStart - 1) + 1;
  const end = field.value.indexOf("\n", field.selectionEnd);
  const to = end < 0 ? field.value.length : end;
  const lines = field.value.slice(from, to).split("\n");
  const off = lines.every((line) => (mark === NUMBERED ? /^\d+[.)] /.test(line) : line.startsWith(mark)));
  const begin = (number) => (off ? "" : mark === NUMBERED ? `${number}. ` : mark);
  const before = from > 1 && field.value[from - 2] !== "\n" && mark.startsWith("#") ? "\n" : "";
  replace(field, from, to, before + lines.map((line, at) => begin(at + 1) + line.replace(LINE_MARK, "")).join("\n"));
};

const link = (field, words) => {
  const { selectionStart: from, selectionEnd: to, value } = field;
  const chosen = value.slice(from, to) || words;
  replace(field, from, to, `[${chosen}](https://)`);
  const at = from + chosen.length + 3;
  field.setSelectionRange(at, at + "https://".length);
};

document.addEventListener("click", (event) => {
  const button = event.target.closest?.(".rich-text-bar button");
  if (!button) return;
  const field = fieldOf(button);
  if (button.dataset.mark) around(field, button.dataset.mark);
  else if (button.dataset.line) beginLines(field, button.dataset.line);
  else if ("link" in button.dataset) link(field, button.dataset.words);
});

document.addEventListener("keydown", (event) => {
  if (!event.target.matches?.("[data-rich-text] textarea") || !(event.ctrlKey || event.metaKey) || event.altKey) return;
  const key = event.key.toLowerCase();
  const mark = { b: "**", i: "*" }[key];
  if (!mark && key !== "k") return;
  event.preventDefault();
  if (mark) around(event.target, mark);
  else link(event.target, event.target.closest("[data-rich-text]").querySelector("[data-link]").dataset.words);
});

// Another script's words for the field (report-text.js): detail is {from, to, text}, and {start, end} of what is chosen after.
document.addEventListener("rich-text:replace", (event) => {
  const { from, to, text, start, end } = event.detail;
  replace(event.target, from, to, text);
  if (start !== undefined) event.target.setSelectionRange(start, end);
});

const show = (root) => root.querySelectorAll(".rich-text-bar").forEach((bar) => (bar.hidden = false));
show(document);
document.addEventListener("htmx:load", (event) => show(event.detail.elt));

// What can stand in a text, beside it: a button puts it where one was last writing ([data-insert], [data-into] is the field's id).
const showInserts = () =>
  document.querySelectorAll("[data-insert][hidden]").forEach((button) => (button.hidden = !document.getElementById(button.dataset.into)));
showInserts();
document.addEventListener("htmx:load", showInserts);
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-insert]");
  const field = button && document.getElementById(button.dataset.into);
  if (field) replace(field, field.selectionStart, field.selectionEnd, button.dataset.insert);
});
