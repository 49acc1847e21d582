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
document.addEventListener("htmx:responseError", (event) => {
  // 403, 409 and 422 carry their own words (base.html, responseHandling).
  if (![403, 409, 422].includes(event.detail.xhr.status)) sayTechnicalFault();
});
