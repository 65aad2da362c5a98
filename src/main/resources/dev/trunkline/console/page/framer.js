import { encode } from "./mulaw.js";
import { Resampler } from "./resampler.js";

/** Telephones hear 8,000 samples a second, and get them by 20 ms. */
export const TELEPHONE_HZ = 8000;
export const FRAME_BYTES = 160;

/** Sound of any rate, as frames for a telephone line. Pure. */
export class Framer {
  /** @param {number} sampleRateHz of what comes */
  constructor(sampleRateHz) {
    this.resampler = new Resampler(sampleRateHz, TELEPHONE_HZ);
    this.rest = new Uint8Array(0);
  }

  /**
   * @param {Float32Array} samples
   * @returns {Uint8Array[]} the frames that are whole by now, mu-law
   */
  push(samples) {
    const more = encode(this.resampler.process(samples));
    let bytes = new Uint8Array(this.rest.length + more.length);
    bytes.set(this.rest);
    bytes.set(more, this.rest.length);
    const frames = [];
    while (bytes.length >= FRAME_BYTES) {
      frames.push(bytes.slice(0, FRAME_BYTES));
      bytes = bytes.subarray(FRAME_BYTES);
    }
    this.rest = bytes.slice();
    return frames;
  }
}
