// A grid of cells as a spreadsheet: arrows and Enter move, a block from Excel is spread over the cells, Esc and "Ångra" take back.
// Where the page has a blank row in a template, a block that is longer than the grid gets rows of its own.
// Without this every cell is a field of its own, and a block is pasted in the box under the grid.

const form = document.querySelector("[data-grid-form]");
const grid = form?.querySelector("[data-grid]");
const undo = form?.querySelector("[data-grid-undo]");
const steps = []; // each: [[input, what stood in it], …]

const placeOf = (input) => input.dataset.cell.split(",").map(Number);
const cellAt = (down, across) => grid.querySelector(`[data-cell="${down},${across}"]`);
const isCell = (element) => element instanceof HTMLInputElement && element.dataset.cell !== undefined;
const blank = form?.querySelector("template[data-grid-blank]");
const rows = () => grid.tBodies[0].rows.length;
const WIDEST = grid ? grid.tHead.rows[0].cells.length : 0;

// A blank row more, whose place and key are its number in the grid.
const addRow = () => {
  const place = rows();
  const piece = document.createElement("tbody");
  piece.innerHTML = blank.innerHTML.replaceAll("n__", `n${place}`).replaceAll("r__", String(place)).replaceAll("x__", String(place + 1));
  grid.tBodies[0].append(...piece.rows);
};
const cellHere = (down, across) => {
  while (blank && down >= rows() && rows() < 1000) addRow();
  return cellAt(down, across);
};

const mark = (input) => input.toggleAttribute("data-changed", input.value !== input.defaultValue);

const put = (input, value) => {
  input.value = value;
  mark(input);
  input.dispatchEvent(new CustomEvent("grid:put", { bubbles: true }));
};

const go = (input, downward, sideways) => {
  let [down, across] = placeOf(input);
  do {
    down += downward;
    across += sideways;
    const next = cellAt(down, across);
    if (next) {
      next.focus();
      next.select();
      return true;
    }
  } while (down >= 0 && down < rows() && across >= 0 && across < WIDEST);
  return false;
};

const remember = (changes) => {
  if (!changes.length) return;
  steps.push(changes);
  undo.hidden = false;
};

const takeBack = () => {
  const changes = steps.pop() ?? [];
  for (const [input, value] of changes) put(input, value);
  changes[0]?.[0].focus();
  undo.hidden = steps.length === 0;
};

const atStart = (input) => input.selectionStart === 0 && input.selectionEnd === 0;
const atEnd = (input) => input.selectionStart === input.value.length;
const isAll = (input) => input.value !== "" && input.selectionStart === 0 && input.selectionEnd === input.value.length;

const MOVES = {
  ArrowUp: (input) => go(input, -1, 0),
  ArrowDown: (input) => go(input, 1, 0),
  ArrowLeft: (input) => (isAll(input) || atStart(input)) && go(input, 0, -1),
  ArrowRight: (input) => (isAll(input) || atEnd(input)) && go(input, 0, 1),
};

grid?.addEventListener("keydown", (event) => {
  if (!isCell(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Enter") {
    // Enter fills in the next row; the form is sent by its button.
    event.preventDefault();
    if (!event.shiftKey && blank && placeOf(event.target)[0] === rows() - 1) addRow();
    go(event.target, event.shiftKey ? -1 : 1, 0);
  } else if (event.key === "Escape" && event.target.value !== event.target.defaultValue) {
    remember([[event.target, event.target.value]]);
    put(event.target, event.target.defaultValue);
  } else if (!event.shiftKey && MOVES[event.key]?.(event.target)) {
    event.preventDefault();
  }
});

grid?.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
    event.preventDefault();
    form.requestSubmit();
  }
});

let before = "";
grid?.addEventListener("focusin", (event) => {
  if (isCell(event.target)) before = event.target.value;
});
grid?.addEventListener("input", (event) => {
  if (isCell(event.target)) mark(event.target);
});
grid?.addEventListener("change", (event) => {
  if (!isCell(event.target) || event.target.value === before) return;
  remember([[event.target, before]]);
  before = event.target.value;
});

grid?.addEventListener("paste", (event) => {
  const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
  if (!isCell(event.target) || !/[\t\n]/.test(text)) return;
  event.preventDefault();
  const [down, across] = placeOf(event.target);
  const changes = [];
  text.split("\n").forEach((line, row) =>
    line.split("\t").forEach((value, column) => {
      const input = cellHere(down + row, across + column);
      const figure = value.trim();
      // A dash is how a missing figure is shown: it changes nothing.
      if (!input || input.value === figure || ["–", "-", "−"].includes(figure)) return;
      changes.push([input, input.value]);
      put(input, figure);
    }),
  );
  remember(changes);
});

undo?.addEventListener("click", takeBack);
form?.querySelector("[data-grid-more]")?.addEventListener("click", () => {
  addRow();
  cellAt(rows() - 1, 0)?.focus();
});

for (const input of grid?.querySelectorAll("[data-cell]") ?? []) mark(input);
