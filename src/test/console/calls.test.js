import assert from "node:assert/strict";
import { test } from "node:test";
import { apply, durationMillis, fromRecord, fromSummary, heardParts, supervisedParts, timeline } from "./page/call-state.js";
import { duration, figure, latency, party, phase, words } from "./page/format.js";
import { arrange } from "./page/slots.js";

const CALL = fromRecord({ callSid: "CA1", from: "+1", to: "+2", route: "default", durationMillis: 5000 }, 100_000);
const after = (...events) => events.reduce((call, event) => apply(call, { type: "event", callSid: "CA1", ...event }), CALL);

test("a sentence of the agent is said, begins, and is heard in part", () => {
  const said = after(
    { name: "agent_says", atMillis: 100, messageId: "m1", text: "We open at nine and close at five.", scores: {} },
    { name: "agent_begins", atMillis: 150, messageId: "m1" },
  );
  assert.equal(said.transcript[0].startMillis, 150);
  assert.deepEqual(heardParts(said.transcript[0]), { heard: "We open at nine and close at five.", unheard: "", pending: true });

  const cut = apply(said, { name: "agent_heard", atMillis: 900, messageId: "m1", heardText: "We open at nine", heardMillis: 700, spokenMillis: 2000 });
  assert.deepEqual(heardParts(cut.transcript[0]), { heard: "We open at nine", unheard: " and close at five.", pending: false });
  assert.equal(cut.transcript[0].interrupted, true);
});

test("sentences of a record are recognised though it tells no ids", () => {
  const open = { who: "agent", startMillis: null, heardMillis: null, heardText: "", interrupted: false };
  const call = fromRecord({ callSid: "CA1", transcript: [{ ...open, text: "One.", startMillis: 5 }, { ...open, text: "Two." }] }, 0);
  const heard = apply(call, { name: "agent_heard", messageId: "a", text: "One.", heardText: "One.", heardMillis: 9, spokenMillis: 9 });
  const begun = apply(heard, { name: "agent_begins", messageId: "b", atMillis: 20 });
  assert.deepEqual(begun.transcript.map((line) => [line.startMillis, line.heardMillis]), [[5, 9], [20, null]]);
});

test("an interim is shown until the words are final, and keeps no place", () => {
  const interim = after({ name: "caller_said", atMillis: 10, text: "I want", interim: true });
  assert.equal(interim.interim, "I want");
  assert.equal(interim.transcript.length, 0);
  const final = apply(interim, { name: "caller_said", atMillis: 20, text: "I want to pay.", interim: false, scores: { Calmness: 0.2, Anger: 0.7 } });
  assert.equal(final.interim, "");
  assert.deepEqual(Object.keys(final.transcript[0].scores), ["Anger", "Calmness"]);
});

test("tools are called and answered, whatever else happens in between", () => {
  const call = after(
    { name: "tool_called", atMillis: 1, tool: { id: "t1", name: "transfer_call", parametersJson: "{}" } },
    { name: "turn_taken", atMillis: 2, millis: 640 },
    { name: "tool_answered", atMillis: 9, tool: { id: "t1", name: "transfer_call", parametersJson: "{}" }, outcome: "ok", content: "done", millis: 8 },
  );
  assert.deepEqual([call.toolCalls[0].outcome, call.toolCalls[0].tookMillis], ["ok", 8]);
  assert.deepEqual(call.turnMillis, [640]);
});

test("each of two open tools of one id gets its own answer", () => {
  const tool = (parametersJson) => ({ id: "1", name: "balance", parametersJson });
  const call = after(
    { name: "tool_called", atMillis: 1, tool: tool("1") },
    { name: "tool_called", atMillis: 2, tool: tool("2") },
    { name: "tool_answered", atMillis: 9, tool: tool("1"), outcome: "ok", content: "12 EUR", millis: 8 },
  );
  assert.deepEqual(call.toolCalls.map((use) => use.content), ["12 EUR", null]);
});

test("operators pause, take over and hand back", () => {
  const act = (action) => ({ name: "supervised", atMillis: 1, operator: "ada", action, detail: "" });
  assert.equal(after(act("pause")).paused, true);
  assert.equal(after(act("pause"), act("resume")).paused, false);
  assert.equal(after(act("take_over")).takenOverBy, "ada");
  assert.equal(after(act("take_over"), act("release")).takenOverBy, null);
  assert.equal(after(act("take_over"), act("hand_back")).takenOverBy, null);
});

test("what an operator did is told as records have it", () => {
  const call = after({ name: "supervised", atMillis: 1, operator: "ada", action: "whisper", detail: "Offer: a credit" });
  assert.equal(call.events[0].detail, "whisper by ada: Offer: a credit");
  assert.deepEqual(supervisedParts(call.events[0]), { action: "whisper", operator: "ada", text: "Offer: a credit" });
  assert.deepEqual(supervisedParts({ detail: "pause by ada" }), { action: "pause", operator: "ada", text: "" });
});

test("the line of a list knows the last words and the last turn", () => {
  const call = fromSummary({ callSid: "CA1", durationMillis: 10, lastWho: "agent", lastText: "Hello.", lastTurnMillis: 700 }, 0);
  assert.deepEqual([call.transcript[0].who, call.transcript[0].text, call.turnMillis], ["agent", "Hello.", [700]]);
  assert.deepEqual(fromSummary({ callSid: "CA1", lastText: null }, 0).transcript, []);
});

test("a call that is over keeps its length, one that goes on grows", () => {
  assert.equal(durationMillis(CALL, 100_000), 5000);
  assert.equal(durationMillis(CALL, 103_000), 8000);
  const ended = after({ name: "ended", atMillis: 6000, end: "agent_hung_up", durationMillis: 6100 });
  assert.equal(ended.state, "ended");
  assert.equal(durationMillis(ended, 200_000), 6100);
});

test("what is not known changes nothing", () => {
  assert.equal(apply(CALL, { name: "invented_tomorrow", atMillis: 1 }), CALL);
});

test("a sentence whose text grows is one line, also when its last words come late", () => {
  const grows = after(
    { name: "agent_says", atMillis: 100, messageId: "m1", text: "We open", scores: {} },
    { name: "agent_begins", atMillis: 150, messageId: "m1" },
    { name: "agent_says_more", atMillis: 200, messageId: "m1", more: " at nine" },
    { name: "agent_heard", atMillis: 900, messageId: "m1", heardText: "We open at nine", heardMillis: 700, spokenMillis: 700 },
    { name: "agent_says_more", atMillis: 950, messageId: "m1", more: "." },
  );
  assert.equal(grows.transcript.length, 1);
  assert.equal(grows.transcript[0].text, "We open at nine.");
  assert.deepEqual(heardParts(grows.transcript[0]), { heard: "We open at nine.", unheard: "", pending: false });
});

test("everything stands where it happened; a sentence that was never played, where it was said", () => {
  const call = after(
    { name: "agent_says", atMillis: 0, messageId: "a", text: "One." },
    { name: "agent_begins", atMillis: 100, messageId: "a" },
    { name: "barged_in", atMillis: 300, cause: "ai_noticed", droppedMillis: 80 },
    { name: "caller_said", atMillis: 500, text: "Wait.", interim: false },
    { name: "agent_says", atMillis: 600, messageId: "b", text: "Never played." },
  );
  assert.deepEqual(
    timeline(call).map(({ kind, entry }) => entry.text ?? kind),
    ["One.", "barge-in", "Wait.", "Never played."],
  );
});

test("a call keeps its row; one that is over gives it away after a while, and nothing moves under a pointer", () => {
  let slots = arrange([], ["a", "b", "c"], 0, false);
  slots = arrange(slots, ["b", "c"], 1000, false);
  assert.deepEqual(slots.map((slot) => slot.callSid), ["a", "b", "c"]);
  slots = arrange(slots, ["b", "c", "d"], 2000, false);
  assert.deepEqual(slots.map((slot) => slot.callSid), ["a", "b", "c", "d"]);
  assert.deepEqual(arrange(slots, ["b", "c", "d", "e"], 30_000, false).map((slot) => slot.callSid), ["e", "b", "c", "d"]);
  assert.equal(arrange(slots, ["b", "c", "d"], 30_000, true).length, 4);
  assert.equal(arrange(slots, ["b", "c", "d"], 30_000, false).length, 3);
});

test("numbers are written for people", () => {
  assert.equal(duration(83_400), "1:23");
  assert.equal(duration(3_723_000), "1:02:03");
  assert.equal(latency(840.4), "840 ms");
  assert.equal(latency(1240), "1.24 s");
  assert.equal(latency(null), "–");
  assert.deepEqual(figure(640), ["640", "ms"]);
  assert.equal(words("agent_hung_up"), "Agent hung up");
  assert.equal(phase("AwaitingKeys"), "Awaiting keys");
  assert.equal(party("client:softphone"), "Softphone");
  assert.equal(party(""), "Unknown");
});
