package dev.trunkline.lab.report.call;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Both voices of a call as a WAV file: caller left, agent right, 16 bits. Thread-safe. */
public final class StereoRecording {

    private static final int HEADER_BYTES = 44;
    private static final int CHANNELS = 2;
    private static final int FRAME_BYTES = CHANNELS * Short.BYTES;
    private static final short PCM = 1;
    private static final int FORMAT_CHUNK_BYTES = 16;
    private static final int BEFORE_LENGTH_BYTES = 8;

    private StereoRecording() {}

    /** Writes the file; the shorter voice is followed by silence. */
    public static void write(Path file, short[] caller, short[] agent, int sampleRateHz) throws IOException {
        Files.write(file, wav(caller, agent, sampleRateHz));
    }

    static byte[] wav(short[] caller, short[] agent, int sampleRateHz) {
        int frames = Math.max(caller.length, agent.length);
        int soundBytes = Math.multiplyExact(frames, FRAME_BYTES);
        ByteBuffer wav = ByteBuffer.allocate(HEADER_BYTES + soundBytes).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(ascii("RIFF")).putInt(HEADER_BYTES - BEFORE_LENGTH_BYTES + soundBytes);
        wav.put(ascii("WAVEfmt ")).putInt(FORMAT_CHUNK_BYTES).putShort(PCM).putShort((short) CHANNELS);
        wav.putInt(sampleRateHz).putInt(sampleRateHz * FRAME_BYTES);
        wav.putShort((short) FRAME_BYTES).putShort((short) Short.SIZE);
        wav.put(ascii("data")).putInt(soundBytes);
        for (int i = 0; i < frames; i++) {
            wav.putShort(sample(caller, i)).putShort(sample(agent, i));
        }
        return wav.array();
    }

    private static short sample(short[] voice, int index) {
        return index < voice.length ? voice[index] : 0;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
