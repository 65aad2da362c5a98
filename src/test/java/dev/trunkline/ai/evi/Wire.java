package dev.trunkline.ai.evi;

import dev.trunkline.ai.evi.EviMessage.AudioOutput;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Golden lines, and messages as text that can be compared. */
final class Wire {

    private Wire() {}

    static List<String> lines(String name) {
        try (var in = Wire.class.getResourceAsStream("/wire/evi/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("no wire/evi/" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }

    /** Such linear16 at 24 kHz as a WAV file, in base64. */
    static String wav(byte[] linear16) {
        ByteBuffer wav = ByteBuffer.allocate(44 + linear16.length).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + linear16.length);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16).putShort((short) 1);
        wav.putShort((short) 1)
                .putInt(24_000)
                .putInt(48_000)
                .putShort((short) 2)
                .putShort((short) 16);
        wav.put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(linear16.length)
                .put(linear16);
        return Base64.getEncoder().encodeToString(wav.array());
    }

    static String describe(EviMessage message) {
        if (message instanceof AudioOutput audio) {
            String wav = HexFormat.of().formatHex(Arrays.copyOf(audio.wav(), audio.lengthBytes()));
            return "AudioOutput[id=" + audio.id() + ", index=" + audio.index() + ", wav=" + wav + "]";
        }
        return message.toString();
    }
}
