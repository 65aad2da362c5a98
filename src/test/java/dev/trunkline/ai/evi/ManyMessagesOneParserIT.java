package dev.trunkline.ai.evi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.ai.evi.EviMessage.Rejected;
import dev.trunkline.testing.Allocation;
import dev.trunkline.testing.RoughJson;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A reader keeps its parser from message to message; no message may tell from what came before it. */
class ManyMessagesOneParserIT {

    private static final long SEED = 20261121;
    private static final int MESSAGES = 40_000;

    private final RoughJson json = new RoughJson(SEED);
    private final EviMessageReader reader = new EviMessageReader();

    @Test
    void whateverCameBeforeAMessageIsReadAsIfItWereTheFirst() {
        List<String> lines = Wire.lines("inbound.jsonl");
        ObjectMapper jackson = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        int rejected = 0;
        for (int i = 0; i < MESSAGES; i++) {
            // Bytes that are no text do not come this far: their connection has been closed.
            byte[] text = new String(json.mutated(json.oneOf(lines)), UTF_8).getBytes(UTF_8);

            String read = Wire.describe(reader.read(text, text.length));

            assertThat(read)
                    .as(() -> new String(text, UTF_8))
                    .isEqualTo(Wire.describe(new EviMessageReader().read(text, text.length)));
            boolean isBadJson = read.equals(new Rejected(Rejection.BAD_JSON).toString());
            assertThat(isBadJson).as(() -> new String(text, UTF_8)).isEqualTo(!isObject(jackson, text));
            rejected += isBadJson ? 1 : 0;
        }
        assertThat(rejected).isBetween(MESSAGES / 10, MESSAGES / 2);
    }

    @Test
    void noMessageHasMoreThanTenThousandFields() {
        String field = ",\"a\":[1,2,{}]";
        byte[] many = ("{\"type\":\"assistant_end\"" + field.repeat(9_999) + "}").getBytes(UTF_8);
        byte[] tooMany = ("{\"type\":\"assistant_end\"" + field.repeat(10_000) + "}").getBytes(UTF_8);
        byte[] farTooMany = ("{\"type\":\"assistant_end\"" + field.repeat(1_000_000) + "}").getBytes(UTF_8);

        assertThat(reader.read(farTooMany, farTooMany.length)).isEqualTo(new Rejected(Rejection.BAD_JSON));
        assertThat(reader.read(tooMany, tooMany.length)).isEqualTo(new Rejected(Rejection.BAD_JSON));
        assertThat(reader.read(many, many.length)).isEqualTo(new EviMessage.AssistantEnd());
    }

    @Test
    void aMessageAllocatesItsTextsAndNoParser() {
        byte[] sentence =
                "{\"type\":\"assistant_message\",\"id\":\"a\",\"message\":{\"role\":\"assistant\",\"content\":\"Yes.\"}}"
                        .getBytes(UTF_8);
        byte[] end = "{\"type\":\"assistant_end\"}".getBytes(UTF_8);
        int times = 5_000;

        assertThat(Allocation.bytesOf(times, () -> reader.read(sentence, sentence.length)) / times)
                .isLessThan(400);
        assertThat(Allocation.bytesOf(times, () -> reader.read(end, end.length)) / times)
                .isLessThan(150);
    }

    private static boolean isObject(ObjectMapper jackson, byte[] text) {
        try {
            return jackson.readTree(text).isObject();
        } catch (IOException e) {
            return false;
        }
    }
}
