// What the hub's pages do in the browser. Every word comes from the page, in the reader's language.
"use strict";

const page = document.body.dataset;
const all = (selector) => Array.from(document.querySelectorAll(selector));
const byId = (id) => document.getElementById(id);

async function callHub(method, url, body) {
  const headers = { "X-XSRFToken": page.xsrf };
  if (body) headers["Content-Type"] = "application/json";
  const answer = await fetch(url, { method, headers, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status}`);
  return answer;
}

function tell(id, text) {
  const place = byId(id);
  place.textContent = text;
  place.hidden = false;
}

function passwords() {
  for (const button of all("[data-shows]")) {
    const input = byId(button.dataset.shows);
    const show = button.textContent;
    button.hidden = false;
    button.addEventListener("click", () => {
      const shown = input.type === "text";
      input.type = shown ? "password" : "text";
      button.textContent = shown ? show : button.dataset.hide;
      button.setAttribute("aria-pressed", String(!shown));
    });
  }
  const warning = byId("insecure-login-warning");
  if (warning && !window.isSecureContext) warning.hidden = false;
}

function forms() {
  for (const form of all("form")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.confirm && !window.confirm(form.dataset.confirm)) return event.preventDefault();
      const button = form.querySelector("button[data-busy]");
      if (!button) return;
      button.dataset.idle = button.textContent;
      button.textContent = button.dataset.busy;
      // After the browser has gathered the form: a disabled button would not be sent.
      setTimeout(() => { button.disabled = true; });
    });
  }
  // Back from the next page the browser may show this one as it was left.
  window.addEventListener("pageshow", () => {
    for (const button of all("button[data-idle]")) {
      button.disabled = false;
      button.textContent = button.dataset.idle;
    }
  });
}

function stopping() {
  const button = byId("stop");
  if (!button) return;
  const idle = button.textContent;
  button.addEventListener("click", async () => {
    if (button.dataset.confirm && !window.confirm(button.dataset.confirm)) return;
    button.disabled = true;
    button.textContent = button.dataset.busy;
    try {
      const answer = await callHub("DELETE", button.dataset.url);
      // 202: it takes longer. That page waits for the end.
      if (answer.status === 202 && button.dataset.slow) window.location = button.dataset.slow;
      else window.location.reload();
    } catch (error) {
      console.error(error);
      button.disabled = false;
      button.textContent = idle;
      tell("stop-failed", button.dataset.failed);
    }
  });
}

function starting() {
  const pending = byId("pending");
  if (!pending) return;
  const known = JSON.parse(pending.dataset.known);
  const bar = byId("progress-bar");
  const english = document.documentElement.lang === "en";
  const readable = (text) => known[text] || (english || /[^\x00-\x7f]/.test(text) ? text : "");
  const log = (text) => {
    if (!text) return;
    byId("progress-message").textContent = text;
    const line = document.createElement("li");
    line.textContent = text;
    byId("progress-log").append(line);
  };
  const source = new EventSource(pending.dataset.progressUrl);
  source.onmessage = (message) => {
    const event = JSON.parse(message.data);
    if (event.progress !== undefined) {
      bar.setAttribute("aria-valuenow", event.progress);
      bar.firstElementChild.style.width = `${event.progress}%`;
    }
    if (event.ready || event.failed) source.close();
    if (event.failed) {
      bar.classList.add("failed");
      byId("progress-details").open = true;
      byId("retry").hidden = false;
      for (const part of all(".while-starting")) part.hidden = true;
      pending.querySelector("h1").textContent = pending.dataset.failedTitle;
      log(readable((event.message || "").replace(/^Spawn failed:? ?/, "")));
      log(pending.dataset.failed);
    } else if (event.ready) {
      log(pending.dataset.ready);
      window.location.reload(); // which leads to the running server
    } else {
      log(readable(event.message || ""));
    }
  };
  // The hub knows of no start any more, for instance after its own restart: its page says how things stand.
  source.onerror = () => {
    if (source.readyState === EventSource.CLOSED) setTimeout(() => window.location.reload(), 3000);
  };
}

function notRunning() {
  for (const link of all("[data-keeps-hash]")) {
    if (window.location.hash) link.href += window.location.hash;
  }
  const waiting = document.querySelector("[data-start-after]");
  if (waiting) setTimeout(() => { window.location = byId("start").href; }, 1000 * waiting.dataset.startAfter);
}

function tokens() {
  const form = byId("request-token-form");
  if (!form) return;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    byId("token-failed").hidden = true;
    const wanted = {
      note: byId("token-note").value || form.dataset.note,
      expires_in: parseInt(byId("token-expiration-seconds").value) || null,
    };
    const scopes = byId("token-scopes").value.split(/[\s,]+/).filter(Boolean);
    if (scopes.length) wanted.scopes = scopes;
    try {
      const made = await (await callHub("POST", form.dataset.url, wanted)).json();
      byId("token-result").textContent = made.token;
      byId("token-area").hidden = false;
    } catch (error) {
      console.error(error);
      tell("token-failed", form.dataset.failed);
    }
  });
  for (const button of all("[data-revoke]")) {
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        await callHub("DELETE", button.dataset.revoke);
        button.closest(".token-row").remove();
      } catch (error) {
        console.error(error);
        button.disabled = false;
        tell("token-failed", button.dataset.failed);
      }
    });
  }
}

function times() {
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  for (const time of all("time[datetime]")) {
    const moment = new Date(time.dateTime);
    if (!isNaN(moment)) time.textContent = format.format(moment);
  }
}

async function retell() {
  // The proxy asked the hub for this page without the reader's language: ask once more, with it.
  const told = document.querySelector("[data-retell]");
  if (!told) return;
  const answer = await fetch(told.dataset.retell);
  const spoken = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!spoken.querySelector("[data-retell]")) return;
  document.documentElement.lang = spoken.documentElement.lang;
  document.title = spoken.title;
  document.body.replaceChildren(...spoken.body.children);
}

passwords();
forms();
stopping();
starting();
notRunning();
tokens();
times();
retell().catch(console.error);
