// After a form came back with errors: put the focus on the summary, so that it is read first.

const focusSummary = (root) => root.querySelector("[data-error-summary]")?.focus();

focusSummary(document);
document.addEventListener("htmx:afterSettle", (event) => focusSummary(event.detail.elt));
