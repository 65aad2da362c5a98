import { heardParts, supervisedParts, timeline } from "./call-state.js";
import { button, el, icon } from "./dom.js";
import { duration, latency, percent, words } from "./format.js";

const QUIET = new Set(["answered", "agent_ready", "recorded"]); // moments that the events' list has
const ANNOUNCE_MILLIS = 1500;
const NEAR_END_PIXELS = 80;

/**
 * Who said what, with what was heard of it and what was not, and what happened in between. Only what has changed is drawn anew; it
 * follows the talk as long as nobody scrolls back.
 */
export class Transcript {
  /** @param {{onSeek?: (millis: number) => void, isRead?: boolean}} options isRead: new lines are read aloud by a screen reader */
  constructor({ onSeek, isRead = false } = {}) {
    this.onSeek = onSeek;
    this.isRead = isRead;
    this.list = el("ol.transcript" + (onSeek ? ".seekable" : ""));
    this.interim = el("p.interim", { hidden: true });
    this.latest = button("Latest", null, { hidden: true, onclick: () => this.follow() }, ".latest");
    this.scroller = el("div.transcript-scroll", { tabindex: "0", role: "region", "aria-label": "Transcript" }, this.list, this.interim);
    this.element = el("div.transcript-box", {}, this.scroller, this.latest);
    this.drawn = [];
    this.read = 0;
    this.scroller.addEventListener("scroll", () => (this.latest.hidden = this.isAtEnd()));
  }

  isAtEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR_END_PIXELS;
  }

  follow() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.latest.hidden = true;
  }

  show(call) {
    const follows = this.isAtEnd();
    const items = timeline(call).filter(({ kind, entry }) => kind !== "moment" || !QUIET.has(entry.name));
    items.forEach((item, at) => {
      const old = this.drawn[at];
      if (old?.entry === item.entry) return;
      const node = this.node(item);
      if (old) old.node.replaceWith(node);
      else this.list.append(node);
      this.drawn[at] = { entry: item.entry, node, item };
    });
    for (const { node } of this.drawn.splice(items.length)) node.remove();
    this.interim.hidden = !call.interim;
    this.interim.textContent = call.interim ? call.interim + " …" : "";
    if (follows) this.follow();
    if (this.isRead) this.announce(call);
  }

  /** The newest finished line and no other, so that a screen reader does not fall behind. */
  announce(call) {
    clearTimeout(this.announcing);
    this.announcing = setTimeout(() => {
      const lines = call.transcript.filter((line) => line.who !== "agent" || (line.heardMillis !== null && line.heardMillis !== undefined));
      if (lines.length > this.read) {
        this.read = lines.length;
        const line = lines.at(-1);
        const { heard } = heardParts(line);
        if (heard) document.getElementById("announcements").replaceChildren(el("p", {}, `${words(line.who)}: ${heard}`));
      }
    }, ANNOUNCE_MILLIS);
  }

  node({ kind, atMillis, entry }) {
    switch (kind) {
      case "line":
        return this.line(entry, atMillis);
      case "barge-in":
        return this.aside(atMillis, "barge-in", "Caller interrupted", `${latency(entry.droppedMillis)} not played`);
      case "tool":
        return this.aside(atMillis, "tool", entry.name, entry.outcome ? `${words(entry.outcome)} · ${latency(entry.tookMillis)}` : "running …");
      default:
        return entry.name === "supervised" ? this.supervised(atMillis, entry) : this.aside(atMillis, "moment", words(entry.name), entry.detail);
    }
  }

  supervised(atMillis, entry) {
    const { action, operator, text } = supervisedParts(entry);
    return this.aside(atMillis, "operator", words(action), text ? `${operator}: ${text}` : operator);
  }

  line(line, atMillis) {
    const { heard, unheard, pending } = heardParts(line);
    const mood = Object.entries(line.scores ?? {}).slice(0, 3);
    const said = el("p", {}, this.words(heard), unheard ? [el("span.unseen", {}, " Not heard: "), el("s", {}, unheard)] : null);
    const node = el(
      "li.says." + line.who + (pending ? ".pending" : ""),
      { data: { at: atMillis ?? "" } },
      this.time(atMillis),
      el("b.who", {}, words(line.who)),
      el(
        "div.said",
        {},
        said,
        unheard && line.spokenMillis ? el("small.cut", {}, `cut off after ${latency(line.heardMillis)} of ${latency(line.spokenMillis)}`) : null,
        mood.length ? el("small.mood", {}, mood.map(([name, score]) => el("span", {}, `${name} ${percent(score)}`))) : null,
      ),
    );
    return node;
  }

  /** Word by word where they can be followed, else as they are. */
  words(text) {
    return this.onSeek ? text.split(/(\s+)/).map((part) => (part.trim() ? el("span.word", {}, part) : part)) : text;
  }

  aside(atMillis, kind, title, detail) {
    return el(
      "li.aside." + kind,
      { data: { at: atMillis ?? "" } },
      this.time(atMillis),
      kind === "tool" ? icon("tool") : el("span.dot", { "aria-hidden": "true" }),
      el("p", {}, el("b", {}, title), detail ? " " + detail : null),
    );
  }

  time(atMillis) {
    if (atMillis === null || atMillis === undefined) return el("span.time");
    const text = duration(atMillis);
    return this.onSeek
      ? el("button.time", { type: "button", "aria-label": "Play from " + text, onclick: () => this.onSeek(atMillis) }, text)
      : el("span.time", {}, text);
  }

  /** Marks the line and the word that are heard at this moment of a recording; null: none. */
  mark(millis) {
    for (const { node, item } of this.drawn) {
      if (item.kind !== "line" || item.atMillis === null) continue;
      const [from, to] = span(item.entry);
      const isNow = millis !== null && millis >= from && millis < to;
      if (isNow && !node.classList.contains("now")) node.scrollIntoView({ block: "nearest" });
      node.classList.toggle("now", isNow);
      const spoken = [...node.querySelectorAll(".word")];
      const at = isNow ? wordAt(spoken.map((word) => word.textContent.length), (millis - from) / (to - from)) : -1;
      spoken.forEach((word, index) => word.classList.toggle("now", index === at));
    }
  }
}

/** From when to when a line was heard. A caller's line is known by its end: it began as long before as its words take. */
export function span(line) {
  if (line.who === "caller") return [line.startMillis - Math.max(500, line.text.length * 62), line.startMillis];
  return [line.startMillis, line.startMillis + (line.heardMillis ?? line.spokenMillis ?? 0)];
}

/** Which of some words is spoken at a share of all, each taking as long as it is written. */
export function wordAt(lengths, share) {
  const all = lengths.reduce((sum, length) => sum + length, 0);
  let passed = 0;
  for (let at = 0; at < lengths.length; at++) {
    passed += lengths[at];
    if (share * all < passed) return at;
  }
  return lengths.length - 1;
}
