/**
 * Another sampling rate, with a low-pass that leaves no aliases: a Kaiser-windowed sinc, cut into the phases of the ratio
 * (Crochiere and Rabiner, "Multirate Digital Signal Processing", 1983). Streams: pieces join without a seam. Pure.
 */

const ZERO_CROSSINGS = 24; // on each side, of the slower rate
const PASS = 0.92; // of the slower rate's half: telephones carry 3.4 of 4 kHz
const KAISER_BETA = 8; // 80 dB

export class Resampler {
  /**
   * @param {number} inHz
   * @param {number} outHz whole numbers, both
   */
  constructor(inHz, outHz) {
    const common = greatestCommonDivisor(inHz, outHz);
    this.up = outHz / common;
    this.down = inHz / common;
    this.phases = filter(this.up, this.down);
    this.taps = this.phases[0].length;
    this.reset();
  }

  /** Forgets what came before. */
  reset() {
    this.kept = new Float32Array(this.taps - 1);
    this.position = 0; // of the next sample, in parts of an input sample, behind what is kept
  }

  /**
   * @param {Float32Array} input
   * @returns {Float32Array} what can be said of it by now; about `taps / 2` input samples behind
   */
  process(input) {
    const samples = new Float32Array(this.kept.length + input.length);
    samples.set(this.kept);
    samples.set(input, this.kept.length);
    const count = Math.max(0, Math.ceil((input.length * this.up - this.position) / this.down));
    const output = new Float32Array(count);
    for (let i = 0; i < count; i++) {
      const at = this.position + i * this.down;
      const phase = this.phases[at % this.up];
      const last = Math.floor(at / this.up) + this.taps - 1;
      let sum = 0;
      for (let tap = 0; tap < this.taps; tap++) sum += phase[tap] * samples[last - tap];
      output[i] = sum;
    }
    this.position += count * this.down - input.length * this.up;
    this.kept = samples.slice(samples.length - this.kept.length);
    return output;
  }
}

/** One filter for each place between two input samples at which an output sample may stand. */
function filter(up, down) {
  const slowness = Math.max(1, down / up);
  const taps = Math.ceil(2 * ZERO_CROSSINGS * slowness);
  const length = taps * up;
  const cutoff = PASS / slowness; // of the input's half
  const phases = Array.from({ length: up }, () => new Float32Array(taps));
  for (let i = 0; i < length; i++) {
    const x = (i - (length - 1) / 2) / up; // in input samples
    const share = (2 * i) / (length - 1) - 1;
    const window = bessel(KAISER_BETA * Math.sqrt(Math.max(0, 1 - share * share))) / bessel(KAISER_BETA);
    phases[i % up][Math.floor(i / up)] = cutoff * sinc(cutoff * x) * window;
  }
  return phases.map(unityGain);
}

function unityGain(phase) {
  const sum = phase.reduce((total, tap) => total + tap, 0);
  return phase.map((tap) => tap / sum);
}

function sinc(x) {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** The modified Bessel function of the first kind, order 0. */
function bessel(x) {
  let sum = 1;
  let term = 1;
  for (let k = 1; k < 40; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function greatestCommonDivisor(a, b) {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
