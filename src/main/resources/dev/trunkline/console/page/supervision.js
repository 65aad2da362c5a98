import { post, socketAddress } from "./api.js";
import { soundFrame } from "./live.js";
import { openMicrophone, openPlayout, soundOn } from "./sound.js";

const OPERATOR = 2;
const RESERVE_MILLIS = 80; // against frames that come in bunches

/**
 * Listening in on a call, and speaking into it: one socket, whose address has a ticket in it. What the operator says himself is not
 * given back to him.
 */
export class Supervision {
  /**
   * @param {string} callSid
   * @param {(mode: "off" | "listening" | "speaking", words?: string) => void} onMode
   */
  constructor(callSid, onMode) {
    this.callSid = callSid;
    this.onMode = onMode;
    this.mode = "off";
  }

  listen() {
    return this.begin("listen", "listening");
  }

  takeOver() {
    return this.begin("takeover", "speaking");
  }

  async begin(action, mode) {
    this.end();
    const attempt = {};
    this.attempt = attempt; // whoever leaves meanwhile has called it off
    try {
      const context = await soundOn();
      if (this.attempt !== attempt) return void context.close();
      this.context = context;
      const playout = await openPlayout(context, { lanes: 3, reserveMillis: RESERVE_MILLIS }, () => {});
      const microphone = mode === "speaking" ? await openMicrophone(context, (frame) => this.speak(frame)) : null;
      if (this.attempt !== attempt) return void microphone?.close();
      this.microphone = microphone;
      const { url } = await post(`api/calls/${this.callSid}/${action}`);
      if (this.attempt !== attempt) return; // the ticket goes unused
      const socket = new WebSocket(socketAddress(url));
      socket.binaryType = "arraybuffer";
      socket.onmessage = ({ data }) => {
        if (typeof data === "string") return;
        const { channel, muLaw } = soundFrame(data);
        if (channel !== OPERATOR) playout.port.postMessage({ lane: channel, media: muLaw });
      };
      socket.onclose = () => socket === this.socket && this.end("The sound of this call has ended.");
      this.socket = socket;
      this.change(mode);
    } catch (error) {
      if (this.attempt !== attempt) return; // what fails after that is nobody's trouble
      this.end();
      throw error;
    }
  }

  speak(frame) {
    if (this.mode === "speaking" && this.socket.readyState === WebSocket.OPEN) this.socket.send(frame);
  }

  /** The agent goes on. */
  async release(note) {
    await post(`api/calls/${this.callSid}/release`, note ? { note } : {});
    this.end();
  }

  /** Hears and says nothing more. */
  end(words) {
    this.attempt = null;
    const socket = this.socket;
    this.socket = null;
    socket?.close();
    this.microphone?.close();
    this.microphone = null;
    this.context?.close();
    this.context = null;
    if (this.mode !== "off") this.change("off", words);
  }

  change(mode, words) {
    this.mode = mode;
    this.onMode(mode, words);
  }
}
