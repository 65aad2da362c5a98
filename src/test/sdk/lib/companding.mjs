// G.711, as its recommendation describes it; written for these tests, so that the engine's tables are judged by something else.

export function muLawEncode(sample) {
    const sign = sample < 0 ? 0x80 : 0;
    const magnitude = Math.min(Math.abs(sample), 32_635) + 132;
    const segment = Math.floor(Math.log2(magnitude)) - 7;
    return ~(sign | (segment << 4) | ((magnitude >> (segment + 3)) & 0x0f)) & 0xff;
}

export function muLawDecode(code) {
    const bits = ~code & 0xff;
    const magnitude = ((((bits & 0x0f) << 3) + 132) << ((bits >> 4) & 7)) - 132;
    return bits & 0x80 ? -magnitude : magnitude;
}

export function aLawDecode(code) {
    const bits = code ^ 0x55;
    const segment = (bits >> 4) & 7;
    const step = ((bits & 0x0f) << 4) + 8;
    const magnitude = segment === 0 ? step : (step + 256) << (segment - 1);
    return bits & 0x80 ? magnitude : -magnitude;
}

/** 16-bit PCM to codes. */
export function encode(pcm, one) {
    return Buffer.from(Array.from({ length: pcm.length / 2 }, (_, i) => one(pcm.readInt16LE(i * 2))));
}

/** Codes to samples. */
export function decode(codes, one) {
    return Int16Array.from(codes, one);
}
