// Filters (<form data-autosubmit>) are sent when a choice is made and, for text, a moment after the last key. The button does the same without this.

const WAIT_FOR_TYPING = 400; // milliseconds
let waiting;

const formOf = (target) => target.form?.closest?.("form[data-autosubmit]");

document.addEventListener("change", (event) => {
  const form = formOf(event.target);
  if (!form || event.target.matches("input[type=search], input[type=text]")) return;
  form.requestSubmit();
});

document.addEventListener("input", (event) => {
  const form = formOf(event.target);
  // Text goes by itself only where htmx replaces a part of the page: a whole new page would take the cursor away.
  if (!form?.hasAttribute("data-hx-boost") || !event.target.matches("input[type=search], input[type=text]")) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => form.requestSubmit(), WAIT_FOR_TYPING);
});
