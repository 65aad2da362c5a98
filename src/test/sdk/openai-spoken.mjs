// A conversation in speech that is understood, by OpenAI's agents SDK: a voice says the caller's words, and what the agent answers is kept for
// ears to judge. The questions are raw PCM at 24 kHz in SPEECH.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { RealtimeAgent, RealtimeSession, tool } from "@openai/agents-realtime";
import { z } from "zod";
import { check, done } from "./lib/checks.mjs";
import { Events, RATE_HZ, samplesOf, soundOf, transcriptOf } from "./lib/realtime.mjs";
import { silence, stream } from "./lib/sound.mjs";

const folder = process.env.SPEECH;
const destinations = [];
const agent = new RealtimeAgent({
    name: "Desk",
    tools: [
        tool({
            name: "transfer_call",
            description: "Connects the caller with a person.",
            parameters: z.object({ destination: z.string() }),
            execute: async ({ destination }) => {
                destinations.push(destination);
                return "connected";
            },
        }),
    ],
});
const session = new RealtimeSession(agent, { transport: "websocket", model: "gpt-realtime" });
const events = new Events();
session.on("transport_event", (event) => events.add(event));
session.on("error", (error) => events.fail(JSON.stringify(error)));

/** The caller says what is in the file, and is silent until {@code until} has come true. */
async function says(name, until) {
    const send = (chunk) => session.sendAudio(Uint8Array.from(chunk).buffer);
    await stream(readFileSync(`${folder}/${name}.pcm`), { rateHz: RATE_HZ, chunkMillis: 20, send });
    let over = false;
    const result = until().finally(() => (over = true));
    while (!over) {
        await stream(silence(100, RATE_HZ), { rateHz: RATE_HZ, chunkMillis: 20, send });
    }
    return result;
}

const heard = async () => (await events.next("conversation.item.input_audio_transcription.completed")).transcript.toLowerCase();
const answered = () => events.until("response.done");

await check("a spoken question is understood, and answered in speech", async () => {
    await session.connect({ apiKey: process.env.REALTIME_KEY, url: `${process.env.REALTIME_URL}/realtime?model=gpt-realtime` });
    const transcript = says("hours", heard);
    assert.match(await transcript, /opening hours/);
    const answer = await answered();

    assert.match(transcriptOf(answer), /open every day/);
    writeFileSync(`${folder}/answer.pcm`, soundOf(answer));
    writeFileSync(`${folder}/answer.txt`, transcriptOf(answer));
    assert.ok(samplesOf(soundOf(answer)).length > 2 * RATE_HZ);
});

await check("a question asked over the answer cuts it off, and is answered", async () => {
    const { item_id } = events.received.findLast((event) => event.type === "response.output_audio.delta");
    assert.match(await says("balance", heard), /balance/);

    const truncated = events.received.find((event) => event.type === "conversation.item.truncated");
    assert.equal(truncated.item_id, item_id);
    const whole = soundOf(events.received.filter((event) => event.item_id === item_id)).length / 2 / (RATE_HZ / 1_000);
    assert.ok(truncated.audio_end_ms > 0 && truncated.audio_end_ms < whole, `${truncated.audio_end_ms} of ${whole} ms`);
    await answered();
});

await check("a spoken wish runs a function", async () => {
    await says("billing", async () => events.next("response.done", (event) => event.response.output.some((item) => item.type === "function_call")));

    assert.deepEqual(destinations, ["billing"]);
});

session.close();
await done();
