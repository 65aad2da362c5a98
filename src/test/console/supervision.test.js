import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, settled } from "./browser.js";
import { Supervision } from "./page/supervision.js";

function begin(browser = new Browser()) {
  const modes = [];
  return { browser, modes, supervision: new Supervision("CA1", (mode, words) => modes.push(words ? `${mode}: ${words}` : mode)) };
}

function isOver({ browser, supervision }) {
  assert.equal(supervision.mode, "off");
  assert.deepEqual([browser.openContexts, browser.openMicrophones, browser.openSockets], [0, 0, 0]);
}

test("who listens, then speaks, has one socket at a time", async () => {
  const scene = begin(new Browser().willing());
  const { browser, modes, supervision } = scene;
  supervision.listen();
  await settled();
  browser.asked[0].answer(200, { url: "/api/live?call=CA1&ticket=1" });
  await settled();
  assert.deepEqual(modes, ["listening"]);

  supervision.takeOver();
  await settled();
  browser.sockets[0].closes(); // late, and of nobody's interest
  browser.asked[1].answer(200, { url: "/api/live?call=CA1&ticket=2" });
  await settled();

  assert.deepEqual(modes, ["listening", "off", "speaking"]);
  assert.equal(browser.openSockets, 1);
  assert.equal(browser.openMicrophones, 1);
  supervision.end();
  isOver(scene);
});

test("who leaves before the sound is there hears nothing of it", async () => {
  const scene = begin();
  const listening = scene.supervision.listen();
  scene.supervision.end();
  scene.browser.willing();
  await listening;

  isOver(scene);
  assert.deepEqual(scene.modes, []);
  assert.deepEqual(scene.browser.asked, []);
});

test("who leaves while the browser asks for the microphone speaks to nobody, and is told of no trouble", async () => {
  const scene = begin();
  scene.browser.modules.resolve();
  const speaking = scene.supervision.takeOver();
  await settled();
  scene.supervision.end();
  scene.browser.permission.resolve();
  await speaking;

  isOver(scene);
  assert.deepEqual(scene.browser.asked, []);
});

test("who leaves while the bridge is asked does not use its ticket", async () => {
  const scene = begin(new Browser().willing());
  const speaking = scene.supervision.takeOver();
  await settled();
  scene.supervision.end();
  scene.browser.asked[0].answer(200, { url: "/api/live?ticket=1" });
  await speaking;

  isOver(scene);
  assert.equal(scene.browser.sockets.length, 0);
});

test("who asks twice gets the second", async () => {
  const { browser, modes, supervision } = begin(new Browser().willing());
  supervision.listen();
  supervision.listen();
  await settled();
  browser.asked[0].answer(200, { url: "/api/live?ticket=1" });
  await settled();

  assert.deepEqual(modes, ["listening"]);
  assert.deepEqual([browser.openContexts, browser.openSockets], [1, 1]);
});

test("a refusal is told, and nothing stays open", async () => {
  const scene = begin(new Browser().willing());
  const speaking = scene.supervision.takeOver();
  await settled();
  scene.browser.asked[0].answer(409, { error: "Somebody speaks already." });

  await assert.rejects(speaking, { message: "Somebody speaks already." });
  isOver(scene);
});

test("a socket that is lost is told, once", async () => {
  const scene = begin(new Browser().willing());
  scene.supervision.listen();
  await settled();
  scene.browser.asked[0].answer(200, { url: "/api/live?ticket=1" });
  await settled();
  scene.browser.sockets[0].closes();
  scene.browser.sockets[0].closes();

  assert.deepEqual(scene.modes, ["listening", "off: The sound of this call has ended."]);
  isOver(scene);
});

test("what cannot be handed back is kept", async () => {
  const { browser, supervision } = begin(new Browser().willing());
  supervision.takeOver();
  await settled();
  browser.asked[0].answer(200, { url: "/api/live?ticket=1" });
  await settled();
  const release = supervision.release("ten euros");
  await settled();
  browser.asked[1].answer(500);

  await assert.rejects(release);
  assert.equal(supervision.mode, "speaking");
  assert.equal(browser.openSockets, 1);
  supervision.end();
});
