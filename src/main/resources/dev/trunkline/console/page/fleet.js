import { find, get } from "./api.js";
import { apply, fromRecord, fromSummary } from "./call-state.js";
import { LiveSocket } from "./live.js";

const FIGURES_MILLIS = 2000;
const POLL_MILLIS = 2000; // of the calls, where there is no live socket
const CHANGES_MILLIS = 200; // views are told of changes no more often

const LINES_KEPT = 3; // of each call: a list shows the last, and who opens a call is told all

/** All live calls and the fleet's figures, as this page knows them. Views subscribe; a hidden page asks for nothing. */
export class Fleet {
  /** @param {(state: string) => void} onConnection open, polling or lost */
  constructor(onConnection) {
    this.onConnection = onConnection;
    this.calls = new Map();
    this.figures = null;
    this.listeners = new Set();
  }

  start() {
    this.stop();
    this.live = new LiveSocket("", {
      onMessage: (message) => this.take(message),
      onState: (state) => this.connection(state),
    });
    this.askFigures();
    this.timers = [setInterval(() => this.askFigures(), FIGURES_MILLIS)];
  }

  stop() {
    this.live?.close();
    for (const timer of this.timers ?? []) clearInterval(timer);
    this.timers = [];
  }

  /** @returns {() => void} ends it */
  subscribe(listener) {
    this.listeners.add(listener);
    listener();
    return () => this.listeners.delete(listener);
  }

  connection(state) {
    if (state === "missing") {
      this.onConnection("polling");
      this.poll();
      this.timers.push(setInterval(() => this.poll(), POLL_MILLIS));
    } else {
      this.onConnection(state);
    }
  }

  async askFigures() {
    if (document.hidden || this.hasNoFigures) return;
    try {
      this.figures = await find("api/fleet");
      this.hasNoFigures = this.figures === null;
      this.changed();
    } catch {
      // The live socket says whether the bridge is there; the next figures come in two seconds.
    }
  }

  async poll() {
    if (document.hidden) return;
    try {
      this.replace((await get("api/calls")).calls);
      this.onConnection("polling");
    } catch {
      this.onConnection("lost");
    }
  }

  replace(records) {
    this.calls = new Map(records.map((record) => [record.callSid, fromSummary(record, Date.now())]));
    this.changed();
  }

  take(message) {
    if (message.type === "hello") this.replace(message.calls ?? []);
    else if (message.type === "event") this.event(message);
  }

  event(event) {
    const call = this.calls.get(event.callSid) ?? this.beginning(event);
    if (!call) return;
    const next = apply(call, event);
    if (next.state === "ended") this.calls.delete(event.callSid);
    else this.calls.set(event.callSid, brief(next));
    this.ended = next.state === "ended" ? next : null;
    if (next.state === "ended") for (const listener of this.listeners) listener(next);
    else this.changed();
  }

  /** A call that was not there a moment ago. */
  beginning(event) {
    if (event.name !== "answered") return null;
    const { callSid, from, to } = event.call ?? event;
    return fromRecord({ callSid: callSid ?? event.callSid, from, to, route: event.route, startedAt: new Date().toISOString() }, Date.now());
  }

  changed() {
    if (this.pending) return;
    this.pending = true;
    setTimeout(() => {
      this.pending = false;
      for (const listener of this.listeners) listener();
    }, CHANGES_MILLIS);
  }
}

function brief(call) {
  return { ...call, transcript: call.transcript.slice(-LINES_KEPT), turnMillis: call.turnMillis.slice(-1), events: [], bargeIns: [], toolCalls: [] };
}
