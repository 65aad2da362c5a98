package dev.trunkline.net.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Utf8ValidatorTest {

    @Test
    void asciiIsRecognisedAtEveryLength() {
        for (int length = 0; length < 100; length++) {
            assertThat(Utf8Validator.isAscii(text("a".repeat(length))))
                    .as("%d bytes", length)
                    .isTrue();
        }
    }

    @Test
    void oneOtherByteIsFoundWhereverItStands() {
        for (int length = 1; length < 100; length++) {
            for (int at = 0; at < length; at++) {
                ByteBuf bytes = text("a".repeat(length));
                bytes.setByte(at, 0x80);
                assertThat(Utf8Validator.isAscii(bytes))
                        .as("byte %d of %d", at, length)
                        .isFalse();
            }
        }
    }

    @Test
    void onlyWhatIsReadableCounts() {
        ByteBuf bytes = text("ä".repeat(10) + "a".repeat(50) + "ä".repeat(10));
        assertThat(Utf8Validator.isAscii(bytes.slice(20, 50))).isTrue();
        assertThat(Utf8Validator.isAscii(bytes.slice(19, 50))).isFalse();
    }

    @Test
    void bigOnesAreLookedThroughToTheirLastByte() {
        int length = (1 << 20) + 5;
        ByteBuf bytes = text("a".repeat(length));
        assertThat(Utf8Validator.isAscii(bytes)).isTrue();
        for (int at : new int[] {0, 7, 8, length - 9, length - 5, length - 1}) {
            bytes.setByte(at, 0xC3);
            assertThat(Utf8Validator.isAscii(bytes)).as("at %d", at).isFalse();
            assertThat(Utf8Validator.isAscii(bytes.slice(at + 1, length - at - 1)))
                    .isTrue();
            bytes.setByte(at, 'a');
        }
    }

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }
}
