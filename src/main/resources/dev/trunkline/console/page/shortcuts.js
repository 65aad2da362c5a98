/** Keys that do something wherever nobody types. A view offers more in its `keys`, by the key's name. */

export const SHORTCUTS = [
  { keys: ["?"], words: "These shortcuts" },
  { keys: ["g", "n"], words: "Now: fleet and live calls" },
  { keys: ["g", "h"], words: "History" },
  { keys: ["g", "p"], words: "Softphone" },
  { keys: ["/"], words: "Search or filter" },
  { keys: ["j", "k"], words: "Next and previous call of a list" },
  { keys: ["l"], words: "In a call: listen in, or stop" },
  { keys: ["w"], words: "In a call: whisper to the agent" },
  { keys: ["s"], words: "In a call: say a line in the agent's voice" },
  { keys: ["n"], words: "In a call: write a note" },
  { keys: ["p"], words: "In a call: pause or resume the agent" },
  { keys: ["r"], words: "In a call: pause its recording" },
  { keys: ["Shift", "R"], words: "In a call: resume its recording" },
  { keys: ["t"], words: "In a call: take over, or hand back" },
  { keys: ["x"], words: "In a call: transfer" },
  { keys: ["Shift", "H"], words: "In a call: hang up" },
  { keys: ["Space"], words: "In a record: play or pause" },
  { keys: ["←", "→"], words: "In a record: five seconds back or on" },
  { keys: ["m"], words: "Softphone: mute" },
];

const GO = { n: "#/", h: "#/history", p: "#/phone" };
const SEQUENCE_MILLIS = 1200;

/** @param {object} app whose view may have `keys` and a `[data-search]` field */
export function listenForKeys(app) {
  let goUntil = 0;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector("dialog[open]")) return;
    const key = event.key;
    let action;
    if (performance.now() < goUntil && GO[key]) action = () => (location.hash = GO[key]);
    else if (key === "g") action = () => (goUntil = performance.now() + SEQUENCE_MILLIS);
    else if (key === "?") action = () => app.help();
    else if (key === "/") action = () => app.main.querySelector("[data-search]")?.focus();
    else if (key === "j" || key === "k") action = () => step(app.main, key === "j" ? 1 : -1);
    else if (key === " " && event.target.closest?.("button, a, summary, audio")) return;
    else action = app.view?.keys?.[key];
    if (!action) return;
    event.preventDefault();
    action();
  });
}

/** A field of a dialog that was closed has the focus until the next picture: nobody types into what cannot be seen. */
function isTyping(target) {
  const field = target.closest?.("input, textarea, select, [contenteditable]");
  return Boolean(field?.checkVisibility());
}

/** Moves the focus among the links of a list of calls. */
function step(main, by) {
  const links = [...main.querySelectorAll("a[data-call]")];
  const at = links.indexOf(document.activeElement);
  links[Math.max(0, Math.min(links.length - 1, at < 0 && by < 0 ? links.length - 1 : at + by))]?.focus();
}
