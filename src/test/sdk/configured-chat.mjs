// A chat that is held as a config says.

import assert from "node:assert/strict";
import { check, done } from "./lib/checks.mjs";
import { Conversation, words } from "./lib/conversation.mjs";
import { evi } from "./lib/engine.mjs";

const tool = await evi.tools.createTool({
    name: "transfer_call",
    parameters: JSON.stringify({ type: "object", properties: { destination: { type: "string", enum: ["anyone", "agent"] } } }),
    fallbackContent: "The line is dead.",
});
const config = await evi.configs.createConfig({
    name: "front desk",
    eviVersion: "3",
    prompt: { text: "You answer for {{company}}." },
    eventMessages: { onNewChat: { enabled: true, text: "Good day, {{name}}." } },
    tools: [{ id: tool.id }],
    timeouts: { inactivity: { enabled: true, durationSecs: 30 }, maxDuration: { enabled: true, durationSecs: 1_800 } },
});
await evi.configs.createConfigVersion(config.id, {
    eviVersion: "3",
    eventMessages: { onNewChat: { enabled: false } },
});

await check("the greeting of the config is spoken, with its variables", async () => {
    const variables = { name: "Ada", company: "Example" };
    const chat = await Conversation.open({ configId: config.id, configVersion: 0, sessionSettings: { variables } });

    assert.deepEqual(await chat.answer(), ["Good day, Ada."]);
    chat.hangUp();
});

await check("the tools of the config are called", async () => {
    const chat = await Conversation.open({ configId: config.id, configVersion: 0 });
    chat.say("a human being please");

    const call = await chat.next("tool_call");
    assert.equal(call.name, "transfer_call");
    assert.ok(["anyone", "agent"].includes(JSON.parse(call.parameters).destination));
    chat.socket.sendToolErrorMessage({ toolCallId: call.toolCallId, error: "dead" });
    assert.deepEqual(await chat.answer(), ["The line is dead."]);
    chat.hangUp();
});

await check("the newest version counts when none is named", async () => {
    const chat = await Conversation.open({ configId: config.id });

    assert.deepEqual(words(await chat.during(800)), []);
    chat.say("hello");
    assert.deepEqual(await chat.answer(), ["Hello.", "How can I help you?"]);
    chat.hangUp();
});

await check("a tool of the session takes the place of the config's of that name", async () => {
    const parameters = JSON.stringify({ type: "object", properties: { destination: { type: "string", enum: ["agent_smith"] } } });
    const chat = await Conversation.open({ configId: config.id });
    chat.socket.sendSessionSettings({ tools: [{ type: "function", name: "transfer_call", parameters }] });
    chat.say("a human being please");

    assert.equal(JSON.parse((await chat.next("tool_call")).parameters).destination, "agent_smith");
    chat.hangUp();
});

await check("a config that does not exist holds no chat", async () => {
    let chat;
    try {
        chat = await Conversation.open({ configId: "00000000-0000-4000-8000-000000000000" });
    } catch (refusal) {
        assert.match(String(refusal), /no chat_metadata/);
        return;
    }
    assert.match((await chat.next("error")).code, /^E\d{4}$/);
    assert.equal(await chat.end(), 1000);
});

await done();
