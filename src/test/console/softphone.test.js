import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, settled } from "./browser.js";
import { Softphone } from "./page/softphone.js";

const GRANT = { callSid: "CA1", streamSid: "MZ1", url: "ws://elsewhere/twilio/media/t", to: "+1800" };

function begin(browser) {
  const told = [];
  const phone = new Softphone({
    onState: (state, words) => told.push(words ? `${state}: ${words}` : state),
    onAnswered: (callSid) => told.push("answered " + callSid),
    onLevels: () => {},
  });
  return { browser, told, phone };
}

/** @returns {Promise<object>} a call whose stream is open */
async function talking() {
  const scene = begin(new Browser().willing());
  scene.phone.call();
  await settled();
  scene.browser.asked[0].answer(200, GRANT);
  await settled();
  scene.browser.sockets[0].opens();
  return scene;
}

function isOver({ browser, told }, words) {
  assert.equal(told.at(-1), "ended: " + words);
  assert.deepEqual([browser.openContexts, browser.openMicrophones, browser.openSockets], [0, 0, 0]);
  assert.ok(browser.playouts.every((playout) => !playout.isConnected));
}

test("a call is told of as Twilio tells it, and its end takes everything along", async () => {
  const scene = await talking();
  const messages = () => scene.browser.sockets[0].sent.map((text) => JSON.parse(text));
  assert.deepEqual(messages().map(({ event }) => event), ["connected", "start"]);
  scene.phone.press("5");
  scene.phone.hangUp();

  assert.deepEqual(messages().map(({ event }) => event), ["connected", "start", "dtmf", "stop"]);
  assert.deepEqual(messages().slice(1).map(({ sequenceNumber }) => sequenceNumber), ["1", "2", "3"]);
  isOver(scene, "You hung up.");
  assert.equal(scene.browser.asked.at(-1).method, "DELETE");
});

for (const [moment, hangUpAt] of Object.entries({
  "the sound is not there yet": async ({ browser, phone }) => {
    phone.hangUp();
    browser.willing();
  },
  "the browser asks for the microphone": async ({ browser, phone }) => {
    browser.modules.resolve();
    await settled();
    phone.hangUp();
    browser.permission.resolve();
  },
  "the bridge is asked": async ({ browser, phone }) => {
    browser.willing();
    await settled();
    phone.hangUp();
    browser.asked[0].answer(200, GRANT);
  },
})) {
  test(`who hangs up while ${moment} opens no stream`, async () => {
    const scene = begin(new Browser());
    const call = scene.phone.call();
    await hangUpAt(scene);
    await call;
    await settled();

    isOver(scene, "You hung up.");
    assert.equal(scene.browser.sockets.length, 0);
    assert.ok(scene.browser.asked.length === 0 || scene.browser.asked.at(-1).method === "DELETE");
  });
}

test("who hangs up between the bridge's answer and the loudspeaker opens no stream", async () => {
  const scene = begin(new Browser().willing());
  scene.phone.call();
  await settled();
  const Worklet = globalThis.AudioWorkletNode;
  globalThis.AudioWorkletNode = class extends Worklet {
    connect() {
      super.connect();
      scene.phone.hangUp();
    }
  };
  scene.browser.asked[0].answer(200, GRANT);
  await settled();

  isOver(scene, "You hung up.");
  assert.equal(scene.browser.sockets.length, 0);
});

test("a stream that is lost is followed by what the bridge says", async () => {
  const scene = await talking();
  scene.browser.sockets[0].closes();
  await settled();
  scene.browser.asked.at(-1).answer(200, { next: "go_on", ...GRANT, streamSid: "MZ2" });
  await settled();
  scene.browser.sockets[1].opens();
  assert.equal(JSON.parse(scene.browser.sockets[1].sent[1]).streamSid, "MZ2");
  assert.equal(scene.browser.playouts.filter((playout) => playout.isConnected).length, 1);

  scene.browser.sockets[0].closes(); // once more, and late
  scene.browser.sockets[1].closes();
  await settled();
  scene.browser.asked.at(-1).answer(200, { next: "hang_up", words: "The agent hung up." });
  await settled();
  isOver(scene, "The agent hung up.");
});

test("who hangs up while the bridge is asked what comes next is not called back", async () => {
  const scene = await talking();
  scene.browser.sockets[0].closes();
  await settled();
  const next = scene.browser.asked.at(-1);
  scene.phone.hangUp();
  next.answer(200, { next: "go_on", ...GRANT });
  await settled();

  isOver(scene, "You hung up.");
  assert.equal(scene.browser.sockets.length, 1);
});

test("a bridge that refuses is told, and nothing stays open", async () => {
  const scene = begin(new Browser().willing());
  scene.phone.call();
  await settled();
  scene.browser.asked[0].answer(503, { error: "All our lines are busy." });
  await settled();

  isOver(scene, "All our lines are busy.");
});
