// What both of OpenAI's clients need: the events of a connection in their order, and sound as they send it.

import { mkdirSync, writeFileSync } from "node:fs";

export const RATE_HZ = 24_000;

/** What the server sends, in its order; kept for the judge of types. */
export class Events {
    received = [];
    #read = 0;
    #wake = () => {};
    #failure = null;

    add(event) {
        this.received.push(event);
        this.#wake();
    }

    /** Nothing more comes. */
    fail(reason) {
        this.#failure ??= reason;
        this.#wake();
    }

    /** The next event of this type; what came before it is passed over. */
    async next(type, where = () => true) {
        return (await this.until(type, where)).at(-1);
    }

    /** Everything up to the next event of this type, which is the last. An error that nobody waits for is a failure. */
    async until(type, where = () => true) {
        const start = this.#read;
        while (true) {
            while (this.#read < this.received.length) {
                const event = this.received[this.#read++];
                if (event.type === type && where(event)) {
                    return this.received.slice(start, this.#read);
                }
                if (event.type === "error") {
                    throw new Error(`no ${type}: ${JSON.stringify(event.error)}`);
                }
            }
            if (this.#failure !== null) {
                throw new Error(`no ${type}: ${this.#failure} after ${JSON.stringify(typesOf(this.received.slice(start)))}`);
            }
            await new Promise((resolve) => (this.#wake = resolve));
        }
    }

    /** What came since the last question; it is passed over. */
    rest() {
        const all = this.received.slice(this.#read);
        this.#read = this.received.length;
        return all;
    }
}

/** Waits until an answer has sounded for so long, and gives its item's id and its response's. */
export async function sounds(events, millis) {
    const first = await events.next("response.output_audio.delta");
    const ofItem = () => events.received.filter((event) => event.item_id === first.item_id);
    while (soundOf(ofItem()).length / 2 / (RATE_HZ / 1_000) < millis) {
        await events.next("response.output_audio.delta");
    }
    return first;
}

export function typesOf(events) {
    return events.map((event) => event.type);
}

export function only(events, type) {
    return events.filter((event) => event.type === type);
}

/** All the sound of some events, in one piece. */
export function soundOf(events) {
    return Buffer.concat(only(events, "response.output_audio.delta").map((event) => Buffer.from(event.delta, "base64")));
}

export function transcriptOf(events) {
    return only(events, "response.output_audio_transcript.done").map((event) => event.transcript).join(" ");
}

/** How high a hum is: its zero crossings. */
export function hertz(samples, rateHz) {
    let crossings = 0;
    for (let i = 1; i < samples.length; i++) {
        crossings += samples[i - 1] < 0 && samples[i] >= 0 ? 1 : 0;
    }
    return (crossings * rateHz) / samples.length;
}

export function samplesOf(pcm) {
    return new Int16Array(pcm.buffer.slice(pcm.byteOffset, pcm.byteOffset + (pcm.length & ~1)));
}

// What the reference's own examples show as null, though its types know it as absent only.
const SHOWN_AS_NULL = ["include", "transcription", "noise_reduction", "status_details", "usage"];

function typed(key, value) {
    if (value === null && SHOWN_AS_NULL.includes(key)) {
        return undefined;
    }
    if (value?.type === "input_audio" && value.transcript === null) {
        return { ...value, transcript: undefined };
    }
    // Of a minute of sound a beginning is enough to see that it is text.
    return key === "delta" && value.length > 1_000 ? value.slice(0, 8) : value;
}

/**
 * Keeps what was received, for openai-types.mjs. The type of the two events about sessions is that of a request, which has no id; what a session
 * looks like stands at client secrets.
 */
export function keep(name, ...connections) {
    const received = connections.flatMap((connection) => connection.received);
    const sessions = received.filter((event) => event.session).map((event) => event.session);
    const events = received.map(({ session, ...event }) => {
        const { id, object, expires_at, ...asked } = session ?? {};
        return session ? { ...event, session: asked } : event;
    });
    mkdirSync("received", { recursive: true });
    writeFileSync(
        `received/${name}.ts`,
        `import type { RealtimeServerEvent } from "openai/resources/realtime/realtime";
import type { RealtimeSessionCreateResponse, RealtimeTranscriptionSessionCreateResponse } from "openai/resources/realtime/client-secrets";
export const events: RealtimeServerEvent[] = ${JSON.stringify(events, typed, 1)};
export const sessions: (RealtimeSessionCreateResponse | RealtimeTranscriptionSessionCreateResponse)[] = ${JSON.stringify(sessions, typed, 1)};
`,
    );
    writeFileSync(`received/${name}.json`, JSON.stringify([...new Set(typesOf(received))]));
}
