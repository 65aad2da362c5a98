// Tools that the client runs: called, answered, failed.

import assert from "node:assert/strict";
import { check, done } from "./lib/checks.mjs";
import { Conversation, types, words } from "./lib/conversation.mjs";

const TRANSFER = {
    type: "function",
    name: "transfer_call",
    description: "Connects the caller with a person.",
    parameters: JSON.stringify({
        type: "object",
        properties: { destination: { type: "string", enum: ["sales", "billing_desk", "agent"] } },
        required: ["destination"],
    }),
    fallbackContent: "Nobody is there.",
};

let chat;
let call;

async function open() {
    chat = await Conversation.open();
    chat.socket.sendSessionSettings({ tools: [TRANSFER], customSessionId: "tool-session" });
}

async function callTool() {
    chat.say("Let me speak to someone in billing, please.");
    const before = await chat.until("tool_call");
    call = before[before.length - 1];
    return before;
}

await check("the agent announces the tool, then calls it", async () => {
    await open();
    const before = await callTool();

    assert.ok(words(before).length > 0);
    assert.equal(call.name, "transfer_call");
    assert.equal(call.toolType, "function");
    assert.equal(call.responseRequired, true);
    assert.equal(call.customSessionId, "tool-session");
    assert.equal(JSON.parse(call.parameters).destination, "billing_desk");
});

await check("the agent waits for the answer", async () => {
    assert.ok(!types(await chat.during(500)).includes("assistant_end"));
});

await check("the answer makes the agent go on", async () => {
    chat.socket.sendToolResponseMessage({
        toolCallId: call.toolCallId,
        toolName: call.name,
        toolType: call.toolType,
        content: "The call is being connected.",
    });

    assert.deepEqual(await chat.answer(), ["I am putting you through now."]);
});

await check("the next call has another id", async () => {
    const first = call.toolCallId;
    await callTool();

    assert.notEqual(call.toolCallId, first);
});

await check("an error's content is told, never the error itself", async () => {
    chat.socket.sendToolErrorMessage({
        toolCallId: call.toolCallId,
        toolType: call.toolType,
        error: "SQLException at line 7",
        code: "db_down",
        level: "warn",
        content: "All our agents are busy.",
    });

    assert.deepEqual(await chat.answer(), ["All our agents are busy."]);
});

await check("an error without content brings the tool's fallback", async () => {
    await callTool();
    chat.socket.sendToolErrorMessage({ toolCallId: call.toolCallId, error: "timeout" });

    assert.deepEqual(await chat.answer(), ["Nobody is there."]);
});

await check("a response that nobody waits for changes nothing", async () => {
    chat.socket.sendToolResponseMessage({ toolCallId: "no-such-call", content: "hello" });
    chat.say("hello");

    assert.deepEqual(await chat.answer(), ["Hello.", "How can I help you?"]);
    chat.hangUp();
});

await check("a client's own hang_up is the client's to do", async () => {
    chat = await Conversation.open();
    chat.socket.sendSessionSettings({ tools: [{ type: "function", name: "hang_up", parameters: "{}" }] });
    chat.say("goodbye");

    const hangUp = await chat.next("tool_call");
    assert.equal(hangUp.name, "hang_up");
    assert.equal(hangUp.toolType, "function");
    chat.socket.sendToolResponseMessage({ toolCallId: hangUp.toolCallId, content: "ok" });
    await chat.next("assistant_end");
    assert.equal(chat.closed, null);
    chat.hangUp();
});

await check("a builtin tool answers by itself", async () => {
    chat = await Conversation.open();
    chat.socket.sendSessionSettings({ builtinTools: [{ name: "hang_up", fallbackContent: "I cannot." }] });
    chat.say("goodbye");

    const hangUp = await chat.next("tool_response");
    assert.deepEqual([hangUp.toolName, hangUp.toolType], ["hang_up", "builtin"]);
    assert.ok(!types(chat.received).includes("tool_call"));
    assert.equal(await chat.end(), 1000);
});

await done();
