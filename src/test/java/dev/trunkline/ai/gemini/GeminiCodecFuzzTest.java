package dev.trunkline.ai.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.ToolCall;
import dev.trunkline.ai.gemini.GeminiMessage.Sound;
import dev.trunkline.ai.gemini.GeminiMessage.Told;
import dev.trunkline.fuzz.FuzzTarget;
import dev.trunkline.testing.ManualScheduler;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * What a far end may send: any bytes at all. The scanner says what the parser says, or nothing; and whatever was read can be told to a
 * call.
 */
class GeminiCodecFuzzTest implements FuzzTarget {

    private final SoundScanner scanner = new SoundScanner();
    private final GeminiReader parser = new GeminiReader();
    private final GeminiCodec codec = new GeminiCodec();

    @Override
    public void check(byte[] text) {
        if (!isUtf8(text)) {
            codec.decode(text, text.length);
            return;
        }
        String expected = Wire.describe(parser.read(text, text.length));

        Sound scanned = scanner.scan(text, text.length);
        if (scanned != null) {
            assertThat(Wire.describe(scanned)).as(() -> new String(text, UTF_8)).isEqualTo(expected);
        }
        GeminiMessage message = codec.decode(text, text.length);
        assertThat(Wire.describe(message)).isEqualTo(expected);
        if (message instanceof Told told) {
            tell(told);
        }
    }

    private static void tell(Told told) {
        GeminiReporter reporter =
                new GeminiReporter(new RecordingGeminiCall(), new ManualScheduler(), false, new DeafListener());
        if (told.serverContent() != null) {
            reporter.tell(told.serverContent());
        }
        if (told.toolCall() != null) {
            told.toolCall().functionCalls().forEach(reporter::tell);
        }
        if (told.goAway() != null) {
            assertThat(told.goAway().timeLeftNanos()).isNotNegative();
        }
    }

    private static boolean isUtf8(byte[] text) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static final class DeafListener implements GeminiReporter.Listener {
        @Override
        public void onAnswer() {}

        @Override
        public void onTurnOver() {}

        @Override
        public void onToolRefused(ToolCall tool) {}
    }
}
