/** Bytes as text, and back (RFC 4648, 4). Pure. */

/** @param {Uint8Array} data */
export function base64(data) {
  return btoa(String.fromCharCode(...data));
}

/** @returns {Uint8Array} */
export function bytes(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
