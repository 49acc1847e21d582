// The drawn year wheel: a click on a step or a month leads to it in the list below, which is what keyboard and screen reader use.

const lead = (event) => {
  const drawing = event.target.closest(".wheel-drawing");
  const to = drawing && event.target.closest("[data-to]")?.dataset.to;
  if (to) {
    location.hash = to;
  }
};

const ready = () => {
  document.querySelectorAll(".wheel-drawing").forEach((drawing) => drawing.setAttribute("data-leads", ""));
};

document.addEventListener("click", lead);
document.addEventListener("htmx:afterSettle", ready);
ready();
