// Arrow keys in the outline (<ul class="thread">): up and down between rows, right opens, left closes or goes to the row above.
// Rows are summaries or links; Tab and Enter work without this.

const ROWS = "summary.thread-row, .thread-row a, .thread-row button[aria-expanded]";

const visibleRows = (tree) => [...tree.querySelectorAll(ROWS)].filter((row) => row.checkVisibility());
const rowAbove = (row) => row.closest("ul")?.closest("li")?.querySelector(ROWS);

const toggle = (row, open) => {
  const details = row.matches("summary") ? row.parentElement : null;
  if (details) {
    if (details.open === open) return false;
    details.open = open;
    return true;
  }
  if (row.getAttribute("aria-expanded") === String(!open)) {
    row.click();
    return true;
  }
  return false;
};

document.addEventListener("keydown", (event) => {
  const row = event.target.closest?.(ROWS);
  const tree = row?.closest(".thread");
  if (!tree || event.altKey || event.ctrlKey || event.metaKey) return;
  const rows = visibleRows(tree);
  const moves = {
    ArrowDown: () => rows[rows.indexOf(row) + 1],
    ArrowUp: () => rows[rows.indexOf(row) - 1],
    Home: () => rows[0],
    End: () => rows.at(-1),
    ArrowRight: () => (toggle(row, true) ? row : rows[rows.indexOf(row) + 1]),
    ArrowLeft: () => (toggle(row, false) ? row : rowAbove(row)),
  };
  if (!(event.key in moves)) return;
  event.preventDefault();
  moves[event.key]()?.focus();
});
