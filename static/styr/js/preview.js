// What is being written, as it will be printed ([data-preview="address"], [data-preview-of] is the form's id, with the version that is shown in its
// field "version"): fetched anew a moment after each saving, one's own or another's, but never while somebody's focus is in it. Without this it shows
// what stood there when the page was opened, and the form's own button renews it.

const WAIT = 400; // milliseconds

for (const place of document.querySelectorAll("[data-preview]")) {
  const form = document.getElementById(place.dataset.previewOf);
  let shown = Number(form?.elements.version?.defaultValue);
  let waiting;
  const renew = async (version) => {
    if (place.contains(document.activeElement)) return; // asked again by the next look
    const response = await fetch(place.dataset.preview).catch(() => null);
    if (!response?.ok || response.redirected) return;
    place.innerHTML = await response.text(); // our own page's, made and escaped by the server
    shown = version;
    place.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true, detail: { elt: place } }));
  };
  const soon = ({ detail }) => {
    if (detail.version === shown) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => renew(detail.version), WAIT);
  };
  form?.addEventListener("autosave:saved", soon);
  form?.addEventListener("autosave:fresh", soon);
}
