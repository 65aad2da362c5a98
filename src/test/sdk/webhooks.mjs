// Webhooks: three events, signed.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import http from "node:http";
import { serialization } from "hume";
import { check, complain, done } from "./lib/checks.mjs";
import { Conversation } from "./lib/conversation.mjs";
import { evi, secretKey } from "./lib/engine.mjs";
import { eventually } from "./lib/pause.mjs";

const SCHEMAS = { chat_started: "WebhookEventChatStarted", chat_ended: "WebhookEventChatEnded", tool_call: "WebhookEventToolCall" };
const deliveries = [];
const receiver = http.createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) {
        parts.push(part);
    }
    deliveries.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
    response.end();
});
await new Promise((resolve) => receiver.listen(0, "127.0.0.1", resolve));

const tool = await evi.tools.createTool({ name: "transfer_call", parameters: '{"type":"object"}' });
const config = await evi.configs.createConfig({
    name: "watched",
    eviVersion: "3",
    eventMessages: { onNewChat: { enabled: false } },
    tools: [{ id: tool.id }],
    webhooks: [{ url: `http://127.0.0.1:${receiver.address().port}/hook`, events: ["chat_started", "chat_ended", "tool_call"] }],
});
let chat;

await check("the start of a chat is told", async () => {
    chat = await Conversation.open({ configId: config.id, sessionSettings: { customSessionId: "mine" } });

    const started = await delivered("chat_started");
    assert.equal(started.chatId, chat.metadata.chatId);
    assert.equal(started.chatGroupId, chat.metadata.chatGroupId);
    assert.equal(started.configId, config.id);
    assert.equal(started.chatStartType, "new_chat_group");
    assert.ok(Math.abs(started.startTime - Date.now()) < 60_000, `start_time ${started.startTime}`);
});

await check("a tool call is told", async () => {
    chat.say("a human being please");
    const call = await chat.next("tool_call");

    const told = await delivered("tool_call");
    assert.equal(told.toolCallMessage.toolCallId, call.toolCallId);
    assert.equal(told.toolCallMessage.name, "transfer_call");
    assert.equal(told.toolCallMessage.responseRequired, true);
    assert.ok(Math.abs(told.timestamp - Date.now()) < 60_000);
});

await check("who was told of the call may answer it", async () => {
    const { toolCallId } = (await delivered("tool_call")).toolCallMessage;
    await evi.controlPlane.send(chat.metadata.chatId, { type: "tool_response", toolCallId, content: "ok" });

    assert.deepEqual(await chat.answer(), ["I am putting you through now."]);
});

await check("the end of a chat is told", async () => {
    chat.hangUp();

    const ended = await delivered("chat_ended");
    assert.equal(ended.chatId, chat.metadata.chatId);
    assert.equal(ended.endReason, "USER_ENDED");
    assert.ok(ended.durationSeconds >= 0 && ended.durationSeconds < 60);
    assert.ok(Math.abs(ended.endTime - Date.now()) < 60_000);
});

await check("every delivery is signed with the body and the time", async () => {
    assert.ok(deliveries.length >= 3);
    for (const { headers, body } of deliveries) {
        const timestamp = headers["x-hume-ai-webhook-timestamp"];
        assert.ok(Math.abs(Number(timestamp) - Date.now() / 1_000) < 180, `timestamp ${timestamp}`);
        const expected = createHmac("sha256", secretKey).update(`${body}.${timestamp}`).digest("hex");
        assert.equal(headers["x-hume-ai-webhook-signature"], expected);
        assert.match(headers["content-type"], /application\/json/);
    }
});

await check("a resumed chat says so", async () => {
    deliveries.length = 0;
    const next = await Conversation.open({ configId: config.id, resumedChatGroupId: chat.metadata.chatGroupId });

    assert.equal((await delivered("chat_started")).chatStartType, "resumed_chat_group");
    next.hangUp();
});

await done();

async function delivered(name) {
    const events = () => deliveries.map(({ body }) => JSON.parse(body));
    return parse(name, await eventually(() => events().find((event) => event.event_name === name)));
}

function parse(name, event) {
    const parsed = serialization.empathicVoice[SCHEMAS[name]].parse(event, { unrecognizedObjectKeys: "fail" });
    if (!parsed.ok) {
        parsed.errors.forEach((error) => complain(`${name} ${error.path.join(".")}: ${error.message}`));
        throw new Error(`${name} does not fit the SDK's type: ${JSON.stringify(event)}`);
    }
    return parsed.value;
}
