// Sound as microphones make it: 16-bit little-endian samples, and WAV files of them.

import { pause } from "./pause.mjs";

export function tone(millis, rateHz) {
    return samples(millis, rateHz, (i) => 12_000 * Math.sin((2 * Math.PI * 220 * i) / rateHz));
}

export function silence(millis, rateHz) {
    return samples(millis, rateHz, () => 0);
}

function samples(millis, rateHz, at) {
    const count = Math.round((millis * rateHz) / 1_000);
    const pcm = Buffer.alloc(count * 2);
    for (let i = 0; i < count; i++) {
        pcm.writeInt16LE(Math.round(at(i)), i * 2);
    }
    return pcm;
}

export function wav(pcm, rateHz) {
    const header = Buffer.alloc(44);
    header.write("RIFF", 0);
    header.writeUInt32LE(36 + pcm.length, 4);
    header.write("WAVEfmt ", 8);
    header.writeUInt32LE(16, 16);
    header.writeUInt16LE(1, 20);
    header.writeUInt16LE(1, 22);
    header.writeUInt32LE(rateHz, 24);
    header.writeUInt32LE(rateHz * 2, 28);
    header.writeUInt16LE(2, 32);
    header.writeUInt16LE(16, 34);
    header.write("data", 36);
    header.writeUInt32LE(pcm.length, 40);
    return Buffer.concat([header, pcm]);
}

/** Reads the WAV of an audio_output. */
export function readWav(base64) {
    const bytes = Buffer.from(base64, "base64");
    if (bytes.toString("latin1", 0, 4) !== "RIFF" || bytes.toString("latin1", 8, 12) !== "WAVE") {
        throw new Error("no WAV");
    }
    const rateHz = bytes.readUInt32LE(24);
    const data = bytes.indexOf("data", 12, "latin1");
    const length = bytes.readUInt32LE(data + 4);
    if (length > bytes.length - data - 8) {
        throw new Error(`the header tells of ${length} bytes, ${bytes.length - data - 8} follow`);
    }
    return { rateHz, channels: bytes.readUInt16LE(22), bits: bytes.readUInt16LE(34), millis: length / 2 / (rateHz / 1_000) };
}

/** Sends sound at the pace of speech, in pieces of {@code chunkMillis}. */
export async function stream(pcm, { rateHz, chunkMillis, send }) {
    const chunkBytes = Math.round((rateHz * chunkMillis) / 1_000) * 2;
    const started = performance.now();
    for (let i = 0; i * chunkBytes < pcm.length; i++) {
        send(pcm.subarray(i * chunkBytes, (i + 1) * chunkBytes));
        await pause(Math.max(0, started + (i + 1) * chunkMillis - performance.now()));
    }
}

/** Speaks for {@code millis}, then keeps silent for long enough to end the turn. */
export function utterance(millis, rateHz) {
    return Buffer.concat([silence(100, rateHz), tone(millis, rateHz), silence(900, rateHz)]);
}

/** What puts sound into audio_input messages of this conversation. */
export function microphone(conversation) {
    return (chunk) => conversation.socket.sendAudioInput({ data: chunk.toString("base64") });
}
