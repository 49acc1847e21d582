// Rows that are done in place (the to-do list, the five-minute update): focus goes on to the next row, and what happened is said aloud.
// Without this every row's form leads to the page itself.

const ROW = "[data-todo], [data-update-row]";
let sent = null;

const fieldOf = (element) => element?.name?.split("-").pop() ?? "";

const rowAfter = (row) => {
  const rows = [...document.querySelectorAll(ROW)];
  const place = rows.indexOf(row);
  return rows[place + 1] ?? rows[place - 1] ?? null;
};

const say = (place, words) => {
  const line = place?.querySelector("[data-todo-said]");
  if (line) line.textContent = words;
};

const isWholePage = (text) => /^\s*<!doctype/i.test(text);

// A form that answers with a page of its own, because something needs to be put right, gets that page.
const sendAsPage = (form, submitter) => {
  if (submitter?.name) {
    const value = Object.assign(document.createElement("input"), { type: "hidden", name: submitter.name, value: submitter.value });
    form.append(value);
  }
  form.submit();
};

document.addEventListener("htmx:beforeSwap", (event) => {
  const { requestConfig, xhr } = event.detail;
  const asker = requestConfig?.elt;
  const row = asker?.closest(ROW);
  if (!row) return;
  if (isWholePage(xhr.response)) {
    event.detail.shouldSwap = false;
    const form = asker.closest("form");
    if (xhr.status === 422) sendAsPage(form, requestConfig.triggeringEvent?.submitter);
    else location.reload();
    return;
  }
  const place = row.closest("[data-todo-list], form") ?? document;
  sent = { id: row.id, after: rowAfter(row), place, before: row.previousElementSibling, parent: row.parentElement, field: row.matches("[data-update-row]") ? sentField : "" };
});

const goOn = ({ after, field }) => {
  if (!after?.isConnected) return;
  const target = field ? after.querySelector(`[name$="-${field}"]`) : null;
  (target ?? after).focus();
};

const countDown = () => {
  for (const count of document.querySelectorAll("[data-todo-count]")) {
    count.textContent = Math.max(0, Number(count.textContent) - 1);
  }
};

document.addEventListener("htmx:afterSettle", () => {
  if (!sent) return;
  const was = sent;
  sent = null;
  const again = document.getElementById(was.id);
  const now = again ?? (was.before ? was.before.nextElementSibling : was.parent.firstElementChild);
  const wrong = again?.querySelector("[aria-invalid='true'], .ds-validation-message, .error-summary");
  if (wrong) {
    say(was.place, wrong.textContent.trim());
    (again.querySelector("[aria-invalid='true']") ?? again).focus();
    return;
  }
  const said = now?.querySelector(".todo-said, .status")?.textContent.trim() ?? "";
  say(was.place, said);
  if (now?.matches("[data-todo-done]")) countDown();
  goOn(was);
});

// Enter in a row of the update saves that row; without this it saves all.
let sentField = "";

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("[data-update-row] input, [data-update-row] select")) return;
  event.preventDefault();
  sentField = fieldOf(event.target);
  event.target.closest("[data-update-row]").querySelector("[data-save]").click();
});

document.addEventListener("click", (event) => {
  if (event.isTrusted && event.target.closest("[data-save]")) sentField = "line";
});
