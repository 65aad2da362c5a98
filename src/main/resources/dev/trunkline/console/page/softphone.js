import { post, request, socketAddress } from "./api.js";
import { SILENCE, peak } from "./mulaw.js";
import { FRAME_BYTES } from "./framer.js";
import { base64, bytes } from "./base64.js";
import { openMicrophone, openPlayout, soundOn } from "./sound.js";

const MUTED = new Uint8Array(FRAME_BYTES).fill(SILENCE);
const FRAME_MILLIS = 20;
const ANSWERED_MILLIS = 1500; // after which a call is known to the bridge, though the agent says nothing yet

/**
 * A telephone in the browser: speaks Twilio's Media Streams protocol, as Twilio does, to the endpoint that Twilio speaks to. It has no
 * carrier behind it, so that whatever comes after the stream it asks for itself (`POST api/softphone/{sid}/next`), as Twilio would.
 */
export class Softphone {
  /**
   * @param {object} listener
   * @param {(state: "calling" | "talking" | "ended", words: string) => void} listener.onState
   * @param {(callSid: string) => void} listener.onAnswered the call can be watched
   * @param {(mine: number, theirs: number) => void} listener.onLevels 0 to 1
   */
  constructor(listener) {
    this.listener = listener;
    this.muted = false;
    this.streams = 0;
    this.isAnswered = false;
    this.mine = 0;
    this.theirs = 0;
  }

  /**
   * Rings.
   *
   * @param {string} [to] the number that is called; without one the bridge's first route
   */
  async call(to) {
    this.state("calling", "Asking for the microphone …");
    try {
      this.context = await soundOn();
      if (this.isOver) return void this.context.close();
      const microphone = await openMicrophone(this.context, (frame) => this.send(frame));
      if (this.isOver) return void microphone.close();
      this.microphone = microphone;
      this.state("calling", "Ringing …");
      const grant = await post("api/softphone", to ? { to } : {});
      this.callSid = grant.callSid;
      if (this.isOver) return void request("DELETE", `api/softphone/${this.callSid}`).catch(() => {});
      this.to = grant.to;
      await this.open(grant);
    } catch (error) {
      this.over(error.message);
    }
  }

  async open({ url, streamSid }) {
    this.streamSid = streamSid;
    this.streams += 1;
    this.sequence = 0;
    this.chunk = 0;
    this.playout?.disconnect();
    const playout = await openPlayout(this.context, {}, (told) => this.onPlayout(told));
    if (this.isOver) return void playout.disconnect();
    this.playout = playout;
    const socket = new WebSocket(socketAddress(url));
    socket.onopen = () => this.start();
    socket.onmessage = ({ data }) => this.onMessage(JSON.parse(data));
    socket.onclose = () => this.closed(socket);
    this.socket = socket;
  }

  start() {
    this.tell({ event: "connected", protocol: "Call", version: "1.0.0" });
    this.tellNumbered({
      event: "start",
      start: {
        accountSid: "AC" + "0".repeat(32),
        streamSid: this.streamSid,
        callSid: this.callSid,
        tracks: ["inbound"],
        mediaFormat: { encoding: "audio/x-mulaw", sampleRate: 8000, channels: 1 },
        customParameters: {},
      },
    });
    this.flows = true;
    this.state("talking", "");
    this.answering = setTimeout(() => this.answered(), ANSWERED_MILLIS);
  }

  /** The bridge knows the call by now. */
  answered() {
    clearTimeout(this.answering);
    if (this.isAnswered || this.isOver) return;
    this.isAnswered = true;
    this.listener.onAnswered(this.callSid);
  }

  onMessage({ event, media, mark }) {
    this.answered();
    if (event === "media") this.playout.port.postMessage({ media: bytes(media.payload) });
    else if (event === "mark") this.playout.port.postMessage({ mark: mark.name });
    else if (event === "clear") this.playout.port.postMessage({ clear: true });
  }

  onPlayout({ marks, level }) {
    for (const name of marks ?? []) this.tellNumbered({ event: "mark", mark: { name } });
    if (level !== undefined) {
      this.theirs = level;
      this.listener.onLevels(this.mine, this.theirs);
    }
  }

  /** A frame of the microphone; while it is muted, silence goes out, as from a telephone. */
  send(frame) {
    this.mine = Math.max(peak(frame), this.mine * 0.85);
    if (!this.flows) return;
    this.chunk += 1;
    this.tellNumbered({
      event: "media",
      media: {
        track: "inbound",
        chunk: String(this.chunk),
        timestamp: String(this.chunk * FRAME_MILLIS),
        payload: base64(this.muted ? MUTED : frame),
      },
    });
  }

  /** @param {string} digit 0 to 9, * or # */
  press(digit) {
    if (this.flows) this.tellNumbered({ event: "dtmf", dtmf: { track: "inbound_track", digit } });
  }

  tellNumbered(message) {
    this.sequence += 1;
    this.tell({ ...message, sequenceNumber: String(this.sequence), streamSid: this.streamSid });
  }

  tell(message) {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  /** Puts the phone down. */
  hangUp() {
    if (this.flows) this.tellNumbered({ event: "stop", stop: { accountSid: "AC" + "0".repeat(32), callSid: this.callSid } });
    this.over("You hung up.");
    if (this.callSid) request("DELETE", `api/softphone/${this.callSid}`).catch(() => {});
  }

  /** The stream is over, and what comes next is not ours to know. */
  async closed(socket) {
    if (socket !== this.socket || this.isOver) return;
    this.flows = false;
    try {
      const next = await post(`api/softphone/${this.callSid}/next`, { streams: this.streams, to: this.to });
      if (this.isOver) return;
      if (next.next === "go_on") await this.open(next);
      else this.over(next.words);
    } catch (error) {
      this.over(error.message);
    }
  }

  over(words) {
    if (this.isOver) return;
    this.isOver = true;
    this.flows = false;
    this.socket?.close();
    this.microphone?.close();
    this.playout?.disconnect();
    this.context?.close();
    this.state("ended", words);
  }

  state(state, words) {
    this.listener.onState(state, words);
  }
}
