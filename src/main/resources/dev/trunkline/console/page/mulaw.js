/**
 * mu-law as telephones speak it (ITU-T G.711): one byte a sample, 8,000 a second. Pure.
 */

const BIAS = 0x84;
const CLIP = 32635;
const DECODED = decodeTable();

function decodeTable() {
  const table = new Float32Array(256);
  for (let byte = 0; byte < 256; byte++) {
    const flipped = ~byte & 0xff;
    const exponent = (flipped >> 4) & 7;
    const magnitude = (((flipped & 0x0f) << 3) + BIAS << exponent) - BIAS;
    table[byte] = (flipped & 0x80 ? -magnitude : magnitude) / 32768;
  }
  return table;
}

/** The byte of silence. */
export const SILENCE = 0xff;

/**
 * @param {number} sample -1 to 1; what is beyond is clipped
 * @returns {number} a byte
 */
export function encodeSample(sample) {
  let value = Math.round(sample * 32768);
  const sign = value < 0 ? 0x80 : 0;
  value = Math.min(Math.abs(value), CLIP) + BIAS;
  const exponent = Math.max(0, 24 - Math.clz32(value >> 0));
  const mantissa = (value >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

/**
 * @param {Float32Array} samples -1 to 1
 * @returns {Uint8Array} as long
 */
export function encode(samples) {
  return Uint8Array.from(samples, encodeSample);
}

/**
 * @param {Uint8Array} bytes
 * @returns {Float32Array} as long, -1 to 1
 */
export function decode(bytes) {
  return Float32Array.from(bytes, (byte) => DECODED[byte]);
}

/** How loud bytes are at their loudest, 0 to 1. */
export function peak(bytes) {
  let loudest = 0;
  for (const byte of bytes) loudest = Math.max(loudest, Math.abs(DECODED[byte]));
  return loudest;
}
