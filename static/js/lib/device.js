/**
 * What this device keeps for as long as the server does not have it: sealed, under one key for each person who signs in
 * here, and gone with signing out. There is no database before something has to be kept. IndexedDB as it is; its few acts
 * need no library.
 */
import { newKey as newId } from "supervise/lib/outbox.js";
import { newKey, seal, unseal } from "supervise/lib/sealing.js";

const NAME = "unsent";
const LONGEST = 30 * 86_400_000;
/** Two pages that write in one place do not write over each other's. */
const PAGE = newId();

/** @typedef {{id: string, about: string, at: number} & import("supervise/lib/sealing.js").Sealed} Kept */

/** @type {IDBDatabase | null} */
let db = null;
/** Signed out, here or in another page: from then on this page keeps nothing. */
let gone = false;
const others = new BroadcastChannel(NAME);
others.addEventListener("message", leave);

/** What one page keeps for one place. */
export class Unsent {
  #whose;
  #about;
  /** One act after the other, as they were asked for. @type {Promise<any>} */
  #acts = Promise.resolve();

  /** @param {string} place such as a group and a dilemma, by their ids */
  constructor(place) {
    this.#whose = document.body.dataset.account ?? "";
    this.#about = `${this.#whose} ${place}`;
  }

  /**
   * Keep something in place of what this page kept here before; false where this device cannot.
   * @param {object} what
   */
  keep(what) {
    return this.#then(async () => {
      await open(true);
      const { iv, sealed } = await seal(await keyOf(this.#whose), this.#about, what);
      const kept = { id: this.#id, about: this.#about, at: Date.now(), iv, sealed };
      await act("words", (words) => words.put(kept));
      return true;
    }, false);
  }

  /**
   * Take on what another page kept here last, one that is no more perhaps; null where there is nothing.
   * @returns {Promise<{at: number, what: any} | null>}
   */
  take() {
    return this.#then(async () => {
      /** @type {Kept[]} */
      const there = await act("words", (words) => words.index("about").getAll(this.#about));
      const last = there.filter(({ id }) => id !== this.#id).sort((one, other) => other.at - one.at)[0];
      if (!last) return null;
      await act("words", (words) => (words.delete(last.id), words.put({ ...last, id: this.#id })));
      const what = await unseal(await keyOf(this.#whose), this.#about, last);
      if (what === null) await act("words", (words) => words.delete(this.#id));
      return what && { at: last.at, what };
    }, null);
  }

  /** The server has it, or nobody wants it: it goes. */
  erase() {
    return this.#then(() => act("words", (words) => words.delete(this.#id)), undefined);
  }

  get #id() {
    return `${PAGE} ${this.#about}`;
  }

  /** @template T @param {() => Promise<T>} next @param {T} otherwise @returns {Promise<T>} */
  #then(next, otherwise) {
    const done = this.#acts.then(next).catch(() => otherwise);
    this.#acts = done;
    return done;
  }
}

/** Erase everything that is kept here, words and keys of whoever it is, also under the hands of other pages. */
export async function wipe() {
  leave();
  others.postMessage("wiped");
  await new Promise((done) => {
    const asked = indexedDB.deleteDatabase(NAME);
    asked.onsuccess = asked.onerror = done;
  });
}

/** Let go what nobody came back for. */
export async function forgetOld() {
  /** @type {Kept[]} */
  const there = await act("words", (words) => words.getAll()).catch(() => []);
  for (const { id, at } of there) if (at < Date.now() - LONGEST) await act("words", (words) => words.delete(id));
}

/** @param {string} whose @returns {Promise<CryptoKey>} */
async function keyOf(whose) {
  const there = await act("keys", (keys) => keys.get(whose));
  if (there) return there.key;
  const key = await newKey();
  // where two pages come at once, the first one's stands
  await act("keys", (keys) => keys.add({ whose, key })).catch(() => null);
  return (await act("keys", (keys) => keys.get(whose))).key;
}

/** @param {string} store @param {(store: IDBObjectStore) => IDBRequest} what @returns {Promise<any>} */
async function act(store, what) {
  const work = (await open(false)).transaction(store, "readwrite");
  const asked = what(work.objectStore(store));
  return new Promise((done, failed) => {
    work.oncomplete = () => done(asked.result);
    work.onabort = () => failed(work.error);
  });
}

/** @param {boolean} make whether there is to be a database where there is none @returns {Promise<IDBDatabase>} */
async function open(make) {
  const one = db ?? (await opened(make));
  if (db && db !== one) one.close();
  db ??= one;
  if (gone) leave();
  if (!db) throw new Error("signed out");
  return db;
}

/** @param {boolean} make @returns {Promise<IDBDatabase>} */
function opened(make) {
  return new Promise((done, failed) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      if (!make || gone) return asked.transaction?.abort();
      asked.result.createObjectStore("keys", { keyPath: "whose" });
      asked.result.createObjectStore("words", { keyPath: "id" }).createIndex("about", "about");
    };
    asked.onerror = () => failed(asked.error);
    asked.onsuccess = () => {
      // it is only ever erased: by another page, or by the browser
      asked.result.onversionchange = leave;
      asked.result.onclose = () => (db = null);
      done(asked.result);
    };
  });
}

function leave() {
  gone = true;
  db?.close();
  db = null;
}
