/* The form of one question: its fields, what is kept of each, the language, and the check by the hall. */

const WAITING_MS = 4000;
const RETRY_MS = 10000;
const SHORT = 16;

/** Short answers stand beside what is asked, long ones below. */
function isShort({ kind, options }) {
  if (kind === "choice") return options.length <= 4 && options.every(({ text }) => text.length <= SHORT);
  return kind === "number" || kind === "integer";
}

class Form {
  constructor(model, root) {
    this.model = model;
    this.root = root;
    this.views = new Set();
    this.waiting = {};
    this.build();
    keepKeys(root, () => this.flush());
    const follow = (event, call) => model.on(event, call, this);
    follow("change:language", () => this.rebuild());
    follow("change:state", () => this.show());
    follow("change:hint", () => this.showHint());
    this.retries = setInterval(() => model.get("state").failure && this.send({ type: "save" }), RETRY_MS);
  }

  stop() {
    clearInterval(this.retries);
    Object.values(this.waiting).forEach(clearTimeout);
    this.model.off(null, null, this);
  }

  get words() { return this.model.get("words")[this.model.get("language")]; }

  spoken(sentence) { return sentence ? sentence[this.model.get("language")] : ""; }

  send(content) { this.model.send(content); }

  rebuild() {
    const held = this.root.querySelector(":focus")?.closest("[data-field]")?.dataset.field ?? (this.root.contains(document.activeElement) ? "" : null);
    this.flush();
    const typed = this.refusedTexts();
    this.build();
    for (const [part, text] of typed) this.part(part).main.value = text;
    if (held === "") this.root.querySelector(".bh-languages [aria-pressed=true]").focus();
    else if (held) this.fields[held].control.main.focus?.();
  }

  /** What was typed and not taken, by key. */
  refusedTexts() {
    const state = this.model.get("state");
    const keys = Object.keys(state.refused).filter((key) => this.views.has(state.echo[key]?.[0]));
    return keys.map((key) => [key, this.part(key).main.value]);
  }

  part(key) {
    const [name, row, column] = key.split("/");
    const { control } = this.fields[name];
    return row === undefined ? control : control.cells.find((cell) => String(cell.row) === row && cell.column === column);
  }

  /** Nothing typed may be lost when the form is drawn anew. */
  flush() {
    for (const { control } of Object.values(this.fields)) [control, ...(control.cells ?? [])].forEach((one) => one.pause?.now());
  }

  /** Draws all anew. A view knows its own answers by its name: what was typed before is shown as what came back. */
  build() {
    const { words, model } = this;
    this.view = fresh();
    this.views.add(this.view);
    this.serials = {};
    this.known = {};
    this.root.lang = model.get("language").replace("_", "-");
    this.fields = {};
    const faces = model.get("faces")[model.get("language")];
    const body = el("div", { class: "bh-fields" }, ...faces.map((face, i) => this.buildField(face, i + 1, faces.length)));
    this.notice = el("p", { class: "bh-notice", role: "alert" });
    this.failure = el("p", { class: "bh-notice bh-bad", role: "alert" });
    this.foot = el("div", { class: "bh-foot" });
    this.remarks = el("div", { class: "bh-remarks", "aria-live": "polite" });
    const bar = el("div", { class: "bh-bar" }, el("span", { class: "bh-heading" }, words.answer), languageSwitch(model, words));
    this.root.replaceChildren(bar, this.notice, this.failure, body, this.foot, this.remarks);
    this.show();
    this.showHint();
  }

  buildField(face, number, all) {
    const id = fresh();
    const names = { id, plain: face.prompt, said: `${id}-said`, aria: { "aria-labelledby": `${id}-prompt`, "aria-describedby": `${id}-said` } };
    const tell = (value, cell) => this.tell(face.name, value, cell);
    const control = face.kind === "plan" ? this.planControl(face) : CONTROLS[face.kind](face, this.words, names, tell);
    const typed = ["INPUT", "TEXTAREA"].includes(control.main?.tagName);
    const prompt = el(typed ? "label" : "div", { class: "bh-prompt", id: `${id}-prompt`, for: typed ? id : undefined });
    if (all > 1) prompt.append(el("span", { class: "bh-ordinal", "aria-hidden": "true" }, `(${number})`));
    const text = el("span");
    text.innerHTML = face.html;
    prompt.append(text);
    const said = el("p", { class: "bh-said", id: `${id}-said`, role: "status" });
    const hint = el("div", { class: "bh-hint", "aria-live": "polite" });
    this.fields[face.name] = { face, control, said, hint };
    return el("div", { class: `bh-field ${isShort(face) ? "bh-short" : ""}`, "data-field": face.name }, prompt, el("div", { class: "bh-control" }, control.node), said, hint);
  }

  /** The editor is a widget of its own, with its own language and its own way to the sheet. */
  planControl(face) {
    this.plans ??= {};
    this.plans[face.name] ??= this.openPlan(face);
    const node = this.plans[face.name];
    return { node, set: () => {}, main: node };
  }

  /** Opened once: an editor drawn anew would forget what can be undone. */
  openPlan(face) {
    const node = el("div", { class: "bh-plan" });
    const model = this.model.get("plans")[face.name];
    const id = typeof model === "string" ? model.replace("IPY_MODEL_", "") : model.model_id;
    const manager = this.model.widget_manager;
    manager.get_model(id).then((child) => manager.create_view(child)).then((view) => {
      node.append(view.el);
    });
    return node;
  }

  key(name, cell) { return cell ? `${name}/${cell[0]}/${cell[1]}` : name; }

  tell(name, value, cell) {
    const key = this.key(name, cell);
    this.serials[key] = (this.serials[key] ?? 0) + 1;
    clearTimeout(this.waiting[name]);
    this.waiting[name] = setTimeout(() => this.say(name, "unsaved", this.words.waiting), WAITING_MS);
    this.say(name, "saving", this.words.saving);
    this.send({ type: "answer", field: name, cell, value, echo: [this.view, this.serials[key]] });
  }

  say(name, state, text) {
    const { said } = this.fields[name];
    said.dataset.state = state;
    if (said.textContent !== text) said.textContent = text;
  }

  show() {
    const state = this.model.get("state");
    for (const [name, field] of Object.entries(this.fields)) this.showField(name, field, state);
    this.tellAbove(this.notice, this.spoken(state.notice));
    this.tellAbove(this.failure, this.spoken(state.failure));
    if (state.failure) {
      this.failure.append(" ", el("button", { type: "button", class: "bh-quiet", onclick: () => this.send({ type: "save" }) }, this.words.retry));
    }
  }

  tellAbove(node, text) {
    node.hidden = !text;
    if (node.firstChild?.data !== text) node.textContent = text;
    else node.replaceChildren(node.firstChild);
  }

  showField(name, { control, said }, state) {
    const parts = control.cells
      ? control.cells.map((cell) => [this.key(name, [cell.row, cell.column]), cell, state.answers[name]?.[cell.row]?.[cell.column]])
      : [[name, control, state.answers[name]]];
    let refused;
    let behind = false;
    for (const [key, part, raw] of parts) {
      const own = state.echo[key]?.[0] === this.view;
      if (own && state.echo[key][1] < this.serials[key]) behind = true;
      else if (!part.pause?.waits()) this.showPart(key, part, raw, own);
      const wrong = this.views.has(state.echo[key]?.[0]) ? state.refused[key] : undefined;
      refused ??= wrong;
      part.main.setAttribute("aria-invalid", String(Boolean(wrong)));
    }
    if (behind) return;
    clearTimeout(this.waiting[name]);
    if (refused) this.say(name, "refused", this.spoken(refused));
    else this.say(name, state.said[name].state, this.spoken(state.said[name].text));
  }

  /** What was typed here stays as it was typed; what comes from elsewhere is shown. */
  showPart(key, part, raw, own) {
    const text = JSON.stringify(raw ?? null);
    if (this.known[key] === undefined || (!own && this.known[key] !== text)) part.set(raw);
    this.known[key] = text;
  }

  showHint() {
    const hint = this.model.get("hint");
    const { words } = this;
    const left = hint.left > 0 ? words.left.replace("{n}", hint.left) : words.none_left;
    const button = el("button", {
      type: "button", class: "bh-check", "aria-disabled": String(hint.asking || hint.left <= 0),
      onclick: () => { if (!hint.asking && hint.left > 0) { this.flush(); this.send({ type: "hint" }); } },
    }, words.check);
    const failure = hint.failure ? el("span", { class: "bh-bad", role: "alert" }, this.spoken(hint.failure)) : null;
    const held = this.foot.contains(document.activeElement);
    this.foot.hidden = !hint.times;
    this.foot.replaceChildren(button, el("span", { class: "bh-left", role: "status" }, hint.asking ? words.checking : left), ...(failure ? [failure] : []));
    if (held) button.focus();
    for (const [name, { hint: node }] of Object.entries(this.fields)) node.replaceChildren(...this.hintParts(hint.fields[name]));
    const remarks = hint.remarks?.[this.model.get("language")] ?? [];
    this.remarks.replaceChildren(...remarks.map((line) => el("p", {}, line)));
  }

  hintParts(said) {
    if (!said) return [];
    const clause = said.clause ? `${this.words.clause} ${this.spoken(said.clause)}` : "";
    const old = said.old ? ` (${this.words.old})` : "";
    return [el("div", { class: "bh-verdict", "data-state": said.old ? "old" : said.state },
      el("strong", {}, this.spoken(said.word) + old), " ", this.spoken(said.message), clause ? el("span", { class: "bh-clause" }, clause) : null)];
  }
}

export default {
  render({ model, el: root }) {
    root.classList.add("bh-form");
    root.dataset.slot = model.get("slot");
    const form = new Form(model, root);
    return () => form.stop();
  },
};
