package dev.trunkline.ai.evi;

import dev.trunkline.ai.AiEvents;
import dev.trunkline.audio.SoundFormat;
import dev.trunkline.audio.WavReader;
import dev.trunkline.net.json.ReusedBytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Tells a call the sound in EVI's small WAV files, as mono linear16. What EVI sends is that already and is told where it lies;
 * anything else is converted. Confined to the call's loop; allocates nothing for what EVI sends.
 */
final class WavSound implements AudioOrder.Listener {

    private static final int BLOCK_FRAMES = 960;

    private final AiEvents events;
    private final WavReader wav = new WavReader();
    private final ReusedBytes converted = new ReusedBytes();
    private SoundFormat format = SoundFormat.linear16(48_000); // the last file's

    WavSound(AiEvents events) {
        this.events = events;
    }

    @Override
    public void onChunk(String sentence, byte[] file, int fileBytes) {
        String problem = wav.open(file, fileBytes);
        if (problem != null) {
            events.onMessageRejected(problem);
            return;
        }
        if (format.sampleRateHz() != wav.sampleRateHz()) {
            format = SoundFormat.linear16(wav.sampleRateHz());
        }
        int lengthBytes = wav.frames() * Short.BYTES;
        if (wav.isLinear16()) {
            events.onAgentAudio(sentence, format, file, wav.dataOffset(), lengthBytes);
        } else {
            byte[] linear16 = converted.atLeast(lengthBytes);
            convert(linear16);
            events.onAgentAudio(sentence, format, linear16, 0, lengthBytes);
        }
    }

    @Override
    public void onTurnEnded() {
        events.onAgentTurnEnded();
    }

    @Override
    public void onRejected(String reason) {
        events.onMessageRejected(reason);
    }

    private void convert(byte[] linear16) {
        ByteBuffer out = ByteBuffer.wrap(linear16).order(ByteOrder.LITTLE_ENDIAN);
        float[] mono = new float[BLOCK_FRAMES];
        for (int done = 0; done < wav.frames(); done += BLOCK_FRAMES) {
            int block = Math.min(BLOCK_FRAMES, wav.frames() - done);
            wav.read(done, block, mono);
            for (int i = 0; i < block; i++) {
                out.putShort((short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(mono[i]))));
            }
        }
    }
}
