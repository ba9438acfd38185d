/**
 * The live channel. Nothing else knows Socket.IO: pages hear `live:…` events on the document and ask through `ask`.
 */
import { io } from "socket.io-client";

const PATIENCE = 10_000;
const TOLD = ["change", "head", "yours", "presence", "typing", "meeting", "notes", "words", "notice", "evicted"];

/** @type {import("socket.io-client").Socket | null} */
let socket = null;
let once = false;
/** Why the server sent this page away, until it lets it in again. */
let away = "";
/** @type {ReturnType<typeof setTimeout> | undefined} */
let retry;

/** Open the channel; where it is not wanted or not possible the page works by forms. */
export function start() {
  if (socket || document.querySelector('meta[name="live"]')?.getAttribute("content") !== "on") return;
  socket = io("/live", { path: "/socket.io/", withCredentials: true, transports: ["websocket", "polling"], tryAllTransports: true, reconnectionDelay: 500, reconnectionDelayMax: 5000 });
  socket.on("connect", came);
  socket.on("disconnect", went);
  socket.on("connect_error", refused);
  for (const name of TOLD) socket.on(name, (detail) => tell(name, detail));
  addEventListener("online", again);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && again());
  document.addEventListener("session:unlocked", restart);
}

/** Whether an event sent now would reach the server. */
export function connected() {
  return socket?.connected === true && away === "";
}

/** Whether the channel is wanted and has worked on this page, so that it may be waited for. */
export function expected() {
  return socket !== null && once;
}

/**
 * Send an event and wait for its answer. Never throws: without a connection the answer is `offline`, and `unanswered`
 * where nothing came back, so that it is not known whether the server has acted.
 * @param {string} name
 * @param {object} data
 * @param {number} [patience] milliseconds
 * @returns {Promise<Answer>}
 */
export async function ask(name, data, patience = PATIENCE) {
  if (!socket || !connected()) return { ok: false, code: "offline" };
  try {
    return await socket.timeout(patience).emitWithAck(name, data);
  } catch {
    return { ok: false, code: "unanswered" };
  }
}

/**
 * Send an event whose answer does not matter.
 * @param {string} name
 * @param {object} data
 */
export function say(name, data) {
  if (connected()) socket?.volatile.emit(name, data, () => {});
}

function came() {
  once = true;
  away = "";
  clearTimeout(retry);
  tell("up", {});
}

function went() {
  tell("down", {});
  // Socket.IO does not come back by itself where the server closed or refused
  if (socket && !socket.active && away !== "signed_out") {
    clearTimeout(retry);
    retry = setTimeout(again, 5000);
  }
}

function refused() {
  // a line that is down is tried again by itself; a server that says no knows this session no more, or locked it
  if (socket && !socket.active) tell("refused", {});
  went();
}

function again() {
  if (socket && !socket.connected && away !== "locked") afresh();
}

function restart() {
  away = "";
  afresh();
}

/** To connect alone would wait with Socket.IO for its next try, whoever has just come back. */
function afresh() {
  socket?.disconnect();
  socket?.connect();
}

/**
 * @param {string} name
 * @param {any} detail
 */
function tell(name, detail) {
  const everything = name === "evicted" && !detail?.room;
  // whose time was up gives the password again, as whoever was away does
  const reason = detail?.reason === "lapsed" ? "locked" : detail?.reason;
  if (everything && ["locked", "signed_out"].includes(reason)) away = reason;
  document.dispatchEvent(new CustomEvent(`live:${name}`, { detail }));
  if (name !== "evicted" || !everything) return;
  if (reason === "locked") document.dispatchEvent(new CustomEvent("session:locked"));
  if (reason === "signed_out") document.dispatchEvent(new CustomEvent("session:ended"));
}
