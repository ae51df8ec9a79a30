/* Passwords can be looked at while they are typed. Comfort only: without this file the page works the same. */
(() => {
  "use strict";
  const words = document.documentElement.lang === "fr"
    ? { show: "Afficher", hide: "Masquer", of: "Afficher le mot de passe" }
    : { show: "Show", hide: "Hide", of: "Show the password" };
  for (const input of document.querySelectorAll("input[data-reveal]")) {
    const box = document.createElement("div");
    box.className = "reveal";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-secondary";
    button.textContent = words.show;
    button.setAttribute("aria-label", words.of);
    button.setAttribute("aria-pressed", "false");
    input.replaceWith(box);
    input.classList.add("form-control");
    box.append(input, button);
    const show = (shown) => {
      input.type = shown ? "text" : "password";
      button.textContent = shown ? words.hide : words.show;
      button.setAttribute("aria-pressed", String(shown));
    };
    button.addEventListener("click", () => { show(input.type === "password"); input.focus(); });
    input.form.addEventListener("submit", () => show(false));
  }
})();
