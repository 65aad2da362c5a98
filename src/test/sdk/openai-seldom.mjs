// What happens seldom: ears that fail, and a caller who stays silent.

import assert from "node:assert/strict";
import OpenAI from "openai";
import { OpenAIRealtimeWS } from "openai/realtime/ws";
import { check, done } from "./lib/checks.mjs";
import { Events, keep, RATE_HZ } from "./lib/realtime.mjs";
import { tone } from "./lib/sound.mjs";

const client = new OpenAI({ apiKey: process.env.REALTIME_KEY, baseURL: process.env.REALTIME_URL.replace("wss:", "https:") });
const socket = await OpenAIRealtimeWS.create(client, { model: "gpt-realtime" });
const events = new Events();
socket.on("event", (event) => events.add(event));
socket.on("error", () => {});
const listen = (turn_detection) =>
    socket.send({ type: "session.update", session: { type: "realtime", audio: { input: { transcription: { model: "whisper-1" }, turn_detection } } } });

await check("ears that fail are told", async () => {
    await events.next("session.created");
    listen(null);
    await events.next("session.updated");
    socket.send({ type: "input_audio_buffer.append", audio: tone(500, RATE_HZ).toString("base64") });
    socket.send({ type: "input_audio_buffer.commit" });
    const { item_id } = await events.next("input_audio_buffer.committed");

    assert.equal((await events.next("conversation.item.input_audio_transcription.failed")).item_id, item_id);
});

await check("a caller who stays silent is spoken to", async () => {
    listen({ type: "server_vad", idle_timeout_ms: 1_000 });
    socket.send({ type: "response.create", response: { output_modalities: ["text"] } });
    await events.next("response.done");
    const { item_id } = await events.next("input_audio_buffer.timeout_triggered");

    assert.equal((await events.next("input_audio_buffer.committed")).item_id, item_id);
    assert.equal((await events.next("response.done")).response.status, "completed");
});

const dictation = new Events();
await check("a session that transcribes writes down what is said, and nobody answers", async () => {
    const writer = await OpenAIRealtimeWS.create(client, { intent: "transcription" });
    writer.on("event", (event) => dictation.add(event));
    writer.on("error", () => {});
    assert.equal((await dictation.next("session.created")).session.type, "transcription");
    writer.send({ type: "session.update", session: { type: "transcription", audio: { input: { turn_detection: null, format: { type: "audio/pcm", rate: RATE_HZ } } } } });
    await dictation.next("session.updated");
    writer.send({ type: "input_audio_buffer.append", audio: tone(500, RATE_HZ).toString("base64") });
    writer.send({ type: "input_audio_buffer.commit" });

    assert.equal((await dictation.next("conversation.item.input_audio_transcription.completed")).transcript, "hello");
    writer.send({ type: "response.create" });
    assert.equal((await dictation.next("error")).error.type, "invalid_request_error");
});

keep("seldom", events, dictation);
await done();
