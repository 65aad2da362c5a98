// Verbose transcription: words before their turn is over.

import assert from "node:assert/strict";
import { check, done } from "./lib/checks.mjs";
import { Conversation } from "./lib/conversation.mjs";
import { microphone, silence, stream, tone } from "./lib/sound.mjs";

const rateHz = 16_000;
const sessionSettings = { audio: { encoding: "linear16", sampleRate: rateHz, channels: 1 } };
let chat;

await check("a lull brings an interim message", async () => {
    chat = await Conversation.open({ verboseTranscription: true, sessionSettings });
    const spoken = Buffer.concat([tone(500, rateHz), silence(320, rateHz), tone(500, rateHz), silence(900, rateHz)]);
    await stream(spoken, { rateHz, chunkMillis: 20, send: microphone(chat) });

    const interim = await chat.next("user_message");
    assert.equal(interim.interim, true);
    assert.equal(interim.message.content, "when are");
});

await check("the whole turn follows, and only it is answered", async () => {
    const whole = await chat.next("user_message", (message) => !message.interim);

    assert.equal(whole.message.content, "when are you open");
    assert.equal((await chat.answer())[0], "We are open every day.");
    chat.hangUp();
});

await done();
