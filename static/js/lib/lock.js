/** The lock over the page: hides every word, asks for the password, loses nothing of what was being written. */
import { make, makeButton } from "supervise/lib/make.js";
import { request } from "supervise/lib/request.js";

/** @type {HTMLDialogElement | null} */
let lock = null;
/** Where the keyboard was. @type {HTMLElement | null} */
let before = null;

/** Whether the page is locked. */
export function locked() {
  return lock?.open === true;
}

/** Cover the page until the password is given. */
export function close() {
  lock ??= build();
  if (lock.open) return;
  document.body.append(lock);
  document.documentElement.dataset.locked = "true";
  // a box that keeps the keyboard beneath a dialog takes no letters afterwards (Chromium)
  before = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  before?.blur();
  lock.showModal();
  lock.querySelector("input")?.focus();
}

/** Take the cover away. */
export function open() {
  delete document.documentElement.dataset.locked;
  lock?.close();
  lock?.remove();
  before?.focus({ preventScroll: true });
  before = null;
}

function build() {
  const dialog = make("dialog", { className: "lock" });
  dialog.setAttribute("aria-labelledby", "lock-title");
  // without the password there is no way past it
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  dialog.addEventListener("keydown", (event) => event.key === "Escape" && event.preventDefault());
  const form = make("form", { className: "lock__inner", noValidate: true });
  const field = make("div", { className: "field" });
  const word = make("input", { id: "lock-password", type: "password", autocomplete: "current-password" });
  const problem = make("p", { className: "field__error", id: "lock-problem", hidden: true });
  problem.setAttribute("role", "alert");
  word.setAttribute("aria-describedby", "lock-problem");
  field.append(make("label", { className: "field__label", htmlFor: "lock-password", textContent: "Your password" }), problem, word);
  const acts = make("div", { className: "acts" });
  acts.append(make("button", { className: "primary", textContent: "Go on" }), leave());
  form.append(make("h2", { id: "lock-title", textContent: "Locked while you were away" }), make("p", { textContent: "What you were writing is still here, behind this page." }), field, acts);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    unlock(word, problem);
  });
  dialog.append(form);
  return dialog;
}

/** A way out that is a plain form of its own, outside the one it stands in. */
function leave() {
  const out = make("form", { id: "lock-leave", method: "post", action: "/signout", hidden: true });
  const token = document.querySelector('meta[name="csrf-token"]')?.getAttribute("content") ?? "";
  out.append(make("input", { type: "hidden", name: "csrf_token", value: token }));
  document.body.append(out);
  const button = make("button", { className: "quiet", textContent: "Sign out instead" });
  button.setAttribute("form", "lock-leave");
  return button;
}

/**
 * @param {HTMLInputElement} word
 * @param {HTMLElement} problem
 */
async function unlock(word, problem) {
  const answer = await request("POST", "/session/unlock", { password: word.value });
  if (answer.ok) {
    word.value = "";
    problem.hidden = true;
    if (answer.csrf) document.querySelector('meta[name="csrf-token"]')?.setAttribute("content", answer.csrf);
    open();
    document.dispatchEvent(new CustomEvent("session:unlocked", { detail: { here: true } }));
    return;
  }
  const said = Object.values(answer.fields ?? {}).flat().join(" ") || answer.message || "That is not the password.";
  problem.textContent = answer.code === "offline" ? "There is no connection just now. Please try again when it is back." : said;
  problem.hidden = false;
  word.select();
}

/**
 * What is shown two minutes before, with one thing to press.
 * @param {() => void} stay
 */
export function warning(stay) {
  const words = "You have not typed for a while. In two minutes this page locks; nothing you wrote is lost.";
  const notice = make("div", { className: "idle" }, make("p", { textContent: words }), makeButton("Stay", stay, "primary"));
  notice.setAttribute("role", "alert");
  return notice;
}
