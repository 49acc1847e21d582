// Arrow keys in the outline (<ul class="thread">): up and down between the rows' titles, right opens, left closes or goes to the row above.
// Tab and Enter work without this.

const NAME = ".thread-name";

const rowOf = (element) => element.closest?.(".thread-row");
const nameIn = (row) => row?.querySelector(NAME);
const toggleIn = (row) => row.querySelector(".thread-toggle");
const rowAbove = (row) => row.closest("ul")?.closest("li")?.querySelector(".thread-row");

const visibleRows = (tree) => [...tree.querySelectorAll(".thread-row")].filter((row) => nameIn(row)?.checkVisibility());

const setOpen = (row, open) => {
  const toggle = toggleIn(row);
  if (!toggle) return false;
  if (toggle.matches("a")) {
    if (toggle.getAttribute("aria-expanded") === String(open)) return false;
    toggle.click();
    return true;
  }
  if (toggle.open === open) return false;
  toggle.open = open;
  return true;
};

// From the search field down to the first row that was found.
const fromSearch = (event) => {
  const found = nameIn(document.querySelector(".thread .thread-row:not(.thread-context)"));
  if (!found) return;
  event.preventDefault();
  found.focus();
};

document.addEventListener("keydown", (event) => {
  const row = rowOf(event.target);
  const tree = row?.closest(".thread");
  if (event.key === "ArrowDown" && event.target.matches("[data-search]")) return fromSearch(event);
  if (!tree || event.altKey || event.ctrlKey || event.metaKey || event.target.matches("input, select, textarea")) return;
  const rows = visibleRows(tree);
  const at = rows.indexOf(row);
  const moves = {
    ArrowDown: () => rows[at + 1],
    ArrowUp: () => rows[at - 1],
    Home: () => rows[0],
    End: () => rows.at(-1),
    ArrowRight: () => (setOpen(row, true) ? row : rows[at + 1]),
    ArrowLeft: () => (setOpen(row, false) ? row : rowAbove(row)),
  };
  if (!(event.key in moves)) return;
  event.preventDefault();
  nameIn(moves[event.key]())?.focus();
});
