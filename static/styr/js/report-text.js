// Tables in a report's text: begun by a button ([data-table]), made longer and wider where the cursor stands in one ([data-table-more]), and made of
// what is copied in Excel or Word; and lists that go on by Enter. A table is lines between bars, as tables are written in Markdown; without this they can be typed so.

const put = (field, from, to, text, start, end) =>
  field.dispatchEvent(new CustomEvent("rich-text:replace", { bubbles: true, detail: { from, to, text, start, end } }));

const isRow = (line) => line.trimStart().startsWith("|");
const cellsOf = (line) => line.trim().replace(/^\|/, "").replace(/\|$/, "").split(/(?<!\\)\|/);
const asRow = (cells) => `| ${cells.map((cell) => cell.trim()).join(" | ")} |`;
const isNumber = (text) => /^[-−]?\d[\d\s\u00a0]*(?:,\d+)?\s*%?$/.test(text.trim());

// The table that the cursor stands in: its lines with where they begin, and which of them it is; null outside tables.
const tableAt = (field) => {
  const lines = [];
  let from = 0;
  for (const text of field.value.split("\n")) {
    lines.push({ text, from });
    from += text.length + 1;
  }
  const at = lines.findLastIndex((line) => line.from <= field.selectionStart);
  if (at < 0 || !isRow(lines[at].text)) return null;
  let [first, last] = [at, at];
  while (first > 0 && isRow(lines[first - 1].text)) first--;
  while (last < lines.length - 1 && isRow(lines[last + 1].text)) last++;
  return { rows: lines.slice(first, last + 1), at: at - first };
};

const begin = (field, { caption, head }) => {
  const { selectionStart: at, value } = field;
  const before = at && !value.slice(0, at).endsWith("\n\n") ? (value[at - 1] === "\n" ? "\n" : "\n\n") : "";
  const table = [asRow([`${head} 1`, `${head} 2`]), "|---|---:|", asRow(["", ""]), asRow(["", ""])].join("\n");
  const words = caption.indexOf(":") + 2;
  const start = at + before.length + words;
  put(field, at, at, `${before}${caption}\n\n${table}\n\n`, start, start + caption.length - words);
};

const newRow = (field, { rows, at }) => {
  const after = rows[Math.max(at, Math.min(1, rows.length - 1))]; // never between the heads and the line below them
  const end = after.from + after.text.length;
  const row = asRow(cellsOf(rows[0].text).map(() => ""));
  put(field, end, end, `\n${row}`, end + 3, end + 3);
};

const newColumn = (field, { rows }, head) => {
  const [first, last] = [rows[0], rows.at(-1)];
  const count = cellsOf(first.text).length + 1;
  const wider = rows.map(({ text }, number) => `${text.trimEnd().replace(/\|?$/, "|")}${number === 1 ? "---:|" : ` ${number ? "" : `${head} ${count}`} |`}`);
  const start = first.from + wider[0].length - `${head} ${count} |`.length;
  put(field, first.from, last.from + last.text.length, wider.join("\n"), start, start + `${head} ${count}`.length);
};

// What stands between tabs on lines, as a table; null for what is no table. The first column says what each row is about: a year there is no number.
const asTable = (text, caption) => {
  const rows = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n").map((line) => line.split("\t"));
  const width = Math.max(...rows.map((row) => row.length));
  if (rows.length < 2 || width < 2 || rows.some((row) => row.length === 1 && row[0].trim())) return null;
  const full = rows.map((row) => Array.from({ length: width }, (_none, at) => (row[at] ?? "").trim().replaceAll("|", "\\|")));
  const [heads, ...body] = full;
  const numbers = heads.map((_head, at) => at > 0 && body.some((row) => row[at]) && body.every((row) => !row[at] || isNumber(row[at])));
  const line = `|${numbers.map((right) => (right ? "---:" : "---")).join("|")}|`;
  return `${caption}\n\n${[asRow(heads), line, ...body.map(asRow)].join("\n")}\n\n`;
};

const ITEM = /^(\s*)(?:([-*+])|(\d+)([.)])) (.*)$/;

// Enter at the end of a list's point begins the next one; on an empty point it ends the list.
const nextPoint = (field) => {
  const { selectionStart: at, selectionEnd: to, value } = field;
  const from = value.lastIndexOf("\n", at - 1) + 1;
  const found = at === to && (value[at] ?? "\n") === "\n" && value.slice(from, at).match(ITEM);
  if (!found) return false;
  const [, indent, mark, number, sign, words] = found;
  if (words.trim()) put(field, at, at, `\n${indent}${mark ?? `${Number(number) + 1}${sign}`} `);
  else put(field, from, at, "\n");
  return true;
};

const barOf = (field) => field.closest("[data-rich-text]")?.querySelector(".rich-text-bar");

const showMore = (field) => {
  const inside = tableAt(field) !== null;
  barOf(field)?.querySelectorAll("[data-table-more]").forEach((button) => (button.hidden = !inside));
};

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-table], [data-table-more]");
  if (!button) return;
  const field = button.closest("[data-rich-text]").querySelector("textarea");
  const table = tableAt(field);
  if ("table" in button.dataset) begin(field, button.dataset);
  else if (table && button.dataset.tableMore === "row") newRow(field, table);
  else if (table) newColumn(field, table, button.dataset.head);
  showMore(field);
});

document.addEventListener("keydown", (event) => {
  const field = event.target;
  const plain = event.key === "Enter" && !event.isComposing && !(event.shiftKey || event.ctrlKey || event.altKey || event.metaKey);
  if (!plain || !field.matches?.("[data-rich-text] textarea") || !barOf(field)?.querySelector("[data-table]")) return;
  if (nextPoint(field)) event.preventDefault();
});

document.addEventListener("selectionchange", () => {
  const field = document.activeElement;
  if (field?.matches("[data-rich-text] textarea") && barOf(field)?.querySelector("[data-table-more]")) showMore(field);
});

document.addEventListener("paste", (event) => {
  const field = event.target;
  const button = field.matches?.("[data-rich-text] textarea") && barOf(field)?.querySelector("[data-table]");
  if (!button || tableAt(field)) return;
  const { selectionStart: from, selectionEnd: to, value } = field;
  const table = asTable(event.clipboardData.getData("text/plain"), button.dataset.caption);
  if (!table) return;
  event.preventDefault();
  const before = from && !value.slice(0, from).endsWith("\n\n") ? (value[from - 1] === "\n" ? "\n" : "\n\n") : "";
  const words = button.dataset.caption.indexOf(":") + 2;
  const start = from + before.length + words;
  put(field, from, to, before + table, start, start + button.dataset.caption.length - words);
});
