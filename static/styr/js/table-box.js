// A table's scroll box takes a stop of the Tab key only while there is something to scroll.

const adjust = (box) => {
  box.tabIndex = box.scrollWidth > box.clientWidth ? 0 : -1;
};

const sizes = new ResizeObserver((entries) => entries.forEach((entry) => adjust(entry.target)));
const watch = (root) => root.querySelectorAll(".table-box").forEach((box) => sizes.observe(box));

watch(document);
document.addEventListener("htmx:load", (event) => watch(event.detail.elt));
