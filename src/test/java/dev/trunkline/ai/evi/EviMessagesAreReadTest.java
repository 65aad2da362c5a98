package dev.trunkline.ai.evi;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EviMessagesAreReadTest {

    private final EviCodec codec = new EviCodec();

    @Test
    void everyDocumentedMessageMeansWhatItSays() {
        assertThat(Wire.lines("inbound.jsonl").stream()
                        .map(line -> Wire.describe(codec.decode(Wire.bytes(line))))
                        .collect(Collectors.joining("\n")))
                .isEqualTo(String.join("\n", Wire.lines("inbound.txt")));
    }

    @Test
    void theParserAloneReadsTheSame() {
        EviMessageReader reader = new EviMessageReader();

        assertThat(Wire.lines("inbound.jsonl").stream()
                        .map(line -> Wire.describe(reader.read(
                                line.getBytes(StandardCharsets.UTF_8), line.getBytes(StandardCharsets.UTF_8).length)))
                        .collect(Collectors.joining("\n")))
                .isEqualTo(String.join("\n", Wire.lines("inbound.txt")));
    }

    @Test
    void whatCannotBeUsedIsAValueWithItsReason() {
        for (String line : Wire.lines("rejected.tsv")) {
            String[] reasonAndMessage = line.split("\t", 2);

            EviMessage message = codec.decode(Wire.bytes(reasonAndMessage[1]));

            assertThat(message).as(line).isInstanceOf(EviMessage.Rejected.class);
            assertThat(((EviMessage.Rejected) message).reason().label())
                    .as(line)
                    .isEqualTo(reasonAndMessage[0]);
        }
    }

    @Test
    void bytesThatAreNoTextAreRejected() {
        byte[] latin1 = "{\"type\":\"error\",\"message\":\"\u00fc\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(codec.decode(Unpooled.wrappedBuffer(latin1))).isEqualTo(new EviMessage.Rejected(Rejection.BAD_JSON));
    }

    @Test
    void noMutationOfAnyMessageThrows() {
        Random random = new Random(20261121);
        int rejected = 0;
        for (String line : Wire.lines("inbound.jsonl")) {
            byte[] original = line.getBytes(StandardCharsets.UTF_8);
            for (int round = 0; round < 2_000; round++) {
                byte[] mutated = Arrays.copyOf(original, 1 + random.nextInt(original.length));
                if (random.nextBoolean()) {
                    mutated = original.clone();
                }
                for (int edits = random.nextInt(4); edits > 0; edits--) {
                    mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
                }

                EviMessage message = codec.decode(Unpooled.wrappedBuffer(mutated));

                rejected += message instanceof EviMessage.Rejected ? 1 : 0;
            }
        }
        assertThat(rejected).isBetween(10_000, 41_000);
    }

    @Test
    void aBufferIsReadFromWhereItBegins() {
        ByteBuf text = Unpooled.buffer().writeBytes(new byte[13]);
        text.writeCharSequence("{\"type\":\"assistant_end\"}", StandardCharsets.US_ASCII);
        text.skipBytes(13);

        assertThat(codec.decode(text)).isEqualTo(new EviMessage.AssistantEnd());
        assertThat(text.readerIndex()).isEqualTo(13);
    }

    @Test
    void sixteenLevelsAreReadAndMoreAreNot() {
        String unknown = "{\"type\":\"x\",\"deep\":%s}";

        assertThat(codec.decode(Wire.bytes(String.format(unknown, "[".repeat(15) + "]".repeat(15)))))
                .isEqualTo(new EviMessage.Unknown("x"));
        assertThat(codec.decode(Wire.bytes(String.format(unknown, "[".repeat(16) + "]".repeat(16)))))
                .isEqualTo(new EviMessage.Rejected(Rejection.BAD_JSON));
        assertThat(codec.decode(Wire.bytes("[".repeat(1_000_000))))
                .isEqualTo(new EviMessage.Rejected(Rejection.BAD_JSON));
    }

    @Test
    void aTextOfMegabytesIsNobodysWords() {
        String error = "{\"type\":\"error\",\"message\":\"%s\"}";

        assertThat(codec.decode(Wire.bytes(String.format(error, "x".repeat(1 << 20)))))
                .isInstanceOf(EviMessage.Failed.class);
        assertThat(codec.decode(Wire.bytes(String.format(error, "x".repeat(5 << 20)))))
                .isEqualTo(new EviMessage.Rejected(Rejection.BAD_JSON));
    }

    @Test
    void whatIsTooLongForAnIdIsNone() {
        String id = "i".repeat(513);

        for (String message : new String[] {
            "{'type':'audio_output','id':'%s','index':0,'data':'AAAA'}",
            "{'type':'assistant_message','id':'%s','message':{'role':'assistant','content':'Hi'}}",
            "{'type':'tool_call','tool_call_id':'%s','name':'n','parameters':'{}'}",
        }) {
            String json = message.replace('\'', '"');
            assertThat(codec.decode(Wire.bytes(json.formatted(id))))
                    .isEqualTo(new EviMessage.Rejected(Rejection.TOO_LONG));
            assertThat(codec.decode(Wire.bytes(json.formatted(id.substring(1)))))
                    .isNotInstanceOf(EviMessage.Rejected.class);
        }
    }
}
