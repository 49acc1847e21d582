// A table's scroll box takes a stop of the Tab key only while there is something to scroll.

const adjust = (box) => {
  box.tabIndex = box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight ? 0 : -1;
};

// The table itself is watched too: it may grow, when its letters have come, in a box that keeps its size.
const sizes = new ResizeObserver((entries) => entries.forEach((entry) => adjust(entry.target.closest(".table-box"))));
const watch = (root) =>
  root.querySelectorAll(".table-box, .table-box > .ds-table").forEach((part) => sizes.observe(part));

watch(document);
document.addEventListener("htmx:load", (event) => watch(event.detail.elt));
