/** Words that only a key opens: AES-GCM, bound to whose they are and where they belong. Knows nothing of where they are kept. */

const WAY = { name: "AES-GCM", length: 256 };

/** @typedef {{iv: Uint8Array<ArrayBuffer>, sealed: ArrayBuffer}} Sealed */

/** A key that can be used and kept, and that no script can read out. */
export function newKey() {
  return crypto.subtle.generateKey(WAY, false, ["encrypt", "decrypt"]);
}

/**
 * @param {CryptoKey} key
 * @param {string} about whose it is and where it belongs; sealed elsewhere it does not open
 * @param {unknown} what
 * @returns {Promise<Sealed>}
 */
export async function seal(key, about, what) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, sealed: await crypto.subtle.encrypt(way(iv, about), key, bytes(JSON.stringify(what))) };
}

/**
 * What was sealed; null where it is another's, or belongs elsewhere.
 * @param {CryptoKey} key
 * @param {string} about
 * @param {Sealed} sealed
 * @returns {Promise<any>}
 */
export async function unseal(key, about, { iv, sealed }) {
  try {
    return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(way(iv, about), key, sealed)));
  } catch {
    return null;
  }
}

/** @param {Uint8Array<ArrayBuffer>} iv @param {string} about */
function way(iv, about) {
  return { name: WAY.name, iv, additionalData: bytes(about) };
}

/** @param {string} words */
function bytes(words) {
  return new TextEncoder().encode(words);
}
