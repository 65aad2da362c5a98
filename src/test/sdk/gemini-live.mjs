// Google's client talks with what our tests take for Gemini Live: so the server is no stricter than the client believes it to be, and what
// it says is understood.

import assert from "node:assert/strict";
import { GoogleGenAI, Modality } from "@google/genai";
import { check, done } from "./lib/checks.mjs";

const ai = new GoogleGenAI({
    apiKey: process.env.GEMINI_TEST_KEY,
    httpOptions: { baseUrl: process.env.GEMINI_TEST_URL },
});
const SECOND = Buffer.alloc(32_000).toString("base64");

/** A session, and a queue of what it was sent. */
async function connect(config = {}, model = "gemini-3.1-flash-live-preview") {
    const messages = [];
    let wake = () => {};
    const closed = new Promise((resolve) => {
        connect.onclose = resolve;
    });
    const session = await ai.live.connect({
        model,
        config: { responseModalities: [Modality.AUDIO], ...config },
        callbacks: {
            onmessage: (message) => {
                messages.push(message);
                wake();
            },
            onclose: connect.onclose,
        },
    });
    async function until(found) {
        for (;;) {
            const at = messages.findIndex(found);
            if (at >= 0) {
                return messages.splice(0, at + 1);
            }
            await new Promise((resolve) => {
                wake = resolve;
            });
        }
    }
    return { session, until, closed };
}

const turnComplete = (message) => message.serverContent?.turnComplete;
const handleOf = (message) => message.sessionResumptionUpdate?.newHandle;
let handle;

await check("a session with every setting that our own client sends is set up", async () => {
    const { session, until } = await connect({
        temperature: 0.5,
        speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: "Kore" } } },
        systemInstruction: { parts: [{ text: "You serve." }] },
        tools: [{ functionDeclarations: [{ name: "look_up", parametersJsonSchema: { type: "object" } }] }],
        realtimeInputConfig: { automaticActivityDetection: { silenceDurationMs: 700 } },
        sessionResumption: {},
        contextWindowCompression: { slidingWindow: {} },
        inputAudioTranscription: {},
        outputAudioTranscription: {},
    });

    session.sendRealtimeInput({ text: "hello" });
    const turn = await until(turnComplete);
    const sound = turn.map((message) => message.data).filter((data) => data);
    assert.equal(Buffer.concat(sound.map((data) => Buffer.from(data, "base64"))).length, 9_600);
    assert.equal(turn.find((message) => message.serverContent?.outputTranscription).serverContent.outputTranscription.text,
        "You said: 5 letters.");
    assert.ok(turn.some((message) => message.serverContent?.generationComplete));
    handle = handleOf((await until(handleOf)).at(-1));
    session.close();
});

await check("sound is heard, in the field that is not deprecated", async () => {
    const { session, until } = await connect({ sessionResumption: { handle } });
    session.sendRealtimeInput({ audio: { data: SECOND, mimeType: "audio/pcm;rate=16000" } });
    const turn = await until(turnComplete);
    const words = turn.map((message) => message.serverContent?.inputTranscription?.text ?? "").join("");
    assert.equal(words, "One second.");
    session.close();
});

await check("tools are called, answered and cancelled", async () => {
    const { session, until } = await connect();
    session.sendRealtimeInput({ text: "tool" });
    const [call] = (await until((message) => message.toolCall)).at(-1).toolCall.functionCalls;
    assert.deepEqual(call.args, { number: 7 });
    session.sendToolResponse({ functionResponses: [{ id: call.id, name: call.name, response: { output: "ok" } }] });
    await until(turnComplete);
    session.sendRealtimeInput({ text: "cancel" });
    const cancelled = (await until((message) => message.toolCallCancellation)).at(-1).toolCallCancellation;
    assert.equal(cancelled.ids.length, 1);
    session.close();
});

await check("interruptions and the end are announced", async () => {
    const { session, until } = await connect();
    session.sendRealtimeInput({ text: "interrupt" });
    assert.ok((await until(turnComplete)).some((message) => message.serverContent?.interrupted));
    session.sendRealtimeInput({ text: "go" });
    assert.equal((await until((message) => message.goAway)).at(-1).goAway.timeLeft, "50s");
    session.close();
});

await check("an older model is told something that it does not answer", async () => {
    const { session, until } = await connect({}, "gemini-2.5-flash-live");
    session.sendClientContent({ turns: [{ role: "user", parts: [{ text: "It is late." }] }], turnComplete: false });
    session.sendRealtimeInput({ text: "hello" });
    await until(turnComplete);
    session.close();
});

await check("a newer model does not take that in mid-session", async () => {
    const { session, closed } = await connect();
    session.sendClientContent({ turns: "It is late.", turnComplete: false });
    assert.equal((await closed).code, 1007);
});

await done();
