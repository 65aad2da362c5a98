// A spoken conversation by OpenAI's own client (npm openai), unmodified; it speaks wss only.

import assert from "node:assert/strict";
import OpenAI from "openai";
import { OpenAIRealtimeWS } from "openai/realtime/ws";
import WebSocket from "ws";
import { check, done } from "./lib/checks.mjs";
import { aLawDecode, decode, encode, muLawEncode } from "./lib/companding.mjs";
import { Events, hertz, keep, only, RATE_HZ, samplesOf, soundOf, sounds, transcriptOf, typesOf } from "./lib/realtime.mjs";
import { silence, stream, tone } from "./lib/sound.mjs";

const url = process.env.REALTIME_URL;
const apiKey = process.env.REALTIME_KEY;
const client = new OpenAI({ apiKey, baseURL: url.replace("wss:", "https:"), maxRetries: 0 });
const TRANSFER = {
    type: "function",
    name: "transfer_call",
    description: "Connects the caller with a person.",
    parameters: { type: "object", properties: { destination: { type: "string" } }, required: ["destination"] },
};

/** A session of somebody who shows this key. */
async function open(key = apiKey, { told = true } = {}) {
    const events = new Events();
    const socket = await OpenAIRealtimeWS.create(key === apiKey ? client : client.withOptions({ apiKey: key }), {
        model: "gpt-realtime",
    });
    socket.on("event", (event) => events.add(event));
    socket.on("error", (error) => error.error ?? events.fail(error.message));
    socket.socket.on("close", (code) => events.fail(`close ${code}`));
    const session = told ? (await events.next("session.created")).session : null;
    return { socket, events, session };
}

const { socket, events, session } = await open();
const append = (to, codes) => (chunk) => to.send({ type: "input_audio_buffer.append", audio: codes(chunk).toString("base64") });
const speak = (pcm) => stream(pcm, { rateHz: RATE_HZ, chunkMillis: 20, send: append(socket, (chunk) => chunk) });
const phrase = () => Buffer.concat([silence(40, RATE_HZ), tone(500, RATE_HZ), silence(620, RATE_HZ)]);
const type = (text) =>
    socket.send({ type: "conversation.item.create", item: { type: "message", role: "user", content: [{ type: "input_text", text }] } });

await check("a session begins with what the reference says", () => {
    assert.match(session.id, /^sess_/);
    assert.equal(session.object, "realtime.session");
    assert.equal(session.model, "gpt-realtime");
    assert.deepEqual(session.audio.input.format, { type: "audio/pcm", rate: 24_000 });
    assert.deepEqual(
        { ...session.audio.input.turn_detection },
        { type: "server_vad", threshold: 0.5, prefix_padding_ms: 300, silence_duration_ms: 500, idle_timeout_ms: null, create_response: true, interrupt_response: true },
    );
    assert.ok(Math.abs(session.expires_at - Date.now() / 1_000 - 3_600) < 30, `expires_at ${session.expires_at}`);
});

await check("a session is changed, and shows all of it", async () => {
    socket.send({
        type: "session.update",
        session: { type: "realtime", tools: [TRANSFER], audio: { input: { transcription: { model: "whisper-1" }, noise_reduction: { type: "near_field" } } } },
    });

    const { session: changed } = await events.next("session.updated");
    assert.deepEqual(changed.tools[0].name, "transfer_call");
    assert.equal(changed.audio.input.transcription.model, "whisper-1");
    assert.equal(changed.audio.input.turn_detection.type, "server_vad");
});

await check("typed words are answered by text", async () => {
    type("when are you open");
    await events.next("conversation.item.done");
    socket.send({ type: "response.create", response: { output_modalities: ["text"] } });

    const answer = await events.until("response.done");
    const deltas = only(answer, "response.output_text.delta").map((event) => event.delta).join("");
    assert.ok(only(answer, "response.output_text.done")[0].text.includes("open every day"), deltas);
    assert.equal(deltas, only(answer, "response.output_text.done").map((event) => event.text).join(""));
    assert.equal(answer.at(-1).response.status, "completed");
    assert.ok(!typesOf(answer).includes("response.output_audio.delta"));
});

let spoken;
await check("spoken words are heard, written down and answered by sound", async () => {
    const speaking = speak(phrase());
    const started = await events.next("input_audio_buffer.speech_started");
    const stopped = await events.next("input_audio_buffer.speech_stopped");
    assert.equal((await events.next("input_audio_buffer.committed")).item_id, started.item_id);
    await speaking;
    spoken = await events.until("response.done");

    assert.ok(stopped.audio_end_ms - started.audio_start_ms >= 500, `${started.audio_start_ms}..${stopped.audio_end_ms}`);
    const heard = only(events.received, "conversation.item.input_audio_transcription.completed")[0];
    assert.equal(heard.item_id, started.item_id);
    assert.equal(heard.transcript, "when are you open");
    assert.ok(transcriptOf(spoken).includes("We are open every day."), transcriptOf(spoken));
    assert.equal(spoken.at(-1).response.status, "completed");
});

await check("the agent's sound is 24 kHz PCM, all of it", () => {
    const samples = samplesOf(soundOf(spoken));
    const pitch = hertz(samples, RATE_HZ);

    assert.ok(samples.length > RATE_HZ, `${samples.length} samples`);
    assert.ok(Math.abs(pitch - 440) < 5, `${pitch} Hz`);
});

let cut;
await check("who speaks over the agent stops it", async () => {
    type("Tell me about your services.");
    socket.send({ type: "response.create" });
    const first = await sounds(events, 1_000);
    const speaking = speak(phrase());
    await events.next("input_audio_buffer.speech_started");
    cut = await interrupted(first);

    assert.ok(["cancelled", "completed"].includes(cut.status), cut.status);
    if (cut.status === "cancelled") {
        assert.equal(cut.reason, "turn_detected");
    }
    await speaking;
});

async function interrupted(first) {
    const finished = () => events.received.find((event) => event.type === "response.done" && event.response.id === first.response_id);
    const { response } = finished() ?? (await events.next("response.done", (event) => event.response.id === first.response_id));
    return { item: first.item_id, status: response.status, reason: response.status_details?.reason };
}

await check("what was not heard of an item is cut off it", async () => {
    socket.send({ type: "conversation.item.truncate", item_id: cut.item, content_index: 0, audio_end_ms: 300 });
    const truncated = await events.next("conversation.item.truncated");
    assert.deepEqual([truncated.item_id, truncated.audio_end_ms], [cut.item, 300]);

    socket.send({ type: "conversation.item.retrieve", item_id: cut.item });
    const { item } = await events.next("conversation.item.retrieved");
    const whole = only(events.received, "response.output_audio_transcript.delta").filter((event) => event.item_id === cut.item);
    const said = whole.map((event) => event.delta).join("");
    assert.ok(JSON.stringify(item.content).length < 100 + said.length && !JSON.stringify(item.content).includes(said), JSON.stringify(item));
});

await check("what was never sent cannot be cut off", async () => {
    events.rest();
    socket.send({ type: "conversation.item.truncate", event_id: "mine", item_id: cut.item, content_index: 0, audio_end_ms: 3_600_000 });

    const { error } = await events.next("error");
    assert.equal(error.type, "invalid_request_error");
    assert.equal(error.event_id, "mine");
});

await check("the words that interrupted are answered", async () => {
    const all = events.received;
    const has = () => only(all, "response.done").at(-1)?.response;
    while (!(has()?.status === "completed" && transcriptOf(all.slice(all.findIndex((event) => event.item_id === cut.item))).includes("We are open every day."))) {
        await events.next("response.done");
    }
});

await check("a function is called, and its answer told", async () => {
    events.rest();
    type("Let me speak to someone in billing, please.");
    socket.send({ type: "response.create" });
    const before = await events.until("response.function_call_arguments.done");
    const call = before.at(-1);
    await events.next("response.done");

    assert.equal(typeof JSON.parse(call.arguments).destination, "string");
    assert.equal(only(before, "response.function_call_arguments.delta").map((event) => event.delta).join(""), call.arguments);
    socket.send({
        type: "conversation.item.create",
        item: { type: "function_call_output", call_id: call.call_id, output: JSON.stringify({ error: "Nobody is there." }) },
    });
    socket.send({ type: "response.create" });
    const answer = await events.until("response.done");
    assert.ok(transcriptOf(answer).length > 0, JSON.stringify(typesOf(answer)));
});

await check("items are deleted, and what is gone is not found", async () => {
    events.rest();
    socket.send({ type: "conversation.item.delete", item_id: cut.item });
    assert.equal((await events.next("conversation.item.deleted")).item_id, cut.item);
    socket.send({ type: "conversation.item.retrieve", item_id: cut.item, event_id: "gone" });
    assert.equal((await events.next("error")).error.event_id, "gone");
});

await check("without turn detection the client ends the turn, and asks for the answer", async () => {
    socket.send({ type: "session.update", session: { type: "realtime", audio: { input: { turn_detection: null } } } });
    assert.equal((await events.next("session.updated")).session.audio.input.turn_detection, null);
    append(socket, (chunk) => chunk)(tone(600, RATE_HZ));
    socket.send({ type: "input_audio_buffer.clear" });
    await events.next("input_audio_buffer.cleared");
    socket.send({ type: "input_audio_buffer.commit", event_id: "empty" });
    assert.equal((await events.next("error")).error.code, "input_audio_buffer_commit_empty");

    append(socket, (chunk) => chunk)(Buffer.concat([tone(600, RATE_HZ), silence(1_500, RATE_HZ), tone(600, RATE_HZ)]));
    socket.send({ type: "input_audio_buffer.commit" });
    const { item_id } = await events.next("input_audio_buffer.committed");
    const { transcript } = await events.next("conversation.item.input_audio_transcription.completed", (event) => event.item_id === item_id);
    assert.equal(transcript, "hello");
    assert.ok(!typesOf(events.rest()).includes("response.created"));
    socket.send({ type: "response.create" });
    assert.equal((await events.next("response.done")).response.status, "completed");
});

await check("there is nothing to cancel when nothing is said", async () => {
    socket.send({ type: "response.cancel", event_id: "nothing" });
    const { error } = await events.next("error");
    assert.deepEqual([error.code, error.event_id], ["response_cancel_not_active", "nothing"]);
});

let phone;
await check("a client secret opens the session that it was made for, in the telephone's own sound", async () => {
    const made = await client.realtime.clientSecrets.create({
        expires_after: { anchor: "created_at", seconds: 60 },
        session: {
            type: "realtime",
            audio: {
                input: { format: { type: "audio/pcmu" }, transcription: { model: "whisper-1" }, turn_detection: { type: "semantic_vad", eagerness: "high" } },
                output: { format: { type: "audio/pcma" } },
            },
        },
    });
    assert.match(made.value, /^ek_/);
    assert.ok(Math.abs(made.expires_at - Date.now() / 1_000 - 60) < 10);
    phone = await open(made.value);

    assert.equal(phone.session.audio.input.format.type, "audio/pcmu");
    assert.equal(phone.session.audio.input.turn_detection.eagerness, "high");
    const pcm = Buffer.concat([tone(500, 8_000), silence(1_300, 8_000)]);
    await stream(pcm, { rateHz: 8_000, chunkMillis: 20, send: append(phone.socket, (chunk) => encode(chunk, muLawEncode)) });
    const answer = await phone.events.until("response.done");
    const samples = decode(soundOf(answer), aLawDecode);
    assert.ok(Math.abs(hertz(samples, 8_000) - 440) < 5, `${hertz(samples, 8_000)} Hz`);
    assert.equal(only(answer, "conversation.item.input_audio_transcription.completed")[0].transcript, "when are you open");
});

await check("nobody gets in with another key", async () => {
    await assert.rejects((await open("wrong", { told: false })).events.next("session.created"), /401/);
    await assert.rejects(client.withOptions({ apiKey: "wrong" }).realtime.clientSecrets.create({}), { status: 401, code: "invalid_api_key" });
});

await check("a browser shows its key as a subprotocol", async () => {
    const browser = new WebSocket(`${url}/realtime?model=gpt-realtime`, ["realtime", `openai-insecure-api-key.${apiKey}`]);
    const first = await new Promise((resolve, reject) => browser.on("message", (data) => resolve(JSON.parse(data))).on("error", reject));

    assert.equal(first.type, "session.created");
    assert.equal(browser.protocol, "realtime");
    browser.close();
});

keep("client", events, ...(phone ? [phone.events] : []));
await done();
