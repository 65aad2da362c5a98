// Pausing the agent: it listens and keeps silent.

import assert from "node:assert/strict";
import { check, done } from "./lib/checks.mjs";
import { Conversation, types, words } from "./lib/conversation.mjs";

const chat = await Conversation.open();

await check("a paused agent transcribes and does not answer", async () => {
    chat.socket.pauseAssistant();
    chat.say("hello");
    chat.say("when are you open");

    const heard = [
        ...(await chat.until("user_message")),
        ...(await chat.until("user_message")),
        ...(await chat.during(800)),
    ].filter((message) => message.type !== "assistant_end");
    assert.deepEqual(types(heard), ["user_message", "user_message"]);
});

await check("a resumed agent answers the last message only", async () => {
    chat.socket.resumeAssistant();

    const answer = await chat.answer();
    assert.equal(answer[0], "We are open every day.");
    assert.ok(!answer.includes("Hello."));
});

await check("a resumed agent goes on as usual", async () => {
    chat.say("hello");

    assert.equal((await chat.until("assistant_end")).filter((message) => message.type === "user_message").length, 1);
    assert.ok(words(chat.received).includes("How can I help you?"));
});

chat.hangUp();
await done();
