// Messages that htmx brought: a button closes them, and a server that cannot be reached is said in words, not in the console.

const place = () => document.getElementById("meddelanden");

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]")) event.target.closest(".ds-alert").remove();
});

const sayTechnicalFault = () => {
  const piece = document.getElementById("tekniskt-fel").content.cloneNode(true);
  place().replaceChildren(piece);
};

document.addEventListener("htmx:sendError", sayTechnicalFault);
document.addEventListener("htmx:timeout", sayTechnicalFault);
// 403, 409 and 422 carry their own words (base.html, responseHandling); a 503 does when it says where they go.
const hasWords = (xhr) => [403, 409, 422].includes(xhr.status) || (xhr.status === 503 && xhr.getResponseHeader("HX-Retarget") !== null);

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 503 && hasWords(event.detail.xhr)) event.detail.shouldSwap = true;
});
document.addEventListener("htmx:responseError", (event) => {
  if (!hasWords(event.detail.xhr)) sayTechnicalFault();
});
