package dev.trunkline.ai.evi;

import dev.trunkline.ai.evi.EviMessage.AudioOutput;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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

    static String describe(EviMessage message) {
        if (message instanceof AudioOutput audio) {
            String wav = HexFormat.of().formatHex(Arrays.copyOf(audio.wav(), audio.lengthBytes()));
            return "AudioOutput[id=" + audio.id() + ", index=" + audio.index() + ", wav=" + wav + "]";
        }
        return message.toString();
    }
}
