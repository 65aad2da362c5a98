// Spoken words: raw samples with settings, binary frames, and WAV without settings.

import assert from "node:assert/strict";
import { check, done } from "./lib/checks.mjs";
import { Conversation, types, words } from "./lib/conversation.mjs";
import { microphone, readWav, stream, utterance, wav } from "./lib/sound.mjs";

const SPOKEN_MILLIS = 800;
let chat;

await check("linear16 in chunks of 20 ms is understood", async () => {
    chat = await Conversation.open();
    const rateHz = 16_000;
    chat.socket.sendSessionSettings({ audio: { encoding: "linear16", sampleRate: rateHz, channels: 1 } });
    await stream(utterance(SPOKEN_MILLIS, rateHz), { rateHz, chunkMillis: 20, send: microphone(chat) });

    const message = await chat.next("user_message");
    assert.equal(message.message.content, "when are you open");
    assert.equal(message.fromText, false);
    assert.equal(message.interim, false);
});

await check("spoken words say when they were said", async () => {
    const message = chat.received.find((received) => received.type === "user_message");

    const millis = message.time.end - message.time.begin;
    assert.ok(Math.abs(millis - SPOKEN_MILLIS) < 400, `${JSON.stringify(message.time)} for ${SPOKEN_MILLIS} ms`);
});

await check("spoken words carry all 48 scores", async () => {
    const message = chat.received.find((received) => received.type === "user_message");

    assert.equal(Object.keys(message.models.prosody.scores).length, 48);
});

await check("spoken words are answered with sound", async () => {
    const answer = await chat.until("assistant_end");

    assert.equal(words(answer)[0], "We are open every day.");
    const millis = answer
        .filter((message) => message.type === "audio_output")
        .reduce((sum, chunk) => sum + readWav(chunk.data).millis, 0);
    assert.ok(millis > 1_000, `${millis} ms of sound`);
});

await check("sound comes faster than it plays", async () => {
    const sound = chat.received.filter((message) => message.type === "audio_output");

    const playMillis = sound.reduce((sum, chunk) => sum + readWav(chunk.data).millis, 0);
    const wireMillis = sound[sound.length - 1].receivedAt - sound[0].receivedAt;
    assert.ok(wireMillis < playMillis / 2, `${playMillis} ms of sound took ${wireMillis} ms`);
    chat.hangUp();
});

await check("binary frames of 100 ms are audio too", async () => {
    const rateHz = 44_100;
    const other = await Conversation.open({ sessionSettings: { audio: { encoding: "linear16", sampleRate: rateHz, channels: 1 } } });
    const send = (chunk) => other.socket.sendBinary(chunk);
    await stream(utterance(SPOKEN_MILLIS, rateHz), { rateHz, chunkMillis: 100, send });

    assert.equal((await other.next("user_message")).message.content, "hello");
    assert.deepEqual(await other.answer(), ["Hello.", "How can I help you?"]);
    other.hangUp();
});

await check("a WAV says its format itself", async () => {
    const rateHz = 24_000;
    const other = await Conversation.open();
    const file = wav(utterance(SPOKEN_MILLIS, rateHz), rateHz);
    await stream(file, { rateHz, chunkMillis: 50, send: microphone(other) });

    assert.equal((await other.next("user_message")).message.content, "what is my balance");
    assert.equal((await other.answer())[0], "Let me see.");
    other.hangUp();
});

await check("words that mean nothing to the agent are answered by asking again", async () => {
    const rateHz = 16_000;
    const other = await Conversation.open({ sessionSettings: { audio: { encoding: "linear16", sampleRate: rateHz, channels: 1 } } });
    await stream(utterance(SPOKEN_MILLIS, rateHz), { rateHz, chunkMillis: 100, send: microphone(other) });

    assert.equal((await other.answer())[0], "Sorry, I did not understand.");
    other.hangUp();
});

await check("bytes that are no sound are answered with the documented error", async () => {
    const other = await Conversation.open();
    other.socket.sendAudioInput({ data: Buffer.from("this is no sound, whatever it may be good for").toString("base64") });

    const error = await other.next("error");
    assert.equal(error.code, "I0116");
    assert.ok(!types(other.received).includes("user_message"));
});

await done();
