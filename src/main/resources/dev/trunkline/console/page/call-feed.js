import { get } from "./api.js";
import { apply, fromRecord } from "./call-state.js";
import { LiveSocket } from "./live.js";

const POLL_MILLIS = 1000;
const LINGER_MILLIS = 10_000; // after an end, which a lost stream's may be: the call may go on

/** One call as it goes on: from its live socket, or, where there is none, asked for each second. */
export class CallFeed {
  /**
   * @param {string} callSid
   * @param {object} listener
   * @param {(call: object) => void} listener.onCall
   * @param {(frame: object) => void} [listener.onSound] asks for the call's sound as well
   * @param {(error: Error) => void} [listener.onMissing]
   */
  constructor(callSid, listener) {
    this.callSid = callSid;
    this.listener = listener;
    this.begin();
  }

  /** A call that is over has nothing more to tell. */
  async begin() {
    await this.ask();
    if (this.closed || !this.call || this.call.state === "ended") return;
    this.live = new LiveSocket("call=" + encodeURIComponent(this.callSid) + (this.listener.onSound ? "&audio=1" : ""), {
      onMessage: (message) => this.take(message),
      onSound: this.listener.onSound,
      onState: (state) => state === "missing" && this.poll(),
    });
  }

  take(message) {
    if (message.type === "call") this.change(fromRecord(message.record, Date.now()));
    else if (message.type === "event" && this.call) this.change(apply(this.call, message));
    else if (message.type === "lost") this.ask();
  }

  poll() {
    this.timer = setInterval(() => document.hidden || this.ask(), POLL_MILLIS);
  }

  async ask() {
    try {
      const record = await get("api/calls/" + encodeURIComponent(this.callSid));
      if (this.closed) return;
      this.change(fromRecord(record, Date.now()));
    } catch (error) {
      if (error.status === 404 && !this.call) this.listener.onMissing?.(error);
    }
  }

  change(call) {
    if (this.closed) return;
    this.call = call;
    clearTimeout(this.lingering);
    if (call.state === "ended") this.lingering = setTimeout(() => this.close(), LINGER_MILLIS);
    this.listener.onCall(call);
  }

  close() {
    this.closed = true;
    this.live?.close();
    clearTimeout(this.lingering);
    clearInterval(this.timer);
  }
}
