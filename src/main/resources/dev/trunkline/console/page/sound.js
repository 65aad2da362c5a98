/** Microphone and loudspeaker: the Web Audio side of everything that speaks or listens here. */

const WORKLETS = ["capture-worklet.js", "playout-worklet.js"];

/** An audio context that runs; to be asked for after a click, or browsers keep it silent. */
export async function soundOn() {
  const context = new AudioContext({ latencyHint: "interactive" });
  await Promise.all(WORKLETS.map((name) => context.audioWorklet.addModule(new URL(name, import.meta.url))));
  await context.resume();
  return context;
}

/**
 * @param {AudioContext} context
 * @param {(frame: Uint8Array) => void} onFrame 160 bytes of mu-law each 20 ms
 * @returns {Promise<{close: () => void}>}
 */
export async function openMicrophone(context, onFrame) {
  if (!navigator.mediaDevices) throw new Error("A microphone needs a page over HTTPS, or on this machine.");
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 },
    });
  } catch (error) {
    throw new Error(
      error.name === "NotAllowedError"
        ? "This page may not use the microphone: allow it in the browser, and call again."
        : "No microphone was found.",
    );
  }
  try {
    return capturing(context, stream, onFrame);
  } catch (error) {
    silence(stream); // a context that was closed meanwhile takes nothing, and the microphone would stay on
    throw error;
  }
}

function capturing(context, stream, onFrame) {
  const capture = new AudioWorkletNode(context, "capture", { numberOfOutputs: 0, channelCount: 1, channelCountMode: "explicit" });
  capture.port.onmessage = ({ data }) => onFrame(data);
  const source = context.createMediaStreamSource(stream);
  source.connect(capture);
  return {
    close() {
      capture.port.onmessage = null;
      source.disconnect();
      silence(stream);
    },
  };
}

function silence(stream) {
  for (const track of stream.getTracks()) track.stop();
}

/**
 * @param {AudioContext} context
 * @param {{lanes?: number, reserveMillis?: number}} options
 * @param {(told: {marks?: string[], level?: number}) => void} onTold
 * @returns {Promise<AudioWorkletNode>} takes `{media}`, `{mark}` and `{clear}` on its port
 */
export async function openPlayout(context, options, onTold) {
  const playout = new AudioWorkletNode(context, "playout", {
    numberOfInputs: 0,
    outputChannelCount: [1],
    processorOptions: options,
  });
  playout.port.onmessage = ({ data }) => onTold(data);
  playout.connect(context.destination);
  return playout;
}
