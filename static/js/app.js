/* Genesis in the browser: comfort only. Every page works without this file. */
(() => {
  "use strict";
  const root = document.documentElement;
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const store = {
    get(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* full or forbidden */ } },
    drop(key) { try { localStorage.removeItem(key); } catch { /* forbidden */ } },
  };
  root.classList.add("js");

  /* Theme: switch at once; the cookie keeps it for the server. */
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-form] button");
    if (!button) return;
    event.preventDefault();
    const auto = button.value === "auto";
    if (auto) delete root.dataset.theme; else root.dataset.theme = button.value;
    document.cookie = `theme=${auto ? "" : button.value};path=/;samesite=lax;max-age=${auto ? 0 : 31536000}`;
    all("button", button.form).forEach((one) => one.setAttribute("aria-pressed", String(one === button)));
  });

  /* Menus and confirmations close with Escape; menus also with a click elsewhere. */
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    all("[data-menu][open], [data-confirm][open]").forEach((one) => { one.open = false; one.firstElementChild.focus(); });
  });
  document.addEventListener("click", (event) => {
    all("[data-menu][open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });

  /* Print: the button shows only where it can do something. */
  all("[data-print]").forEach((button) => { button.hidden = false; button.onclick = () => window.print(); });

  /* Copy. */
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    const target = button && document.getElementById(button.dataset.copy);
    if (!target) return;
    const text = target.value ?? target.innerText;
    try { await navigator.clipboard.writeText(text); } catch { return; }
    const label = button.querySelector("span") || button;
    const before = label.textContent;
    label.textContent = button.dataset.copied;
    setTimeout(() => { label.textContent = before; }, 2000);
  });

  /* Sentence starters: <button data-insert="Our customers are" data-target="id_answer">. */
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    const area = button && document.getElementById(button.dataset.target);
    if (!area) return;
    event.preventDefault();
    const at = area.selectionStart ?? area.value.length;
    const gap = at > 0 && !/\s$/.test(area.value.slice(0, at)) ? " " : "";
    area.setRangeText(`${gap}${button.dataset.insert.trim()} `, at, area.selectionEnd ?? at, "end");
    area.focus();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });

  /* Characters: <p class="counter" data-count="id_answer" data-max="5000"></p>. */
  const count = (note) => {
    const area = document.getElementById(note.dataset.count);
    if (!area) return;
    const max = Number(note.dataset.max);
    const shown = new Intl.NumberFormat(root.lang);
    note.textContent = `${shown.format(area.value.length)} / ${shown.format(max)}`;
    note.classList.toggle("is-over", area.value.length > max);
  };

  /* Drafts on the device: <textarea data-draft-key="..." data-saved-at="ISO time of the server's text">. */
  const draftKey = (area) => `draft:${area.dataset.draftKey}`;
  const offerDraft = (area) => {
    const kept = store.get(draftKey(area));
    if (!kept || !kept.text.trim() || kept.text === area.value) return store.drop(draftKey(area));
    const saved = Date.parse(area.dataset.savedAt || "") || 0;
    if (kept.base !== area.defaultValue && kept.at < saved) return store.drop(draftKey(area));
    const notice = document.getElementById("draft-notice").content.firstElementChild.cloneNode(true);
    notice.querySelector("[data-draft-text]").textContent = kept.text;
    notice.querySelector("[data-draft-restore]").onclick = () => {
      area.value = kept.text;
      notice.remove();
      area.focus();
      area.dispatchEvent(new Event("input", { bubbles: true }));
    };
    notice.querySelector("[data-draft-drop]").onclick = () => { store.drop(draftKey(area)); notice.remove(); area.focus(); };
    area.before(notice);
  };

  const wake = (inside) => {
    all("[data-count]", inside).forEach(count);
    all("textarea[data-draft-key]", inside).forEach((area) => { if (!area.dataset.awake) { area.dataset.awake = "1"; offerDraft(area); } });
    const first = inside.querySelector("[data-focus]");
    if (first) first.focus();
  };
  document.addEventListener("input", (event) => {
    const area = event.target;
    all(`[data-count="${area.id}"]`).forEach(count);
    if (area.dataset.draftKey) store.set(draftKey(area), { text: area.value, base: area.defaultValue, at: Date.now() });
    const form = area.form;
    if (form && form.hasAttribute("data-guard")) form.dataset.dirty = "1";
  });

  /* Text not sent yet: ask before leaving. */
  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector("form[data-guard][data-dirty]:not([data-sent])")) event.preventDefault();
  });

  /* One submit at a time. Buttons stay enabled so that their name and value are posted. data-free opts out. */
  const free = (form) => {
    delete form.dataset.sent;
    all("[aria-disabled]", form).forEach((button) => button.removeAttribute("aria-disabled"));
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.hasAttribute("data-forget")) {
      Object.keys(localStorage).filter((key) => key.startsWith("draft:")).forEach(store.drop);
    }
    if (form.hasAttribute("data-free")) return;
    if (form.dataset.sent) { event.preventDefault(); event.stopImmediatePropagation(); return; }
    form.dataset.sent = "1";
    setTimeout(() => {
      if (event.defaultPrevented && !form.closest("[hx-post], [hx-get], [data-hx-post]")) return free(form);
      if (event.submitter) event.submitter.setAttribute("aria-disabled", "true");
    });
    setTimeout(() => free(form), 10000);
  }, true);
  window.addEventListener("pageshow", () => all("form[data-sent]").forEach(free));

  /* htmx: the CSRF token, the state of an autosave, new content. */
  const token = document.querySelector("meta[name=csrf-token]");
  document.addEventListener("htmx:configRequest", (event) => {
    if (token) event.detail.headers["X-CSRFToken"] = token.content;
  });
  const status = (element, key) => {
    const form = element.closest("form");
    const note = form && form.querySelector("[data-autosave-status]");
    if (note && note.dataset[key]) note.textContent = note.dataset[key];
  };
  const saves = (element) => element.closest && element.closest("[data-autosave]");
  document.addEventListener("htmx:beforeRequest", (event) => { if (saves(event.target)) status(event.target, "saving"); });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest && event.target.closest("form");
    if (form) free(form);
    if (form && event.detail.xhr.getResponseHeader("HX-Redirect")) delete form.dataset.dirty;
    if (!saves(event.target)) return;
    const fine = event.detail.successful;
    status(event.target, fine ? "saved" : "failed");
    if (fine && form) delete form.dataset.dirty;
  });
  /* A page whose token is no longer good (signed in again in another tab): send plainly, the answer shows the text. */
  document.addEventListener("htmx:responseError", (event) => {
    const button = event.target;
    if (event.detail.xhr.status === 403 && button.matches("form[method=post]")) return button.submit();
    if (event.detail.xhr.status !== 403 || !button.form || !button.matches("button")) return;
    button.form.dataset.sent = "1";
    button.form.action = button.formAction;
    button.form.submit();
  });
  document.addEventListener("htmx:load", (event) => wake(event.target));

  /* Connection. */
  const line = () => { const note = document.getElementById("offline"); if (note) note.hidden = navigator.onLine; };
  window.addEventListener("online", line);
  window.addEventListener("offline", line);
  line();
  wake(document);
})();
