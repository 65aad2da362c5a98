import { post, socketAddress } from "./api.js";

const FIRST_PAUSE_MILLIS = 500;
const LONGEST_PAUSE_MILLIS = 15_000;

/**
 * How long to wait before the next attempt: twice as long each time, and never the same for two browsers.
 *
 * @param {number} attempt 0 for the first
 * @param {number} chance 0 to 1
 */
export function pauseMillis(attempt, chance) {
  const longest = Math.min(FIRST_PAUSE_MILLIS * 2 ** attempt, LONGEST_PAUSE_MILLIS);
  return longest * (0.5 + chance / 2);
}

/**
 * A live socket that comes back. Browsers cannot send a header with a WebSocket: each connection takes a ticket that is good once. After
 * a loss everything is told anew (`hello`, or the call's whole record), so that nothing has to be made up for.
 */
export class LiveSocket {
  /**
   * @param {string} query such as `call=CA1&audio=1`; "" for all calls
   * @param {object} listener
   * @param {(message: object) => void} listener.onMessage
   * @param {(frame: {channel: number, atMillis: number, muLaw: Uint8Array}) => void} [listener.onSound]
   * @param {(state: "open" | "lost" | "missing") => void} listener.onState missing: this bridge has no live socket
   */
  constructor(query, listener) {
    this.query = query;
    this.listener = listener;
    this.attempt = 0;
    this.closed = false;
    this.connect();
  }

  async connect() {
    let ticket;
    try {
      ({ ticket } = await post("api/tickets"));
    } catch (error) {
      if (error.status === 404 || error.status === 405) this.listener.onState("missing");
      else if (error.status !== 401 && error.status !== 403) this.later();
      return;
    }
    if (this.closed) return;
    const query = [this.query, "ticket=" + encodeURIComponent(ticket)].filter(Boolean).join("&");
    this.open(socketAddress("api/live?" + query));
  }

  open(url) {
    const socket = new WebSocket(url);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      this.attempt = 0;
      this.listener.onState("open");
    };
    socket.onmessage = ({ data }) => {
      if (typeof data === "string") this.listener.onMessage(JSON.parse(data));
      else this.listener.onSound?.(soundFrame(data));
    };
    socket.onclose = () => this.later();
    this.socket = socket;
  }

  later() {
    if (this.closed) return;
    this.listener.onState("lost");
    this.timer = setTimeout(() => this.connect(), pauseMillis(this.attempt++, Math.random()));
  }

  close() {
    this.closed = true;
    clearTimeout(this.timer);
    this.socket?.close();
  }
}

/**
 * Takes a binary message apart: byte 0 the channel (0 caller, 1 agent, 2 operator), bytes 1 to 4 milliseconds since the call began,
 * big-endian, then mu-law.
 *
 * @param {ArrayBuffer} data
 */
export function soundFrame(data) {
  const view = new DataView(data);
  return { channel: view.getUint8(0), atMillis: view.getUint32(1), muLaw: new Uint8Array(data, 5) };
}
