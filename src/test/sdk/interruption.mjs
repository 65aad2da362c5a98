// Speaking over the agent.

import assert from "node:assert/strict";
import { check, done } from "./lib/checks.mjs";
import { Conversation, types } from "./lib/conversation.mjs";
import { microphone, silence, stream, tone, utterance } from "./lib/sound.mjs";

const rateHz = 16_000;
const audio = { encoding: "linear16", sampleRate: rateHz, channels: 1 };
const chat = await Conversation.open({ sessionSettings: { audio, customSessionId: "interrupted" } });
const speak = (pcm) => stream(pcm, { rateHz, chunkMillis: 20, send: microphone(chat) });

await check("a cough over the agent changes nothing", async () => {
    chat.say("Tell me about your services.");
    await chat.next("audio_output");
    await speak(Buffer.concat([tone(120, rateHz), silence(800, rateHz)]));

    assert.ok(!types(await chat.during(100)).includes("user_interruption"));
});

await check("speech over the agent interrupts it", async () => {
    const before = Date.now();
    const spoken = speak(utterance(900, rateHz));

    const interruption = await chat.next("user_interruption");
    await spoken;
    const seconds = interruption.time > 1e12 ? interruption.time / 1_000 : interruption.time;
    assert.ok(Math.abs(seconds - before / 1_000) < 30, `time ${interruption.time}`);
    assert.equal(interruption.customSessionId, "interrupted");
});

await check("the words that interrupted are answered", async () => {
    assert.equal((await chat.next("user_message")).message.content, "when are you open");

    const answer = await chat.answer();
    assert.ok(answer.includes("We are open every day."), JSON.stringify(answer));
});

await check("nothing of the interrupted answer comes after the interruption", async () => {
    const at = chat.received.findIndex((message) => message.type === "user_interruption");
    const old = new Set(chat.received.slice(0, at).filter((message) => message.id).map((message) => message.id));

    const late = chat.received.slice(at).filter((message) => old.has(message.id));
    assert.deepEqual(types(late), []);
});

await check("typed words do not cut off what has been sent already", async () => {
    chat.say("Tell me about your services.");
    await chat.next("assistant_end");
    const at = chat.received.length;
    chat.say("hello");

    assert.ok((await chat.answer()).includes("How can I help you?"));
    assert.ok(!types(chat.received.slice(at)).includes("user_interruption"));
});

chat.hangUp();
await done();
