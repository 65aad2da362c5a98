// A spoken conversation by OpenAI's own agents SDK (npm @openai/agents-realtime), unmodified.

import assert from "node:assert/strict";
import { RealtimeAgent, RealtimeSession, tool } from "@openai/agents-realtime";
import { z } from "zod";
import { check, done } from "./lib/checks.mjs";
import { Events, hertz, keep, only, RATE_HZ, samplesOf, sounds, typesOf } from "./lib/realtime.mjs";
import { silence, stream, tone } from "./lib/sound.mjs";

const transferred = [];
const agent = new RealtimeAgent({
    name: "Desk",
    instructions: "Help the caller.",
    tools: [
        tool({
            name: "transfer_call",
            description: "Connects the caller with a person.",
            parameters: z.object({ destination: z.string() }),
            execute: async ({ destination }) => {
                transferred.push(destination);
                return "Nobody is there.";
            },
        }),
    ],
});
const session = new RealtimeSession(agent, { transport: "websocket", model: "gpt-realtime", config: { audio: { input: { turnDetection: { type: "server_vad" } } } } });
const events = new Events();
const sound = [];
let interruptions = 0;
session.on("transport_event", (event) => events.add(event));
session.on("audio", (event) => sound.push(Buffer.from(event.data)));
session.on("audio_interrupted", () => interruptions++);
session.on("error", (error) => events.fail(JSON.stringify(error)));
const speak = (pcm) =>
    stream(pcm, { rateHz: RATE_HZ, chunkMillis: 20, send: (chunk) => session.sendAudio(chunk.buffer.slice(chunk.byteOffset, chunk.byteOffset + chunk.length)) });
const phrase = () => Buffer.concat([silence(40, RATE_HZ), tone(500, RATE_HZ), silence(620, RATE_HZ)]);
const lines = () => session.history.filter((item) => item.type === "message").map((item) => [item.role, item.content[0]?.transcript ?? item.content[0]?.text ?? ""]);

await check("the session opens as the SDK configures it", async () => {
    await session.connect({ apiKey: process.env.REALTIME_KEY, url: `${process.env.REALTIME_URL}/realtime?model=gpt-realtime` });

    const updated = await events.next("session.updated");
    assert.equal(updated.session.instructions, "Help the caller.");
    assert.equal(updated.session.tools[0].name, "transfer_call");
    assert.equal(updated.session.audio.input.turn_detection.interrupt_response, true);
    assert.equal((await events.next("session.updated")).session.instructions, "Help the caller."); // only the tracing changed
});

await check("typed words are answered by sound, and both are in its history", async () => {
    session.sendMessage("when are you open");
    await events.next("response.done");

    const pcm = samplesOf(Buffer.concat(sound));
    assert.ok(Math.abs(hertz(pcm, RATE_HZ) - 440) < 5);
    assert.deepEqual(lines()[0], ["user", "when are you open"]);
    assert.ok(lines().some(([role, text]) => role === "assistant" && text.includes("open every day")), JSON.stringify(lines()));
});

await check("spoken words are in its history, and answered", async () => {
    sound.length = 0;
    await speak(phrase());
    await events.next("response.done");
    await settled(() => lines().some(([role, text]) => role === "user" && text === "what is my balance"));

    assert.ok(Buffer.concat(sound).length > RATE_HZ);
});

await check("who speaks over the agent interrupts it, and what was not heard is cut off", async () => {
    session.sendMessage("Tell me about your services.");
    const heardSince = Date.now();
    const first = await sounds(events, 1_000);
    const before = interruptions;
    const speaking = speak(phrase());
    const truncated = await events.next("conversation.item.truncated");
    const heardMillis = Date.now() - heardSince;
    await speaking;

    assert.equal(interruptions, before + 1);
    assert.equal(truncated.item_id, first.item_id);
    assert.ok(truncated.audio_end_ms > 0 && truncated.audio_end_ms <= heardMillis, `${truncated.audio_end_ms} of ${heardMillis} ms`);
    const { item } = await events.next("conversation.item.retrieved", (event) => event.item.id === first.item_id);
    const said = only(events.received, "response.output_audio_transcript.delta").filter((event) => event.item_id === first.item_id);
    assert.notEqual(item.content[0].transcript, said.map((event) => event.delta).join(""));
    await events.next("response.done", (event) => event.response.status === "completed");
});

await check("its function runs, and the agent goes on with the answer", async () => {
    events.rest();
    session.sendMessage("Let me speak to someone in billing, please.");
    await events.next("response.done", (event) => event.response.output.some((item) => item.type === "function_call"));
    const answer = await events.until("response.done");

    assert.equal(transferred.length, 1);
    assert.ok(typesOf(answer).includes("response.output_audio.delta"), JSON.stringify(typesOf(answer)));
    assert.ok(session.history.some((item) => item.type === "function_call" && item.output === "Nobody is there."));
});

await check("history that the application changes is changed at the server", async () => {
    events.rest();
    const gone = session.history.find((item) => item.type === "message" && item.role === "user").itemId;
    session.updateHistory((history) => history.filter((item) => item.itemId !== gone));

    assert.equal((await events.next("conversation.item.deleted")).item_id, gone);
    await settled(() => !session.history.some((item) => item.itemId === gone));
});

await check("nothing was an error", () => {
    assert.deepEqual(only(events.received, "error"), []);
});

async function settled(condition) {
    while (!condition()) {
        await new Promise((resolve) => session.once?.("history_updated", resolve) ?? setTimeout(resolve, 10));
    }
}

keep("agents", events);
session.close();
await done();
