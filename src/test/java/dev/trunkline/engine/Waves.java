package dev.trunkline.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/** Listens to what {@code audio_output} carries. */
public final class Waves {

    private Waves() {}

    /** The pitch of a hum, by its zero crossings. */
    public static double hertz(JsonNode audioOutput) {
        byte[] wav = Base64.getDecoder().decode(audioOutput.path("data").asText());
        ByteBuffer file = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN);
        int samples = (wav.length - 44) / 2;
        int crossings = 0;
        for (int i = 1; i < samples; i++) {
            if ((file.getShort(44 + 2 * i) >= 0) != (file.getShort(42 + 2 * i) >= 0)) {
                crossings++;
            }
        }
        return crossings / 2.0 * file.getInt(24) / samples;
    }
}
