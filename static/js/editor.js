/* The editor of a site: sending one part of the page loses nothing of the others. What was typed elsewhere stays typed,
   unfolded sections stay unfolded, and the focus stays where it was, or near. */
(() => {
  "use strict";
  const editor = () => document.getElementById("editor");
  const named = (id) => document.getElementById(id);
  const fields = (inside) => [...inside.querySelectorAll("textarea[id], select[id], input[id]:not([type=hidden], [type=file])")];
  const folds = () => [...editor().querySelectorAll("details")].filter((fold) => fold.closest("#editor [id]"));
  const value = (field) => (field.type === "checkbox" ? String(field.checked) : field.value);
  const initial = (field) => {
    if (field.type === "checkbox") return String(field.defaultChecked);
    if (field.tagName !== "SELECT") return field.defaultValue;
    const chosen = [...field.options].find((option) => option.defaultSelected) || field.options[0];
    return chosen ? chosen.value : "";
  };
  const refused = new Set();
  let sent = new Map();
  let kept = null;

  /* Typed and not saved: differs from what was sent, or from what the page came with, or was sent and refused. */
  const isUnsaved = (field) => {
    if (sent.has(field.id)) return value(field) !== sent.get(field.id);
    return refused.has(field.id) || value(field) !== initial(field);
  };
  const put = ([id, text]) => {
    const field = named(id);
    if (!field) return;
    if (field.type === "checkbox") field.checked = text === "true"; else field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const unfold = (id) => {
    const place = named(id);
    const fold = place && (place.matches("details") ? place : place.querySelector(":scope > details"));
    if (fold) fold.open = true;
  };
  const stand = ({ id, section }) => {
    const same = named(id);
    const near = named(section);
    ((same && !same.disabled && same) || (near && near.querySelector("summary")) || named("sections")).focus();
  };

  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.target.closest("#editor form");
    sent = new Map(form ? fields(form).map((field) => [field.id, value(field)]) : []);
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target !== editor() || !event.detail.shouldSwap) return;
    const active = document.activeElement;
    const section = active.closest("#editor :is(li, details)[id]");
    kept = {
      typed: fields(editor()).filter(isUnsaved).map((field) => [field.id, value(field)]),
      open: folds().filter((fold) => fold.open).map((fold) => fold.closest("[id]").id),
      place: editor().contains(active) ? { id: active.id, section: section ? section.id : "" } : null,
      top: active.getBoundingClientRect().top,
    };
    const failed = event.detail.xhr.status >= 400;
    sent.forEach((text, id) => (failed ? refused.add(id) : refused.delete(id)));
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (!kept) return;
    const { typed, open, place, top } = kept;
    kept = null;
    sent = new Map();
    open.forEach(unfold);
    typed.forEach(put);
    if (place && document.activeElement === document.body) stand(place);
    if (!document.activeElement.hasAttribute("data-focus")) scrollBy(0, document.activeElement.getBoundingClientRect().top - top);
  });
})();
