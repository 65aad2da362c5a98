import assert from "node:assert/strict";
import { test } from "node:test";
import { CarrierBuffer } from "./page/carrier-buffer.js";
import { FRAME_BYTES, Framer } from "./page/framer.js";
import { decode, encode, encodeSample, peak, SILENCE } from "./page/mulaw.js";
import { Resampler } from "./page/resampler.js";

const tone = (hz, rate, seconds) => Float32Array.from({ length: rate * seconds }, (_, i) => 0.5 * Math.sin((2 * Math.PI * hz * i) / rate));

/** How strong a tone is in samples, in dB against the 0.5 that it was made with (Goertzel). */
function level(samples, hz, rate) {
  const middle = samples.subarray(Math.floor(samples.length / 4), Math.floor((3 * samples.length) / 4));
  let re = 0;
  let im = 0;
  middle.forEach((sample, i) => {
    re += sample * Math.cos((2 * Math.PI * hz * i) / rate);
    im += sample * Math.sin((2 * Math.PI * hz * i) / rate);
  });
  return 20 * Math.log10(Math.max(1e-9, (2 * Math.hypot(re, im)) / middle.length / 0.5));
}

test("every byte of mu-law comes back as itself, but for the second zero", () => {
  for (let byte = 0; byte < 256; byte++) {
    const again = encodeSample(decode([byte])[0]);
    assert.equal(again, byte === 0x7f ? 0xff : byte);
  }
});

test("mu-law is G.711's: silence, the loudest, and what is beyond", () => {
  assert.equal(encodeSample(0), SILENCE);
  assert.equal(encodeSample(1), 0x80);
  assert.equal(encodeSample(5), 0x80);
  assert.equal(encodeSample(-1), 0x00);
  assert.equal(Math.round(decode([0x80])[0] * 32768), 32124);
  assert.ok(Math.abs(peak(encode(tone(400, 8000, 1))) - 0.5) < 0.02);
});

for (const [from, to] of [
  [48000, 8000],
  [44100, 8000],
  [16000, 8000],
  [8000, 48000],
  [8000, 44100],
]) {
  test(`a voice's tones pass from ${from} to ${to} Hz within 0.5 dB`, () => {
    for (const hz of [300, 1000, 3000]) {
      const output = new Resampler(from, to).process(tone(hz, from, 1));
      assert.ok(Math.abs(level(output, hz, to)) < 0.5, `${hz} Hz: ${level(output, hz, to)} dB`);
      assert.ok(Math.abs(output.length - to) <= 1);
    }
  });
}

test("what a telephone cannot carry does not come back as something else: 60 dB down", () => {
  for (const hz of [4600, 5000, 7000, 12000]) {
    const output = new Resampler(48000, 8000).process(tone(hz, 48000, 1));
    const alias = Math.abs(hz - 8000 * Math.round(hz / 8000));
    assert.ok(level(output, alias, 8000) < -60, `${hz} Hz: ${level(output, alias, 8000)} dB at ${alias} Hz`);
  }
});

test("upwards there is no image above the telephone's band", () => {
  const output = new Resampler(8000, 48000).process(tone(3000, 8000, 1));
  assert.ok(level(output, 5000, 48000) < -60);
});

test("pieces join without a seam", () => {
  const input = tone(700, 44100, 0.5);
  const whole = new Resampler(44100, 8000).process(input);
  const resampler = new Resampler(44100, 8000);
  const pieces = [];
  for (let at = 0; at < input.length; at += 128) pieces.push(...resampler.process(input.subarray(at, at + 128)));
  assert.equal(pieces.length, whole.length);
  assert.ok(whole.every((sample, i) => sample === pieces[i]));
});

test("a microphone becomes 50 frames of 160 bytes a second", () => {
  const framer = new Framer(48000);
  const input = tone(440, 48000, 1);
  let frames = 0;
  for (let at = 0; at < input.length; at += 128) {
    for (const frame of framer.push(input.subarray(at, at + 128))) {
      assert.equal(frame.length, FRAME_BYTES);
      frames++;
    }
  }
  assert.equal(frames, 50);
});

test("a mark comes back when what was queued before it has been played, and not earlier", () => {
  const buffer = new CarrierBuffer();
  buffer.media(new Float32Array(100).fill(0.5));
  assert.deepEqual(buffer.mark("a"), []);
  buffer.media(new Float32Array(100).fill(0.25));
  assert.deepEqual(buffer.mark("b"), []);
  const into = new Float32Array(80);
  assert.deepEqual(buffer.pull(into), []);
  assert.deepEqual(buffer.pull(into), ["a"]);
  assert.equal(into[19], 0.5);
  assert.equal(into[20], 0.25);
  assert.deepEqual(buffer.pull(into), ["b"]);
  assert.equal(into[79], 0);
});

test("a mark with nothing before it comes back at once", () => {
  assert.deepEqual(new CarrierBuffer().mark("now"), ["now"]);
});

test("a clear drops the sound and brings back every mark, in order", () => {
  const buffer = new CarrierBuffer();
  buffer.media(new Float32Array(1000));
  buffer.mark("a");
  buffer.media(new Float32Array(1000));
  buffer.mark("b");
  assert.deepEqual(buffer.clear(), ["a", "b"]);
  assert.equal(buffer.length, 0);
  buffer.media(new Float32Array(10).fill(1));
  const into = new Float32Array(20);
  buffer.pull(into);
  assert.deepEqual([...into.slice(8, 12)], [1, 1, 0, 0]);
});
