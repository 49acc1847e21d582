// A form that saves itself while one writes, and that loses nothing when the network goes. Without this the form's button saves, as ever.
//
// In the page (templates/components/autosave.html gives the line of words; it may lie anywhere inside the form, or anywhere with form="id"):
//   <form id="x" data-autosave="{% url "…" %}" data-autosave-key="dialogue-12" data-autosave-user="{{ user.pk }}" autocomplete="off">
//     {% include "components/autosave.html" %}
//     <textarea name="money" data-autosave-field>…</textarea>      (any input, select or group of radio buttons; form="x" works too)
//     <textarea data-autosave-field="local">…</textarea>   only kept in the browser, until the form's own button has taken it
//
// To the server, by POST, a moment after the last key (sala_styr/shell/autosave.py reads and answers it; text_merge puts texts together):
//   {"version": 3, "user": "7", "stamp": "k3-1", "fields": {"money": {"base": what the server had when we began, "text": what stands in the box}}}
// and back: {"version": 4, "at": "14:02", "fields": {"money": {"text": both people's words, "clashes": [["theirs", "mine"]]}}}
// (and "also": {"row-3-version": 5}: unseen fields of the form that say something else now, where a page has many things, each with its version)
// (and "held": {"status": what is saved of it}: not saved yet, since something else has to be written first; "note" says what)
// or, when it says no: {"fault": "why, in words"} with a status of 4xx. What got no answer is sent again with
// the same stamp, so that the server knows what it has already put in.
//
// What is typed is kept in localStorage under user + object + field until the server has said yes. When the page is opened again,
// what was left is offered. What an ordinary sending of the form carries besides: "bas-<field>", what each text began from.
// Events on the form: autosave:saved (detail: the answer); a page that learns of others' words sends autosave:fresh ({version, fields: {name: text}}).

const WAIT = 1200; // milliseconds after the last key
const LONGEST = 6000; // when somebody never stops typing
const LONGEST_WAIT = 5000; // for an answer before the form is sent
const FIRST_RETRY = 2000;
const LAST_RETRY = 60000;
const PREFIX = "styr:autosave:";
const PAGE = Math.random().toString(36).slice(2);
const MOST_COMPARED = 250000;

// As long as this page lives it holds a lock: another tab then knows that what this one has kept is not something left behind.
navigator.locks?.request(PREFIX + PAGE, () => new Promise(() => {}));
const alivePages = async () =>
  new Set(((await navigator.locks?.query())?.held ?? []).map((lock) => lock.name.replace(PREFIX, "")).concat(PAGE));

// What must be replaced in one text to make it the other: [[from, to, words], …], word by word.
export const differences = (before, after) => {
  const [a, b] = [before, after].map((text) => text.match(/\s|\S+/g) ?? []);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let [endA, endB] = [a.length, b.length];
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) [endA, endB] = [endA - 1, endB - 1];
  const offsets = [0];
  for (const word of a) offsets.push(offsets.at(-1) + word.length);
  const [rows, columns] = [endA - start, endB - start];
  if (!rows && !columns) return [];
  if (rows * columns > MOST_COMPARED) return [[offsets[start], offsets[endA], b.slice(start, endB).join("")]];
  const common = Array.from({ length: rows + 1 }, () => new Uint32Array(columns + 1));
  for (let i = rows - 1; i >= 0; i--)
    for (let j = columns - 1; j >= 0; j--)
      common[i][j] = a[start + i] === b[start + j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
  const found = [];
  let [i, j] = [0, 0];
  while (i < rows || j < columns) {
    const [fromI, fromJ] = [i, j];
    while ((i < rows || j < columns) && !(i < rows && j < columns && a[start + i] === b[start + j])) {
      if (j >= columns || (i < rows && common[i + 1][j] >= common[i][j + 1])) i++;
      else j++;
    }
    if (i > fromI || j > fromJ) found.push([offsets[start + fromI], offsets[start + i], b.slice(start + fromJ, start + j).join("")]);
    while (i < rows && j < columns && a[start + i] === b[start + j]) [i, j] = [i + 1, j + 1];
  }
  return found;
};

const isText = (control) => control.matches("textarea, input:not([type=radio], [type=checkbox], [type=hidden], [type=date], [type=number])");

// A field of the form: one box, or a group of radio buttons with the same name.
class Field {
  constructor(name, controls) {
    this.name = name;
    this.controls = controls;
    this.composing = false;
    this.isLocal = controls[0].dataset.autosaveField === "local";
    this.base = this.first();
    controls[0].addEventListener("compositionstart", () => (this.composing = true));
    controls[0].addEventListener("compositionend", () => (this.composing = false));
  }

  first() {
    const [control] = this.controls;
    if (control.type === "radio") return this.controls.find((each) => each.defaultChecked)?.value ?? "";
    if (control.type === "checkbox") return control.defaultChecked ? "on" : "";
    if (control.matches("select")) return [...control.options].find((each) => each.defaultSelected)?.value ?? control.value;
    return control.defaultValue;
  }

  get value() {
    const [control] = this.controls;
    if (control.type === "radio") return this.controls.find((each) => each.checked)?.value ?? "";
    if (control.type === "checkbox") return control.checked ? "on" : "";
    return control.value;
  }

  get label() {
    const [control] = this.controls;
    const named = control.type === "radio" ? control.closest("fieldset")?.querySelector("legend") : control.labels?.[0];
    const about = control.closest("article[aria-labelledby]")?.getAttribute("aria-labelledby");
    const thing = about && document.getElementById(about)?.textContent.trim();
    return [thing, named?.firstChild?.textContent.trim()].filter(Boolean).join(": ");
  }

  // What a person calls the value: the words beside a choice, or the text itself.
  words(value) {
    const [control] = this.controls;
    if (control.type === "radio") return this.controls.find((each) => each.value === value)?.labels[0]?.textContent.trim() ?? value;
    if (control.matches("select")) return [...control.options].find((each) => each.value === value)?.textContent.trim() ?? value;
    return value;
  }

  // Put other words in without moving the caret of who is writing; the browser's own range editing keeps it where it was.
  put(value) {
    const [control] = this.controls;
    if (control.type === "radio") this.controls.forEach((each) => (each.checked = each.value === value));
    else if (control.type === "checkbox") control.checked = value !== "";
    else if (isText(control)) {
      const place = control.scrollTop;
      for (const [from, to, words] of differences(control.value, value).reverse()) control.setRangeText(words, from, to, "preserve");
      control.scrollTop = place;
    } else control.value = value;
  }
}

class SelfSaving {
  constructor(form) {
    this.form = form;
    this.words = form.querySelector("[data-autosave-words]") ?? document.querySelector(`[data-autosave-words][data-for="${form.id}"]`);
    this.line = this.words.querySelector("[data-autosave-line]");
    this.key = `${PREFIX}${form.dataset.autosaveUser}:${form.dataset.autosaveKey}:`;
    this.version = Number(form.elements.version?.value ?? form.dataset.autosaveVersion ?? 0);
    this.retry = FIRST_RETRY;
    this.fields = new Map();
    this.findFields();
    const typed = (event) => event.target.form === form && event.target.matches("[data-autosave-field]") && this.typed(event.target.name);
    document.addEventListener("input", typed);
    document.addEventListener("change", typed);
    document.addEventListener("htmx:load", () => this.findFields());
    form.addEventListener("autosave:fresh", (event) => this.fresh(event.detail));
    form.addEventListener("formdata", (event) => this.giveBases(event.formData));
    form.addEventListener("submit", (event) => this.submitted(event));
    addEventListener("online", () => this.again());
    addEventListener("pageshow", () => (this.isHandedOver = false)); // the browser's "back" may show the page as it was
    addEventListener("pagehide", () => this.send());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" ? this.again() : this.send());
    addEventListener("beforeunload", (event) => this.unkept && event.preventDefault());
    this.offerWhatWasLeft();
  }

  findFields() {
    const groups = Map.groupBy?.([...this.form.elements], (each) => each.name) ?? new Map();
    if (!groups.size) for (const each of this.form.elements) groups.set(each.name, [...(groups.get(each.name) ?? []), each]);
    for (const [name, controls] of groups) {
      if (!controls[0].matches("[data-autosave-field]")) continue;
      if (this.fields.get(name)?.controls[0] !== controls[0]) this.fields.set(name, new Field(name, controls));
    }
  }

  giveBases(data) {
    for (const field of this.fields.values()) if (!field.isLocal) data.set(`bas-${field.name}`, field.base);
    if (data.has("version")) data.set("version", this.version);
  }

  // The form's own button: what is not saved yet goes with it, and nothing is saved on the side any more. Without a network the page stays, with
  // all that is on it.
  submitted(event) {
    if (!navigator.onLine) {
      event.preventDefault();
      this.say("waiting");
      return;
    }
    if (this.sending && !this.hasWaited) return this.submitAfterwards(event);
    clearTimeout(this.waiting);
    this.isHandedOver = true;
    setTimeout(() => event.defaultPrevented && (this.isHandedOver = false));
    for (const field of this.fields.values()) if (field.value !== field.base) this.keep(field, { submitted: true });
  }

  // What is on its way must be in before the form is: handing in closes what it would be saved in.
  async submitAfterwards(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
    const { submitter } = event;
    await Promise.race([this.sending, new Promise((done) => setTimeout(done, LONGEST_WAIT))]);
    this.hasWaited = true;
    this.form.requestSubmit(submitter);
    this.hasWaited = false;
  }

  get dirty() {
    return [...this.fields.values()].filter((field) => field.value !== field.base && field.value !== field.held && !field.isLocal);
  }

  get isDirty() {
    return this.dirty.length > 0;
  }

  keep(field, more = {}) {
    field.controls[0].toggleAttribute("data-unsaved", true);
    const fields = this.sent?.fields[field.name];
    const sent = fields && { ...fields, stamp: this.sent.stamp };
    const kept = { base: field.base, text: field.value, at: new Date().toISOString(), sent, ...more };
    try {
      localStorage.setItem(`${this.key}${field.name}:${PAGE}`, JSON.stringify(kept));
      this.unkept = false;
    } catch {
      this.unkept = true; // no room, or not allowed: then the browser asks before the page is left
    }
  }

  forget(field) {
    field.controls[0].removeAttribute("data-unsaved");
    try {
      localStorage.removeItem(`${this.key}${field.name}:${PAGE}`);
    } catch {
      // nothing was kept
    }
    this.unkept = false;
  }

  typed(name) {
    const field = this.fields.get(name);
    if (!field) return;
    if (field.value === field.base) this.forget(field);
    else this.keep(field);
    if (field.isLocal) return;
    for (const each of this.fields.values()) each.held = undefined; // what one waited for may be this
    this.refused = false;
    this.isHandedOver = false;
    clearTimeout(this.waiting);
    this.began ??= Date.now();
    this.waiting = setTimeout(() => this.send(), Math.max(0, Math.min(WAIT, this.began + LONGEST - Date.now())));
  }

  // Send what has changed. What has been sent without an answer is sent again as it was, before anything newer: the server may have it already.
  async send() {
    if (this.sending || this.refused || this.isHandedOver) return;
    this.sent ??= this.changed();
    if (!this.sent) return;
    for (const name of Object.keys(this.sent.fields)) this.keep(this.fields.get(name));
    this.began = undefined;
    this.sending = this.ask(this.sent);
    const answer = await this.sending;
    this.sending = undefined;
    if (!answer) return;
    this.retry = FIRST_RETRY;
    const sent = this.sent;
    this.sent = undefined;
    if (answer.fault) return this.refuse(answer);
    this.take(answer, sent.fields);
    if (this.isDirty) this.waiting = setTimeout(() => this.send(), WAIT);
  }

  changed() {
    const dirty = this.dirty;
    if (!dirty.length) return undefined;
    return this.asSending(Object.fromEntries(dirty.map((field) => [field.name, { base: field.base, text: field.value }])));
  }

  asSending(fields) {
    this.count = (this.count ?? 0) + 1;
    return { fields, stamp: `${PAGE}-${this.count}` };
  }

  // The server's answer; nothing when it could not be reached, and then it is tried again in a while.
  async ask({ fields, stamp }) {
    const body = JSON.stringify({ version: this.version, user: this.form.dataset.autosaveUser, stamp, fields });
    const token = this.form.elements.csrfmiddlewaretoken?.value;
    const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token };
    try {
      const signal = AbortSignal.timeout?.(15000);
      const keepalive = body.length < 60000; // also when the page is being left
      const response = await fetch(this.form.dataset.autosave, { method: "POST", headers, body, keepalive, signal });
      const isOurs = response.headers.get("Content-Type")?.startsWith("application/json");
      if (isOurs) return await response.json();
      const isOut = response.redirected || response.status === 403;
      this.say(isOut ? "out" : "waiting");
      if (isOut) await this.renew();
    } catch {
      this.say("waiting");
    }
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.send(), this.retry);
    this.retry = Math.min(this.retry * 2, LAST_RETRY);
  }

  // Who has logged in again in another tab has a new token there; the page as it is now has it.
  async renew() {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    const token = page.querySelector("form[data-autosave] [name=csrfmiddlewaretoken]")?.value;
    if (token) this.form.elements.csrfmiddlewaretoken.value = token;
  }

  again() {
    this.retry = FIRST_RETRY;
    clearTimeout(this.waiting);
    this.send();
  }

  refuse(answer) {
    this.refused = true; // until something else is typed: the same would be refused again
    this.line.textContent = answer.fault;
    this.line.dataset.tone = "danger";
  }

  take(answer, sent) {
    // A greater step than one's own: somebody else has written what one has not read yet, which autosave:fresh brings.
    if (answer.version <= this.version + 1) this.version = Math.max(this.version, answer.version);
    for (const [name, { text, clashes }] of Object.entries(answer.fields)) {
      const field = this.fields.get(name);
      if (!field || !(name in sent)) continue;
      if (field.value === sent[name].text && !field.composing) {
        field.put(text);
        field.base = text;
      } else field.base = sent[name].text; // one has written on: the others' words come with the next answer
      if (field.value === field.base) this.forget(field);
      else this.keep(field);
      this.tellClashes(field, clashes ?? []);
    }
    for (const [name, stands] of Object.entries(answer.held ?? {})) this.hold(this.fields.get(name), stands, sent[name]);
    for (const [name, value] of Object.entries(answer.also ?? {})) if (this.form.elements[name]) this.form.elements[name].value = value;
    if (!this.isDirty) this.tell(answer);
    this.form.dispatchEvent(new CustomEvent("autosave:saved", { detail: answer }));
  }

  // The server waits with it: it stays in the box and in the browser, and goes along with whatever is typed next.
  hold(field, stands, sent) {
    if (!field) return;
    field.base = stands;
    field.held = sent?.text ?? field.value;
    if (field.value === field.base) this.forget(field);
    else this.keep(field);
  }

  tell({ at, fields, note }) {
    this.say("saved", at);
    if (!note) return;
    const isSaved = Object.keys(fields).length > 0;
    this.line.textContent = isSaved ? `${this.line.textContent}. ${note}` : note;
    this.line.dataset.tone = "neutral";
  }

  // Others' words, where one is not writing just now; a box with something unsaved in it gets them with its own answer.
  fresh({ version, fields }) {
    if (version < this.version || this.sending) return;
    this.version = version;
    for (const [name, text] of Object.entries(fields)) {
      const field = this.fields.get(name);
      if (!field || field.value !== field.base || field.composing || this.sent?.fields[name]) continue;
      if (text === field.base) continue;
      field.put(text);
      field.base = text;
    }
  }

  say(what, at = "") {
    const words = this.words.dataset[what].replace("{tid}", at);
    this.line.dataset.tone = what === "saved" ? "success" : "warning";
    if (this.line.textContent !== words) this.line.textContent = words;
  }

  piece(name) {
    return this.words.querySelector(`template[data-piece=${name}]`).content.cloneNode(true).firstElementChild;
  }

  // Both wrote the same sentence: both stand there, and it is said under the box until one has read it.
  tellClashes(field, clashes) {
    for (const [theirs, mine] of clashes) {
      const piece = this.piece("clash");
      piece.querySelector("[data-theirs]").textContent = theirs;
      piece.querySelector("[data-mine]").textContent = mine;
      piece.querySelector("button").addEventListener("click", () => {
        piece.remove();
        field.controls[0].focus();
      });
      field.controls.at(-1).closest(".field, .ds-field, fieldset")?.append(piece);
    }
  }

  // What an earlier page kept and never got a yes for. What stands in the box already is let go without a word.
  async offerWhatWasLeft() {
    const alive = await alivePages();
    for (const stored of Object.keys(localStorage).filter((each) => each.startsWith(this.key))) {
      const [name, page] = stored.slice(this.key.length).split(":");
      const field = this.fields.get(name);
      if (!field || alive.has(page)) continue;
      const left = JSON.parse(localStorage.getItem(stored));
      const stands = field.isLocal ? field.base + this.form.textContent : field.base;
      const isSaved = left.submitted && left.text.split("\n").every((line) => stands.includes(line.trim()));
      const isThere = isSaved || left.text.trim() === field.base.trim();
      if (isThere) localStorage.removeItem(stored);
      else this.offer(field, left, stored);
    }
  }

  offer(field, left, stored) {
    const piece = this.piece("left");
    piece.querySelector("[data-label]").textContent = field.label;
    piece.querySelector("[data-text]").textContent = field.words(left.text);
    const done = () => {
      localStorage.removeItem(stored);
      piece.remove();
      field.controls[0].focus();
    };
    piece.querySelector("[data-put-back]").addEventListener("click", () => this.putBack(field, left, done));
    piece.querySelector("[data-throw]").addEventListener("click", done);
    this.words.append(piece);
  }

  // Sent from what it began from, so that what others have written since stays too; first what was on its way when the page was closed.
  async putBack(field, left, done) {
    if (field.isLocal) {
      field.put(left.text);
      this.keep(field);
      return done();
    }
    if (this.sending) return setTimeout(() => this.putBack(field, left, done), 200);
    this.sending = true;
    const { sent = { text: left.base } } = left;
    const parts = [sent.stamp && { fields: { [field.name]: { base: sent.base, text: sent.text } }, stamp: sent.stamp }];
    if (sent.text !== left.text) parts.push(this.asSending({ [field.name]: { base: sent.text, text: left.text } }));
    let answer;
    for (const part of parts.filter(Boolean)) {
      answer = await this.ask(part);
      if (!answer || answer.fault) break;
    }
    this.sending = false;
    if (!answer) return;
    if (answer.fault) return this.refuse(answer);
    const now = answer.fields[field.name];
    if (now) {
      this.fresh({ version: answer.version, fields: { [field.name]: now.text } });
      this.tellClashes(field, now.clashes ?? []);
    } else {
      field.put(left.text);
      this.hold(field, answer.held?.[field.name] ?? field.base, left);
    }
    for (const [name, value] of Object.entries(answer.also ?? {})) if (this.form.elements[name]) this.form.elements[name].value = value;
    this.tell(answer);
    done();
  }
}

const begun = new WeakSet();
const begin = () => {
  for (const form of document.querySelectorAll("form[data-autosave]"))
    if (!begun.has(form)) {
      begun.add(form);
      new SelfSaving(form);
    }
};
begin();
document.addEventListener("htmx:load", begin);
