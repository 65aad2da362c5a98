package dev.trunkline.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes WAV files chunk by chunk, honest or not. */
final class WavFiles {

    static final int PCM = 1;
    static final int IEEE_FLOAT = 3;
    static final int A_LAW = 6;
    static final int MU_LAW = 7;
    static final int EXTENSIBLE = 0xFFFE;

    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);

    WavFiles() {
        tag("RIFF").putInt(0);
        tag("WAVE");
    }

    /** 16-bit mono, as EVI sends it. */
    static byte[] linear16(float[] samples, int from, int to, int sampleRateHz) {
        return new WavFiles()
                .format(PCM, 1, sampleRateHz, 16)
                .chunk("data", pcm16(samples, from, to))
                .toBytes();
    }

    static byte[] pcm16(float[] samples, int from, int to) {
        ByteBuffer pcm = ByteBuffer.allocate(2 * (to - from)).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = from; i < to; i++) {
            pcm.putShort((short) Math.round(samples[i]));
        }
        return pcm.array();
    }

    WavFiles format(int encoding, int channels, int sampleRateHz, int bitsPerSample) {
        return chunk("fmt ", formatBody(encoding, channels, sampleRateHz, bitsPerSample));
    }

    WavFiles extensible(int encoding, int channels, int sampleRateHz, int bitsPerSample) {
        byte[] plain = formatBody(EXTENSIBLE, channels, sampleRateHz, bitsPerSample);
        ByteBuffer body = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
        body.put(plain).putShort((short) 22).putShort((short) bitsPerSample).putInt(3);
        body.putShort((short) encoding).put(new byte[] {0, 0, 0, 0, 0x10, 0, (byte) 0x80, 0, 0, (byte) 0xAA});
        return chunk("fmt ", body.array());
    }

    static byte[] formatBody(int encoding, int channels, int sampleRateHz, int bitsPerSample) {
        int frameBytes = channels * bitsPerSample / 8;
        ByteBuffer body = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        body.putShort((short) encoding).putShort((short) channels).putInt(sampleRateHz);
        body.putInt(sampleRateHz * frameBytes).putShort((short) frameBytes).putShort((short) bitsPerSample);
        return body.array();
    }

    /** A chunk with its true size, and a padding byte after an odd one. */
    WavFiles chunk(String tag, byte[] body) {
        lyingChunk(tag, body.length, body);
        if (body.length % 2 == 1) {
            bytes.put((byte) 0);
        }
        return this;
    }

    WavFiles lyingChunk(String tag, int declaredBytes, byte[] body) {
        tag(tag).putInt(declaredBytes).put(body);
        return this;
    }

    byte[] toBytes() {
        bytes.putInt(4, bytes.position() - 8);
        var file = new byte[bytes.position()];
        bytes.get(0, file);
        return file;
    }

    private ByteBuffer tag(String tag) {
        return bytes.put(tag.getBytes(StandardCharsets.US_ASCII));
    }
}
