import { Framer } from "./framer.js";

/** A microphone as frames for a telephone line: each is posted as 160 bytes of mu-law. Runs on the audio thread. */
class Capture extends AudioWorkletProcessor {
  constructor() {
    super();
    this.framer = new Framer(sampleRate);
  }

  process([input]) {
    if (input.length > 0) {
      for (const frame of this.framer.push(input[0])) this.port.postMessage(frame, [frame.buffer]);
    }
    return true;
  }
}

registerProcessor("capture", Capture);
