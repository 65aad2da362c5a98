// Looking into a running chat, and speaking into it.

import assert from "node:assert/strict";
import { check, done } from "./lib/checks.mjs";
import { Conversation, types, words } from "./lib/conversation.mjs";
import { apiKey, evi, url } from "./lib/engine.mjs";
import { eventually } from "./lib/pause.mjs";

const chat = await Conversation.open({ allowConnection: true });
await chat.until("assistant_end");
chat.say("hello");
await chat.answer();
let observer;

await check("whoever joins gets the whole history first", async () => {
    observer = await Conversation.join(chat.metadata.chatId);

    const history = [...(await observer.until("assistant_end")), ...(await observer.until("assistant_end"))];
    assert.equal(history[0].type, "chat_metadata");
    assert.equal(history[0].chatId, chat.metadata.chatId);
    assert.deepEqual(words(history), ["Welcome to the test.", "Hello.", "How can I help you?"]);
    assert.deepEqual(types(history).filter((type) => type === "user_message"), ["user_message"]);
    assert.ok(types(history).includes("audio_output"));
});

await check("then everything live", async () => {
    chat.say("When are you open?");

    const live = await observer.until("assistant_end");
    assert.equal(live.find((message) => message.type === "user_message").message.content, "When are you open?");
    assert.equal(words(live)[0], "We are open every day.");
    await chat.answer();
});

await check("user input of the observer is answered to both", async () => {
    observer.socket.sendPublish({ type: "user_input", text: "hello" });

    assert.deepEqual(await observer.answer(), ["Hello.", "How can I help you?"]);
    assert.deepEqual(await chat.answer(), ["Hello.", "How can I help you?"]);
});

await check("settings of the observer count", async () => {
    observer.socket.sendPublish({ type: "session_settings", context: { text: "The caller pressed 2.", type: "temporary" } });
    observer.socket.sendPublish({ type: "user_input", text: "xyzzy" });

    assert.equal((await chat.answer())[0], "You pressed 2.");
    await observer.answer();
});

await check("one request speaks into the chat as well", async () => {
    await evi.controlPlane.send(chat.metadata.chatId, { type: "assistant_input", text: "A word from the control plane." });

    assert.deepEqual(await chat.answer(), ["A word from the control plane."]);
    assert.deepEqual(await observer.answer(), ["A word from the control plane."]);
});

await check("an observer pauses and resumes the agent", async () => {
    await evi.controlPlane.send(chat.metadata.chatId, { type: "pause_assistant_message" });
    chat.say("hello");
    assert.deepEqual(words(await chat.during(500)), []);

    await evi.controlPlane.send(chat.metadata.chatId, { type: "resume_assistant_message" });
    assert.deepEqual(await chat.answer(), ["Hello.", "How can I help you?"]);
});

await check("an observer answers a tool", async () => {
    chat.socket.sendSessionSettings({ tools: [{ type: "function", name: "transfer_call", parameters: '{"type":"object"}' }] });
    chat.say("a human being please");
    const call = await chat.next("tool_call");
    await evi.controlPlane.send(chat.metadata.chatId, {
        type: "tool_response",
        toolCallId: call.toolCallId,
        content: "ok",
    });

    assert.deepEqual(await chat.answer(), ["I am putting you through now."]);
});

await check("an observer may not send audio", async () => {
    const body = JSON.stringify({ type: "audio_input", data: "" });
    const answer = await fetch(`${url}/v0/evi/chat/${chat.metadata.chatId}/send`, {
        method: "POST",
        headers: { "X-Hume-Api-Key": apiKey, "Content-Type": "application/json" },
        body,
    });

    assert.equal(answer.status, 422);
    assert.ok(Array.isArray((await answer.json()).detail));
});

await check("a message without its fields is refused with a list of what is wrong", async () => {
    const refusal = await evi.controlPlane.send(chat.metadata.chatId, { type: "user_input" }).then(
        () => null,
        (error) => error,
    );

    // The SDK checks requests itself before it sends them.
    assert.ok(refusal, "it was accepted");
});

await check("an observer that leaves does not end the chat", async () => {
    observer.hangUp();
    chat.say("hello");

    assert.ok((await chat.answer()).length > 0);
});

await check("a chat that did not allow it cannot be joined", async () => {
    const closed = await Conversation.open();
    const intruder = await Conversation.join(closed.metadata.chatId);

    await assert.rejects(intruder.next("chat_metadata"));
    closed.hangUp();
});

await check("nothing can be sent to a chat that does not exist", async () => {
    const send = evi.controlPlane.send("00000000-0000-4000-8000-000000000000", { type: "user_input", text: "hello" });

    await assert.rejects(send, (error) => error.statusCode >= 400 && error.statusCode < 500);
});

await check("a chat that is over cannot be joined", async () => {
    chat.hangUp();

    await eventually(async () => {
        const late = await Conversation.join(chat.metadata.chatId);
        const refused = late.next("chat_metadata").then(() => false, () => true);
        return (await refused) || late.hangUp();
    });
});

await done();
