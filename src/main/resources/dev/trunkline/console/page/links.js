/** What stands behind the # of the page's address. Pure. */

/** What a link names becomes part of what the API is asked for: no name of a call may lead elsewhere. */
const CALL = "([\\w-]{1,64})";

const VIEWS = [
  { path: /^\/$/, view: "now" },
  { path: new RegExp(`^/calls/${CALL}$`), view: "call", under: "/" },
  { path: /^\/history$/, view: "history" },
  { path: new RegExp(`^/records/${CALL}$`), view: "record", under: "/history" },
  { path: /^\/phone$/, view: "phone" },
  { path: /^\/dial$/, view: "dial" },
  { path: /^\/upkeep$/, view: "upkeep" },
];

/**
 * Which view an address leads to.
 *
 * @param {string} hash such as `#/records/CA1` or `#/history?words=bill`
 * @returns {{view: string, callSid: string | undefined, query: URLSearchParams, under: string} | null} null when there is none; `under`:
 *     which of the page's main views it belongs to
 */
export function follow(hash) {
  const [, path, query] = /^#?([^?]*)\??(.*)$/s.exec(hash);
  for (const { path: pattern, view, under } of VIEWS) {
    const match = pattern.exec(path || "/");
    if (match) return { view, callSid: match[1], query: new URLSearchParams(query), under: under ?? (path || "/") };
  }
  return null;
}
