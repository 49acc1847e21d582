// Working in the red thread (<ul class="thread" data-work="/mal/0/">): rows are changed, added and put in order where they stand, and a chosen
// row's card is shown beside the tree. What is not allowed is answered by the server in words. Without this, links lead to the same on pages.

const wide = matchMedia("(min-width: 64rem)");

const treeOf = (element) => element.closest?.(".thread[data-work]");
const rowOf = (element) => element.closest?.(".thread[data-work] [id^=p]:is(li)"); // a tree of a past day has no data-work: there the keys are the links' own
const keyOf = (row) => row.id.slice(1);
const rowNumbered = (pk) => document.getElementById(`p${pk}`);
const nameIn = (row) => row?.querySelector(":scope > .thread-row .thread-name");
const page = (row, rest = "") => treeOf(row).dataset.work.replace("/0/", `/${keyOf(row)}/`) + rest;

// One form at a time: a second would leave the first half-written.
const openForm = () => document.querySelector(".thread-edit");
const leaveOpenForm = () => {
  const form = openForm();
  if (!form) return true;
  form.querySelector("input:not([type=hidden])").focus();
  return false;
};

// Asked by the tree and not by the row: a row that is just being opened is replaced, and what it had asked for would be lost with it.
// Where the answer goes, the answer says.
const ask = (row, verb, rest, values = {}, target = treeOf(row)) =>
  htmx.ajax(verb, page(row, rest), { source: treeOf(row), target, swap: "none", values });

const work = {
  andra: (row) => leaveOpenForm() && ask(row, "GET", "rad/andra/", wide.matches ? {} : { smal: "ja" }),
  under: (row, level) => leaveOpenForm() && ask(row, "GET", "rad/ny/", level ? { niva: level } : {}),
  bredvid: (row) => leaveOpenForm() && ask(row, "GET", "rad/ny/", { bredvid: "ja" }),
  upp: (row) => leaveOpenForm() && ask(row, "POST", "ordna/", { hall: "upp" }),
  ner: (row) => leaveOpenForm() && ask(row, "POST", "ordna/", { hall: "ner" }),
  kort: (row, focus) => (wide.matches ? ask(row, "GET", "kort/", focus ? { fokus: "ja" } : {}, "#kort") : nameIn(row).click()),
  flytta: (row) => location.assign(page(row, "flytta/")),
  kopiera: (row) => location.assign(page(row, "kopiera/")),
};
// What is carried from one place in the tree to another: the row, what will happen to it where it is put down, and where it was.
let carried;
const bar = (how) => document.getElementById(`bar-${how}`);
const markCarried = () => {
  rowNumbered(carried.row)?.querySelector(":scope > .thread-row").classList.add("is-carried");
  bar(carried.how).querySelector("strong").textContent = carried.name;
  bar(carried.how).hidden = false;
};
const carry = (how) => (row) => {
  putBack();
  carried = { row: keyOf(row), how, from: row.parentElement.closest("li")?.id.slice(1) ?? "", name: nameIn(row).textContent };
  markCarried();
};
const putBack = () => {
  if (!carried) return false;
  document.querySelector(".thread-row.is-carried")?.classList.remove("is-carried");
  const shown = bar(carried.how); // not there when the plan has been drawn again without a tree
  if (shown) shown.hidden = true;
  carried = undefined;
  return true;
};
Object.assign(work, {
  klipp: carry("flytta"),
  tag: carry("kopiera"),
  lank: carry("koppla"),
  hit: (row) => {
    if (!carried || !leaveOpenForm()) return;
    const values = { del: carried.row, hur: carried.how, fran: carried.from };
    putBack();
    ask(row, "POST", "rad/hit/", values);
  },
});

const KEYS = { Enter: "andra", F2: "andra", " ": "kort", "+": "under", Insert: "bredvid", n: "bredvid", x: "klipp", c: "tag", l: "lank", v: "hit", m: "flytta", k: "kopiera" };
const WITH_ALT = { ArrowUp: "upp", ArrowDown: "ner" };

document.addEventListener("keydown", (event) => {
  const row = rowOf(event.target);
  if (event.key === "Escape") return escape(event);
  if (!row || !event.target.matches(".thread-name") || event.ctrlKey || event.metaKey) return;
  const what = event.altKey ? WITH_ALT[event.key] : KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (what) {
    event.preventDefault();
    work[what](row, what === "kort");
  } else if (event.key === "?") {
    asked = row;
    const help = document.getElementById("tangenter");
    help.open = true;
    help.querySelector("summary").focus();
  }
});

let asked; // the row from which the keys' help was opened

// Esc: out of a form without saving; what is carried stays where it was; out of the card or the help and back to the row.
const escape = (event) => {
  const form = event.target.closest?.(".thread-edit");
  if (form) form.querySelector("[data-cancel]").click();
  else if (putBack()) event.preventDefault();
  else if (event.target.closest?.("#tangenter") && asked) {
    document.getElementById("tangenter").open = false;
    nameIn(asked)?.focus();
  } else if (event.target.closest?.("#kort")) nameIn(rowNumbered(event.target.closest("[data-row]").dataset.row))?.focus();
};

document.addEventListener("click", (event) => {
  const cancel = event.target.closest?.(".thread-edit[data-new] [data-cancel]");
  if (cancel) {
    const form = cancel.closest("form");
    const row = rowNumbered(form.dataset.row);
    form.remove();
    nameIn(row)?.focus();
    return;
  }
  const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey && event.button === 0;
  const name = event.target.closest?.(".thread[data-work] .thread-name");
  if (name && plain && wide.matches) {
    event.preventDefault();
    work.kort(rowOf(name), false);
  }
  const doing = event.target.closest?.("[data-do]");
  const chosen = doing && rowNumbered(doing.closest("[data-row]").dataset.row);
  if (chosen && plain) {
    event.preventDefault();
    work[doing.dataset.do](chosen, doing.dataset.level);
  }
  if (event.target.closest?.("[data-close-card]") && plain) {
    event.preventDefault();
    closeCard(event.target.closest("[data-close-card]").href);
  }
});

document.addEventListener("submit", (event) => {
  const row = event.target.dataset.order && rowNumbered(event.target.dataset.order);
  if (!row) return;
  event.preventDefault();
  work[event.submitter.value](row);
});

const closeCard = (address) => {
  const chosen = document.querySelector("#kort [data-row]");
  document.getElementById("kort").replaceChildren();
  history.replaceState(history.state, "", address);
  mark(null);
  nameIn(rowNumbered(chosen?.dataset.row))?.focus();
};

// Which row the card is about: marked for the eye, and for those who hear the page.
const mark = (pk) => {
  for (const row of document.querySelectorAll(".thread-row.is-chosen")) {
    row.classList.remove("is-chosen");
    row.querySelector(".thread-name").removeAttribute("aria-current");
  }
  const name = nameIn(rowNumbered(pk));
  name?.closest(".thread-row").classList.add("is-chosen");
  name?.setAttribute("aria-current", "true");
};
const chosenNow = () => document.querySelector("#kort [data-row]")?.dataset.row;

document.addEventListener("kort", (event) => {
  mark(event.detail.pk);
  if (event.detail.fokus) document.getElementById("kort-rubrik").focus();
});

document.addEventListener("rad", (event) => {
  nameIn(rowNumbered(event.detail.pk))?.focus();
  document.getElementById("rad-sagt").textContent = event.detail.sagt;
});

// What is being written is not swept away by something else that is opened, closed or searched for around it.
document.addEventListener("htmx:beforeRequest", (event) => {
  const form = openForm();
  if (!form || form.contains(event.detail.elt) || !event.detail.target?.contains(form)) return;
  event.preventDefault();
  leaveOpenForm();
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (chosenNow()) mark(chosenNow());
  if (carried && bar(carried.how)) markCarried(); // the plan has been drawn again, with bars that say nothing yet
  else putBack();
  const form = openForm();
  if (!form || form.dataset.met) return;
  form.dataset.met = "ja"; // once: what comes into the form later does not take the focus from where one writes
  form.querySelector("[autofocus]")?.focus();
});

if (chosenNow()) mark(chosenNow());
