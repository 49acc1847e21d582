// The sum of a reallocation and each frame after it, while one types. The figures that count are the server's, when it is recorded.

const table = document.querySelector("[data-moves]");
const told = table?.querySelector("[data-moves-sum]");
const TKR = 100000;

// "−1 250,5" (tkr) → −125050000 öre; null for what is not an amount, which the server says.
const ore = (text) => {
  const cleaned = text.replace(/[\s\u00a0\u202f]/g, "").replace(/[−–]/g, "-").replace(",", ".");
  if (cleaned === "") return 0;
  return /^[+-]?\d+(\.\d{1,5})?$/.test(cleaned) ? Math.round(Number(cleaned) * TKR) : null;
};

const tkr = (amount) =>
  new Intl.NumberFormat("sv-SE", { maximumFractionDigits: 5 }).format(amount / TKR).replace("-", "−");

const show = () => {
  let sum = 0;
  let written = false;
  for (const row of table.tBodies[0].rows) {
    const input = row.querySelector("input");
    const amount = ore(input.value) ?? 0;
    written ||= amount !== 0;
    sum += amount;
    row.querySelector("[data-after]").textContent = tkr(Number(row.dataset.now) + amount);
  }
  told.textContent = !written ? "–" : sum === 0 ? told.dataset.wordsEven : (sum > 0 ? "+" : "") + tkr(sum);
  told.dataset.state = !written ? "empty" : sum === 0 ? "full" : "over";
};

if (table && told) {
  table.addEventListener("input", show);
  show();
}
