// Typed words: a chat from its metadata to the agent's goodbye.

import assert from "node:assert/strict";
import { HumeClient } from "hume";
import { check, done } from "./lib/checks.mjs";
import { Conversation, types, words } from "./lib/conversation.mjs";
import { url } from "./lib/engine.mjs";
import { readWav } from "./lib/sound.mjs";

let chat;

await check("a new chat introduces itself", async () => {
    chat = await Conversation.open();

    assert.equal(chat.received[0].type, "chat_metadata");
    assert.match(chat.metadata.chatId, /^[0-9a-f-]{36}$/);
    assert.match(chat.metadata.chatGroupId, /^[0-9a-f-]{36}$/);
    assert.match(chat.metadata.requestId, /^[0-9a-f-]{36}$/);
});

await check("the greeting is sent as sentence, sound, prosody and end, in this order", async () => {
    const greeting = await chat.until("assistant_end");

    const order = types(greeting).filter((type, i, all) => type !== all[i - 1]);
    assert.deepEqual(order, ["assistant_message", "audio_output", "assistant_prosody", "assistant_end"]);
    assert.deepEqual(words(greeting), ["Welcome to the test."]);
    assert.deepEqual([greeting[0].message.role, greeting[0].fromText], ["assistant", false]);
});

await check("typed words come back as a message from text", async () => {
    chat.say("When are you open?");

    const message = await chat.next("user_message");
    assert.equal(message.message.role, "user");
    assert.equal(message.message.content, "When are you open?");
    assert.equal(message.fromText, true);
    assert.equal(message.interim, false);
    assert.ok(message.time.begin <= message.time.end);
});

await check("every sentence has its sound, numbered from zero", async () => {
    const answer = await chat.until("assistant_end");

    assert.equal(words(answer)[0], "We are open every day.");
    const sentences = answer.filter((message) => message.type === "assistant_message");
    for (const sentence of sentences) {
        const sound = answer.filter((message) => message.type === "audio_output" && message.id === sentence.id);
        assert.deepEqual(sound.map((chunk) => chunk.index), sound.map((_, i) => i));
        assert.ok(sound.length > 0, sentence.message.content);
    }
    assert.equal(new Set(sentences.map((sentence) => sentence.id)).size, sentences.length);
});

await check("sound is 16-bit mono WAV at 48 kHz", async () => {
    const chunks = chat.received.filter((message) => message.type === "audio_output").map((chunk) => readWav(chunk.data));

    assert.ok(chunks.length > 0);
    for (const chunk of chunks) {
        assert.deepEqual([chunk.rateHz, chunk.channels, chunk.bits], [48_000, 1, 16]);
        assert.ok(chunk.millis > 0);
    }
});

await check("assistant messages carry all 48 scores", async () => {
    const message = chat.received.find((received) => received.type === "assistant_message");
    const prosody = chat.received.find((received) => received.type === "assistant_prosody");

    assert.equal(Object.keys(message.models.prosody.scores).length, 48);
    assert.equal(typeof message.models.prosody.scores.surpriseNegative, "number");
    assert.equal(prosody.id, message.id);
    assert.equal(Object.keys(prosody.models.prosody.scores).length, 48);
});

await check("assistant input is spoken word for word", async () => {
    chat.socket.sendAssistantInput({ text: "The quick brown fox is not in my script." });

    const spoken = await chat.until("assistant_end");
    assert.deepEqual(words(spoken), ["The quick brown fox is not in my script."]);
    assert.equal(spoken[0].fromText, true);
    assert.ok(types(spoken).includes("audio_output"));
});

await check("temporary context is known for the next answer", async () => {
    chat.socket.sendSessionSettings({ context: { text: "The caller pressed 2.", type: "temporary" } });
    chat.say("xyzzy");

    assert.equal((await chat.answer())[0], "You pressed 2.");
    chat.say("xyzzy");
    assert.equal((await chat.answer())[0], "Sorry, I did not understand.");
});

await check("a custom session id is on every message from then on", async () => {
    chat.socket.sendSessionSettings({ customSessionId: "my-session" });
    chat.say("hello");

    const answer = await chat.until("assistant_end");
    assert.ok(answer.every((message) => message.customSessionId === "my-session"), JSON.stringify(types(answer)));
});

await check("what is no message is answered with an error, and the chat goes on", async () => {
    chat.socket.socket.send("{");

    const error = await chat.next("error");
    assert.match(error.code, /^E\d{4}$/);
    assert.ok(error.slug.length > 0 && error.message.length > 0);
    assert.deepEqual([error.requestId, error.customSessionId], [chat.metadata.requestId, "my-session"]);
    chat.say("hello");
    assert.equal((await chat.answer())[0], "Hello.");
});

await check("goodbye ends with the builtin hang_up, then 1000", async () => {
    chat.socket.sendSessionSettings({ builtinTools: [{ name: "hang_up" }] });
    chat.say("goodbye");

    const end = await chat.until("assistant_end");
    const hangUp = end.find((message) => message.type === "tool_response");
    assert.deepEqual([hangUp.toolName, hangUp.toolType], ["hang_up", "builtin"]);
    assert.ok(words(end).includes("Goodbye."));
    assert.equal(await chat.end(), 1000);
});

await check("settings of the handshake count from the first message on", async () => {
    const settings = {
        audio: { encoding: "linear16", sampleRate: 8_000, channels: 1 },
        context: { text: "The caller pressed 2.", type: "temporary" },
        customSessionId: "from-the-query",
        systemPrompt: "You are an agent of {{company}}.",
        variables: { company: "Example & Sons", priority: 2, premium: true },
    };
    const other = await Conversation.open({ sessionSettings: settings });

    assert.equal(other.metadata.customSessionId, "from-the-query");
    await other.until("assistant_end");
    other.say("xyzzy");
    assert.equal((await other.answer())[0], "You pressed 2.");
    other.hangUp();
});

await check("a wrong key is refused at the handshake", async () => {
    const stranger = new HumeClient({ environment: url, apiKey: "wrong" });
    const socket = stranger.empathicVoice.chat.connect({ reconnectAttempts: 0 });
    const refusal = new Promise((resolve) => socket.on("error", resolve));
    const opened = new Promise((resolve) => socket.on("message", resolve));

    const first = await Promise.race([refusal, opened]);
    assert.ok(first instanceof Error, "the chat opened");
    assert.match(first.message, /401|error|failed/i);
    socket.close();
});

await check("closing is answered with 1000", async () => {
    const brief = await Conversation.open();
    const server = new Promise((resolve) => brief.socket.socket.addEventListener("close", resolve));
    brief.socket.socket.close();

    assert.equal((await server).code, 1000);
});

await done();
