// What is being written, as it will be printed ([data-preview="address"], [data-preview-of] is the form's id): fetched anew a moment after each saving,
// one's own or another's. Without this it shows what stood there when the page was opened, and the form's own button renews it.

const WAIT = 400; // milliseconds

for (const place of document.querySelectorAll("[data-preview]")) {
  const form = document.getElementById(place.dataset.previewOf);
  let waiting;
  let shown = "";
  const renew = async () => {
    const response = await fetch(place.dataset.preview).catch(() => null);
    if (!response?.ok || response.redirected) return;
    const text = await response.text();
    if (text === shown) return;
    shown = text;
    place.innerHTML = text; // our own page's, made and escaped by the server
    place.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true, detail: { elt: place } }));
  };
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(renew, WAIT);
  };
  form?.addEventListener("autosave:saved", soon);
  form?.addEventListener("autosave:fresh", soon);
}
