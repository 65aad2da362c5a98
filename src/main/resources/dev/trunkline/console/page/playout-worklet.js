import { CarrierBuffer } from "./carrier-buffer.js";
import { TELEPHONE_HZ } from "./framer.js";
import { Resampler } from "./resampler.js";
import { decode } from "./mulaw.js";

const STEP = TELEPHONE_HZ / 100; // 10 ms: how exactly marks are told
const LEVEL_EVERY = 5; // steps
const MAX_LATE_SAMPLES = TELEPHONE_HZ; // of a lane that waits for others: a second behind is too late to listen in

/**
 * Sound of a telephone line, heard here. Takes messages `{lane, media}`, `{lane, mark}`, `{lane, clear}`; tells `{marks}` and
 * `{level}`. Lanes are heard together; one that has run dry waits until it has `reserveMillis` again. Runs on the audio thread.
 */
class Playout extends AudioWorkletProcessor {
  constructor({ processorOptions }) {
    super();
    const lanes = processorOptions?.lanes ?? 1;
    this.reserve = ((processorOptions?.reserveMillis ?? 0) * TELEPHONE_HZ) / 1000;
    this.lanes = Array.from({ length: lanes }, () => ({ buffer: new CarrierBuffer(), flows: this.reserve === 0 }));
    this.resampler = new Resampler(TELEPHONE_HZ, sampleRate);
    this.ready = new Float32Array(0);
    this.steps = 0;
    this.loudest = 0;
    this.port.onmessage = ({ data }) => this.take(data);
  }

  take({ lane = 0, media, mark, clear }) {
    const { buffer } = this.lanes[lane];
    if (media) {
      if (this.reserve > 0 && buffer.length > MAX_LATE_SAMPLES) buffer.clear();
      buffer.media(decode(media));
    }
    if (mark !== undefined) this.tell(buffer.mark(mark));
    if (clear) {
      this.tell(buffer.clear());
      this.ready = new Float32Array(0);
      this.resampler.reset();
    }
  }

  tell(marks) {
    if (marks.length > 0) this.port.postMessage({ marks });
  }

  process(_, [output]) {
    const needed = output[0].length;
    while (this.ready.length < needed) this.step();
    output[0].set(this.ready.subarray(0, needed));
    this.ready = this.ready.slice(needed);
    return true;
  }

  step() {
    const mixed = new Float32Array(STEP);
    const heard = new Float32Array(STEP);
    for (const lane of this.lanes) {
      if (!lane.flows && lane.buffer.length >= this.reserve) lane.flows = true;
      if (!lane.flows) continue;
      if (this.reserve > 0 && lane.buffer.length < STEP) {
        lane.flows = false;
        continue;
      }
      this.tell(lane.buffer.pull(heard));
      for (let i = 0; i < STEP; i++) mixed[i] += heard[i];
    }
    for (const sample of mixed) this.loudest = Math.max(this.loudest, Math.abs(sample));
    if (++this.steps % LEVEL_EVERY === 0) {
      this.port.postMessage({ level: this.loudest });
      this.loudest = 0;
    }
    const more = this.resampler.process(mixed);
    const ready = new Float32Array(this.ready.length + more.length);
    ready.set(this.ready);
    ready.set(more, this.ready.length);
    this.ready = ready;
  }
}

registerProcessor("playout", Playout);
