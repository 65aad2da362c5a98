import assert from "node:assert/strict";
import { test } from "node:test";
import { base64, bytes } from "./page/base64.js";
import { pauseMillis, soundFrame } from "./page/live.js";

test("pauses between attempts grow, end growing, and differ", () => {
  assert.equal(pauseMillis(0, 1), 500);
  assert.equal(pauseMillis(0, 0), 250);
  assert.equal(pauseMillis(3, 1), 4000);
  assert.equal(pauseMillis(20, 1), 15_000);
});

test("a frame tells whose it is and when", () => {
  const data = Uint8Array.of(1, 0, 1, 0, 2, 0xff, 0x7f).buffer;
  const frame = soundFrame(data);
  assert.equal(frame.channel, 1);
  assert.equal(frame.atMillis, 65538);
  assert.deepEqual([...frame.muLaw], [0xff, 0x7f]);
});

test("bytes go through text", () => {
  const all = Uint8Array.from({ length: 256 }, (_, i) => i);
  assert.deepEqual(bytes(base64(all)), all);
});
