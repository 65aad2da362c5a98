package dev.trunkline.ai.evi;

import dev.trunkline.audio.SoundFormat;
import dev.trunkline.audio.WavReader;
import dev.trunkline.bench.Sounds;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** EVI's end of a call without sockets: what comes in is always the same chunk, what goes out is freed. */
public final class EviEnd {

    private final EviCodec codec = new EviCodec();
    private final ByteBuf message;
    private final WavReader wav = new WavReader();
    private final SoundFormat format;
    private int sentBytes;

    /** @param millis how much sound is in a chunk */
    public EviEnd(int sampleRateHz, int millis) {
        this.format = SoundFormat.linear16(sampleRateHz);
        String json = "{\"type\":\"audio_output\",\"id\":\"5af2c8b0e3d94c1f9d6f3b0a7c2e1d48\",\"index\":3,\"data\":\""
                + Base64.getEncoder().encodeToString(Sounds.wav(sampleRateHz, millis)) + "\"}";
        byte[] text = json.getBytes(StandardCharsets.US_ASCII);
        this.message = Unpooled.directBuffer(text.length).writeBytes(text);
    }

    /** What takes the agent's sound. */
    public interface Ear {
        void hear(String id, SoundFormat format, byte[] sound, int offset, int lengthBytes);
    }

    /** Reads one message. */
    public void speak(Ear ear) {
        if (!(codec.decode(message) instanceof EviMessage.AudioOutput output)) {
            throw new IllegalStateException("the message is not audio_output");
        }
        wav.open(output.wav(), output.lengthBytes());
        ear.hear(output.id(), format, output.wav(), wav.dataOffset(), wav.frames() * Short.BYTES);
    }

    /** Writes one message; says how long it was. */
    public int hear(byte[] linear16, int lengthBytes) {
        codec.encodeAudio(linear16, lengthBytes, (text, messageBytes) -> sentBytes = messageBytes);
        return sentBytes;
    }
}
