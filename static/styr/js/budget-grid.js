// What is left of the frame while one types in the detail budget's grid. The figures that count are the server's, when it has saved.

const grid = document.querySelector("[data-grid]");
const told = document.querySelector("[data-grid-left]");

// "−1 250,50" → −125050 öre; 0 for what is not an amount, which the server says when it is saved.
const ore = (text) => {
  const cleaned = text.replace(/[\s\u00a0\u202f]/g, "").replace(/[−–]/g, "-").replace(",", ".");
  return /^[+-]?\d+(\.\d{1,2})?$/.test(cleaned) ? Math.round(Number(cleaned) * 100) : 0;
};

const kronor = (amount) => {
  const whole = Math.abs(amount) % 100 === 0;
  return new Intl.NumberFormat("sv-SE", { minimumFractionDigits: whole ? 0 : 2, maximumFractionDigits: 2 }).format(
    Math.abs(amount) / 100,
  );
};

const sumOf = (row, read) => {
  if (row.querySelector("[data-remove]")?.checked) return 0;
  const months = [...row.querySelectorAll("[data-month]")];
  const typed = months.some((input) => input.value !== input.defaultValue);
  const cells = typed ? months : [...row.querySelectorAll("[data-year]")];
  return cells.reduce((sum, input) => sum + ore(read(input)), 0);
};

const rows = () => [...grid.tBodies[0].rows];
const now = () => rows().reduce((sum, row) => sum + sumOf(row, (input) => input.value), 0);

const show = () => {
  const left = Number(told.dataset.gridLeft) - Number(told.dataset.gridNet) + now();
  const words = left > 0 ? told.dataset.wordsLeft : left < 0 ? told.dataset.wordsOver : told.dataset.wordsEven;
  told.textContent = words.replace("{}", kronor(left));
  told.dataset.state = left < 0 ? "over" : left === 0 ? "full" : "left";
};

// Only what was written is sent: of three hundred rows mostly a few. The server has the rest.
grid?.closest("form").addEventListener("submit", () => {
  const untouched = [...grid.querySelectorAll("[data-cell]")].filter(
    (input) => input.value === input.defaultValue && input.dataset.was === undefined,
  );
  for (const input of untouched) input.disabled = true;
  setTimeout(() => untouched.forEach((input) => (input.disabled = false)));
});

if (grid && told) {
  for (const name of ["input", "change", "grid:put"]) grid.addEventListener(name, show);
  show();
}
