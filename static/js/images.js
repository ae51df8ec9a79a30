/* Photos: made small on the device before they are sent, so that 4 MB become a few hundred KB. The page works without. */
(() => {
  "use strict";
  const SIDE = 2000, LIGHT = 400000;
  const input = document.querySelector("[data-photos]");
  const note = document.querySelector("[data-photos-status]");
  if (!input || !note || !window.createImageBitmap || !window.DataTransfer) return;
  let ready = Promise.resolve();

  const shrunk = async (file) => {
    if (file.type === "image/gif" || file.size < LIGHT) return file;
    const bitmap = await createImageBitmap(file);
    const scale = Math.min(1, SIDE / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    const kind = file.type === "image/jpeg" ? "image/jpeg" : "image/webp";
    const blob = await new Promise((done) => canvas.toBlob(done, kind, 0.9));
    return blob && blob.size < file.size ? new File([blob], file.name, { type: blob.type }) : file;
  };

  input.addEventListener("change", () => {
    note.textContent = note.dataset.shrinking;
    ready = (async () => {
      const held = new DataTransfer();
      for (const file of input.files) held.items.add(await shrunk(file).catch(() => file));
      input.files = held.files;
      note.textContent = "";
    })().catch(() => { note.textContent = ""; });
  });

  input.form.addEventListener("submit", (event) => {
    if (input.form.dataset.ready) { note.textContent = note.dataset.sending; return; }
    event.preventDefault();
    const button = event.submitter;
    ready.then(() => setTimeout(() => {
      input.form.dataset.ready = "1";
      input.form.requestSubmit(button);
      delete input.form.dataset.ready;
    }, 20));  // after app.js has freed the form whose sending was put off
  });
})();
