// Tells some minutes before one is logged out, with a button that goes on; nothing that is typed is lost meanwhile.
//   <body data-session-left="3600" data-session-warn="300" data-session-prolong="address">
// Whatever any tab of the browser does counts: they tell one another through localStorage. Without this the log-in ends all the same, and the page
// one comes back to through it says what was not saved.

const { sessionLeft, sessionWarn, sessionProlong } = document.body.dataset;
const KEY = "styr:session-ends";
const piece = document.getElementById("snart-utloggad");
const place = () => document.getElementById("meddelanden");
let shown;

const endsAt = (left) => Date.now() + left * 1000;
const tell = (left) => localStorage.setItem(KEY, String(endsAt(Number(left))));
const left = () => (Number(localStorage.getItem(KEY)) - Date.now()) / 1000;

const hide = () => {
  shown?.remove();
  shown = undefined;
};

const prolong = async () => {
  const response = await fetch(sessionProlong, { method: "POST", headers: JSON.parse(document.body.dataset.hxHeaders) });
  if (!response.ok || response.redirected) return look();
  tell((await response.json()).left);
  hide();
};

const show = () => {
  shown = piece.content.firstElementChild.cloneNode(true);
  place().append(shown);
  shown.querySelector("[data-session-go-on]").addEventListener("click", prolong);
};

const look = () => {
  const seconds = left();
  if (seconds > Number(sessionWarn)) return hide();
  if (!shown) show();
  const over = seconds <= 0;
  shown.querySelector("[data-session-soon]").hidden = over;
  shown.querySelector("[data-session-over]").hidden = !over;
  shown.querySelector("[data-session-go-on]").hidden = over;
  shown.querySelector("[data-session-minutes]").textContent = String(Math.max(1, Math.ceil(seconds / 60)));
};

if (sessionLeft) {
  tell(sessionLeft);
  setInterval(look, 5000);
  // An answer from the server renews the log-in, unless a page asked by itself (htmx's own clock).
  document.addEventListener("htmx:afterOnLoad", (event) => {
    const byItself = (event.detail.elt?.getAttribute("data-hx-trigger") ?? "").startsWith("every");
    if (!byItself && event.detail.xhr.status < 400) tell(sessionLeft);
  });
  document.addEventListener("htmx:configRequest", (event) => {
    if ((event.detail.elt?.getAttribute("data-hx-trigger") ?? "").startsWith("every")) event.detail.headers["X-Styr-Alone"] = "1";
  });
  document.addEventListener("autosave:saved", () => tell(sessionLeft));
  look();
}
