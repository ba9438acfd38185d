import { Controller } from "@hotwired/stimulus";
import { close, locked, open, warning } from "supervise/lib/lock.js";
import { request } from "supervise/lib/request.js";

const Idle = /** @type {Parts<{element: HTMLElement}>} */ (/** @type {unknown} */ (Controller));

const PING = 60_000;
const NOTICE = 120_000;
const ACTS = ["keydown", "pointerdown", "touchstart", "wheel", "scroll"];

/** The idle lock: tells the server that somebody is here, warns two minutes before, covers the page when time is up. */
export default class extends Idle {
  #until = 0;
  #pinged = 0;
  /** @type {HTMLElement | null} */
  #notice = null;
  /** @type {BroadcastChannel | null} */
  #others = null;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #clock;
  #leaving = new AbortController();

  // Lifecycle

  connect() {
    this.#stay(this.#limit);
    for (const act of ACTS) addEventListener(act, this.#active, { passive: true, capture: true });
    document.addEventListener("session:locked", this.#lock);
    document.addEventListener("live:refused", this.#ask);
    document.addEventListener("session:unlocked", this.#unlocked);
    document.addEventListener("visibilitychange", this.#look);
    document.addEventListener("submit", this.#leave);
    this.#others = new BroadcastChannel("idle");
    this.#others.addEventListener("message", this.#told);
    this.#clock = setInterval(this.#look, 5000);
  }

  disconnect() {
    for (const act of ACTS) removeEventListener(act, this.#active, { capture: true });
    document.removeEventListener("session:locked", this.#lock);
    document.removeEventListener("live:refused", this.#ask);
    document.removeEventListener("session:unlocked", this.#unlocked);
    document.removeEventListener("visibilitychange", this.#look);
    document.removeEventListener("submit", this.#leave);
    this.#others?.close();
    clearInterval(this.#clock);
  }

  // Private

  get #limit() {
    return Number(this.element.dataset.idleMs) || 15 * 60_000;
  }

  /** @returns {HTMLMetaElement | null} */
  get #token() {
    return document.querySelector('meta[name="csrf-token"]');
  }

  #active = () => {
    if (locked() || this.#notice || Date.now() - this.#pinged < Math.min(PING, this.#limit / 4)) return;
    this.#ping();
  };

  async #ping() {
    this.#pinged = Date.now();
    const answer = await request("POST", "/session/active", {}, { signal: this.#leaving.signal });
    if (!answer.ok) return;
    this.#stay(answer.remaining_ms ?? this.#limit);
    this.#others?.postMessage({ until: this.#until });
  }

  /** @param {number} remaining */
  #stay(remaining) {
    this.#until = Date.now() + remaining;
    this.#look();
  }

  #look = () => {
    if (locked()) return;
    const left = this.#until - Date.now();
    if (left <= 0) this.#ask();
    else if (left <= Math.min(NOTICE, this.#limit / 3)) this.#warn();
    else this.#unwarn();
  };

  /** Another device or page may have kept the session awake: the server knows. */
  #ask = async () => {
    if (locked()) return;
    const answer = await request("POST", "/session/active", {}, { background: true, signal: this.#leaving.signal });
    if (answer.ok && (answer.remaining_ms ?? 0) > 0) this.#stay(answer.remaining_ms ?? 0);
    else if (answer.ok || Date.now() >= this.#until) this.#lock();
  };

  /** Whoever signs out here asks nothing more: the answer would be that nobody is signed in. @param {Event} event */
  #leave = (event) => {
    if (event.target instanceof HTMLFormElement && event.target.getAttribute("action") === "/signout") this.#leaving.abort();
  };

  #lock = () => {
    this.#unwarn();
    close();
  };

  /** @param {Event} event */
  #unlocked = (event) => {
    this.#pinged = Date.now();
    this.#stay(this.#limit);
    if (/** @type {CustomEvent} */ (event).detail?.here) this.#others?.postMessage({ unlocked: true, token: this.#token?.content });
  };

  /** Another page of the same person was used, or unlocked. @param {MessageEvent<{until?: number, unlocked?: boolean, token?: string}>} event */
  #told = ({ data }) => {
    if (data.until) this.#until = data.until;
    // a session that begins anew knows the earlier pages' token no more
    if (data.token && this.#token) this.#token.content = data.token;
    if (data.unlocked && locked()) {
      open();
      document.dispatchEvent(new CustomEvent("session:unlocked", { detail: { here: false } }));
    }
    this.#look();
  };

  /** The notice goes when the server has said that the session goes on: a press that never got there keeps nobody in. */
  #warn() {
    if (this.#notice) return;
    this.#notice = warning(() => this.#ping());
    document.body.append(this.#notice);
  }

  #unwarn() {
    this.#notice?.remove();
    this.#notice = null;
  }
}
