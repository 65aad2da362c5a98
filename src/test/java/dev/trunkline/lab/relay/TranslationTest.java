package dev.trunkline.lab.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TranslationTest {

    private final ByteBufAllocator allocator = UnpooledByteBufAllocator.DEFAULT;
    private final Translation translation = new Translation();

    @Test
    void aCallersSoundIsAppendedAsItIs() {
        assertThat(fromPhone(
                        "{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"payload\":\"f/8=\",\"chunk\":\"2\"}}"))
                .isEqualTo("{\"type\":\"input_audio_buffer.append\",\"audio\":\"f/8=\"}");
    }

    @Test
    void anAgentsSoundGoesToTheStreamThatCalls() {
        assertThat(fromPhone("{\"event\":\"start\",\"streamSid\":\"MZ4711\",\"start\":{}}"))
                .isNull();
        fromPhone("{\"event\":\"media\",\"streamSid\":\"MZ0815\",\"media\":{\"payload\":\"AA==\"}}");

        ByteBuf media = translation.fromAi(
                utf8("{\"type\":\"response.output_audio.delta\",\"item_id\":\"item_1\",\"delta\":\"gIA=\"}"),
                allocator);
        assertThat(text(media))
                .isEqualTo("{\"event\":\"media\",\"streamSid\":\"MZ4711\",\"media\":{\"payload\":\"gIA=\"}}");
    }

    @Test
    void whatIsNoSoundStaysHere() {
        assertThat(fromPhone("{\"event\":\"mark\",\"streamSid\":\"MZ1\",\"mark\":{\"name\":\"m\"}}"))
                .isNull();
        assertThat(translation.fromAi(utf8("{\"type\":\"response.done\"}"), allocator))
                .isNull();
        assertThat(translation.fromAi(utf8("{\"delta\":\"cut off"), allocator)).isNull();
    }

    private @Nullable String fromPhone(String message) {
        return text(translation.fromPhone(utf8(message), allocator));
    }

    private static ByteBuf utf8(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }

    private static @Nullable String text(@Nullable ByteBuf buffer) {
        if (buffer == null) {
            return null;
        }
        try {
            return buffer.toString(StandardCharsets.UTF_8);
        } finally {
            buffer.release();
        }
    }
}
