// A dialogue where several people write ([data-room="address"]): others' words appear, who is writing is said, and lists that have changed are
// fetched anew. What one types oneself is autosave.js's matter. Without this the page shows what stood there when it was opened.

const EVERY = 3000; // milliseconds

const room = document.querySelector("[data-room]");
const form = () => document.getElementById(room.dataset.roomForm);
let tag = "";
let marks;
let stale = false;

const isChosen = (each) => each.checked !== each.defaultChecked;
const isBeingWritten = (part) =>
  (part.contains(document.activeElement) && document.activeElement.matches("input, textarea, select")) ||
  part.querySelector("[data-unsaved]") !== null ||
  [...part.querySelectorAll("input[type=radio], input[type=checkbox]")].some(isChosen);

// What a part says, without the keys that every page has anew: a part that says the same is left alone, with what is open in it.
const said = (part) => part.innerHTML.replace(/(name="csrfmiddlewaretoken" value=")[^"]*/g, "$1");

// The lists as they stand now, taken out of the page itself; one that somebody is writing in waits until next time.
const renew = async () => {
  const response = await fetch(location.href, { headers: { "X-Styr-Alone": "1" } }); // nobody asked: it keeps nobody logged in
  if (!response.ok || response.redirected) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  stale = false;
  for (const part of room.querySelectorAll("[data-room-part]")) {
    const fresh = page.querySelector(`[data-room-part="${part.dataset.roomPart}"]`);
    if (!fresh || said(fresh) === said(part)) continue;
    if (isBeingWritten(part)) stale = true;
    else {
      part.replaceChildren(...fresh.childNodes);
      part.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true, detail: { elt: part } }));
    }
  }
  if (form() && !page.getElementById(room.dataset.roomForm)) location.reload(); // both have confirmed: nothing more is written
};

const showTexts = (fields) => {
  for (const place of room.querySelectorAll("[data-room-text]")) {
    const text = fields[place.dataset.roomText];
    if (text !== undefined && place.textContent !== text) place.textContent = text;
  }
};

const showPeople = (people) => {
  for (const place of room.querySelectorAll("[data-room-writing]")) {
    const words = people.filter((each) => each.field === place.dataset.roomWriting).map((each) => each.words).join(", ");
    if (place.textContent !== words) place.textContent = words;
  }
};

const look = async () => {
  const response = await fetch(room.dataset.room, { headers: { Accept: "application/json", "X-Styr-Alone": "1", ...(tag && { "If-None-Match": tag }) }, cache: "no-store" });
  if (response.status === 304 || !response.ok || response.redirected) return;
  const now = await response.json();
  tag = response.headers.get("ETag");
  showTexts(now.fields);
  showPeople(now.people);
  if (stale || (marks !== undefined && marks !== now.marks)) await renew();
  marks = now.marks;
  if (stale) tag = "";
  else form()?.dispatchEvent(new CustomEvent("autosave:fresh", { detail: now }));
};

const keepLooking = async () => {
  // A page that nobody looks at asks nothing; without a network it is asked again next time.
  if (document.visibilityState === "visible") await look().catch(() => {});
  setTimeout(keepLooking, EVERY);
};

if (room) keepLooking();
