package dev.trunkline.phone.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.phone.twilio.TwilioMessage.Connected;
import dev.trunkline.phone.twilio.TwilioMessage.Dtmf;
import dev.trunkline.phone.twilio.TwilioMessage.Mark;
import dev.trunkline.phone.twilio.TwilioMessage.Media;
import dev.trunkline.phone.twilio.TwilioMessage.Rejected;
import dev.trunkline.phone.twilio.TwilioMessage.Start;
import dev.trunkline.phone.twilio.TwilioMessage.Stop;
import dev.trunkline.phone.twilio.TwilioMessage.Unknown;
import dev.trunkline.testing.Allocation;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioCodecIT {

    private final TwilioCodec codec = new TwilioCodec();

    private TwilioMessage decode(String json) {
        byte[] bytes = json.getBytes(UTF_8);
        return codec.decode(bytes, bytes.length);
    }

    @Test
    void readsEveryDocumentedMessage() {
        assertThat(decode(Wire.CONNECTED)).isEqualTo(new Connected("Call", "1.0.0"));
        assertThat(decode(Wire.START)).isEqualTo(new Start(Wire.STREAM, Wire.CALL, Map.of("token", "abc")));
        assertThat(decode(Wire.dtmf("#"))).isEqualTo(new Dtmf(Wire.STREAM, '#'));
        assertThat(decode(Wire.mark("1600"))).isInstanceOfSatisfying(Mark.class, mark -> {
            assertThat(mark.streamSid).isEqualTo(Wire.STREAM);
            assertThat(mark.number).isEqualTo(1_600);
        });
        assertThat(decode(Wire.STOP)).isEqualTo(new Stop(Wire.STREAM));
    }

    @Test
    void readsSound() {
        byte[] muLaw = new byte[160];
        new Random(7).nextBytes(muLaw);

        Media media = (Media) decode(Wire.media(3, muLaw));

        assertThat(media.streamSid).isEqualTo(Wire.STREAM);
        assertThat(media.chunk).isEqualTo(3);
        assertThat(media.timestampMillis).isEqualTo(97);
        assertThat(Arrays.copyOf(media.muLaw, media.lengthBytes)).isEqualTo(muLaw);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 80, 159, 160, 161, 320, 7_999, 8_000})
    void readsSoundOfAnySize(int lengthBytes) {
        byte[] muLaw = new byte[lengthBytes];
        new Random(lengthBytes).nextBytes(muLaw);

        Media media = (Media) decode(Wire.media(1, muLaw));

        assertThat(Arrays.copyOf(media.muLaw, media.lengthBytes)).isEqualTo(muLaw);
    }

    @Test
    void readsSoundHoweverItIsWritten() {
        String reordered = "{ \"streamSid\" : \"MZ1\", \"new\" : [1, {}], \"media\" : { \"payload\" : \"AQID\","
                + " \"future\" : null }, \"event\" : \"media\" }";
        String escaped =
                "{\"event\":\"med\\u0069a\",\"streamSid\":\"MZ1\",\"media\":{\"payload\":\"\\/w==\",\"chunk\":7}}";

        Media first = (Media) decode(reordered);
        assertThat(first.chunk).isEqualTo(Media.UNKNOWN);
        assertThat(first.lengthBytes).isEqualTo(3);
        Media second = (Media) decode(escaped);
        assertThat(second.chunk).isEqualTo(7);
        assertThat(second.lengthBytes).isEqualTo(1);
        assertThat(second.muLaw[0]).isEqualTo((byte) 0xFF);
    }

    @Test
    void leavesWhatTwilioMayInventAlone() {
        assertThat(decode("{\"event\":\"transcription\",\"streamSid\":\"MZ1\"}"))
                .isEqualTo(new Unknown("transcription"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            hello                                                                                | bad_json
            {                                                                                    | bad_json
            {"event":"stop","streamSid":"MZ1"} x                                                 | bad_json
            {"event":"stop","event":"stop","streamSid":"MZ1"}                                    | bad_json
            []                                                                                   | bad_json
            "media"                                                                              | bad_json
            {}                                                                                   | bad_field
            {"event":7}                                                                          | bad_field
            {"event":null}                                                                       | bad_field
            {"event":"stop"}                                                                     | bad_field
            {"event":"stop","streamSid":{}}                                                      | bad_field
            {"event":"stop","streamSid":"MZ\\n1"}                                                | bad_field
            {"event":"mark","streamSid":"MZ1"}                                                   | bad_field
            {"event":"mark","streamSid":"MZ1","mark":[]}                                         | bad_field
            {"event":"mark","streamSid":"MZ1","mark":{"name":1}}                                 | bad_field
            {"event":"dtmf","streamSid":"MZ1","dtmf":{"digit":"12"}}                             | bad_field
            {"event":"dtmf","streamSid":"MZ1","dtmf":{"digit":"x"}}                              | bad_field
            {"event":"dtmf","streamSid":"MZ1","dtmf":{"digit":5}}                                | bad_field
            {"event":"start","streamSid":"MZ1"}                                                  | bad_field
            {"event":"start","streamSid":"MZ1","start":{"callSid":"a b"}}                        | bad_field
            {"event":"start","streamSid":"MZ1","start":{"callSid":"CA1","streamSid":"MZ2"}}      | bad_field
            {"event":"start","streamSid":"MZ1","start":{"callSid":"CA1","mediaFormat":{"encoding":"audio/l16"}}}| bad_format
            {"event":"start","streamSid":"MZ1","start":{"callSid":"CA1","mediaFormat":{"sampleRate":16000}}}| bad_format
            {"event":"start","streamSid":"MZ1","start":{"callSid":"CA1","mediaFormat":{"channels":2}}}| bad_format
            {"event":"media","streamSid":"MZ1"}                                                  | bad_field
            {"event":"media","streamSid":"MZ1","media":"AQID"}                                   | bad_field
            {"event":"media","streamSid":"MZ1","media":{"payload":7}}                            | bad_field
            {"event":"media","media":{"payload":"AQID"}}                                         | bad_field
            {"event":"media","streamSid":"MZ1","media":{"payload":"AQID","chunk":"-1"}}          | bad_field
            {"event":"media","streamSid":"MZ1","media":{"payload":"AQID","chunk":"9999999999999999999"}}| bad_field
            {"event":"media","streamSid":"MZ1","media":{"payload":"AQID","timestamp":1.5}}       | bad_field
            {"event":"media","streamSid":"MZ1","sequenceNumber":"x","media":{"payload":"AQID"}}  | bad_field
            {"event":"media","streamSid":"MZ1","media":{"payload":"AQ*D"}}                       | bad_base64
            {"event":"media","streamSid":"MZ1","media":{"payload":"A"}}                          | bad_base64
            {"event":"media","streamSid":"MZ1","media":{"payload":"AQ=="}} {}                    | bad_json
            {"event":"media","streamSid":"MZ1","media":{"payload":"A=ID"}}                       | bad_base64
            {"event":"media","streamSid":"MZ1","media":{"payload":""}}                           | bad_size
            {"event":"media","streamSid":"MZ1","media":{"payload":"AQID","track":"outbound"}}    | wrong_track
            """)
    void saysWhatIsWrong(String json, String reason) {
        assertThat(decode(json)).isEqualTo(new Rejected(reason));
    }

    @Test
    void survivesBombs() {
        assertThat(decode("[".repeat(60_000))).isEqualTo(Rejected.BAD_JSON);
        assertThat(decode("{\"a\":".repeat(10_000))).isEqualTo(Rejected.BAD_JSON);
        assertThat(decode("{\"event\":" + "9".repeat(60_000) + "}")).isEqualTo(Rejected.BAD_JSON);
        assertThat(decode(Wire.media(1, new byte[8_001]))).isEqualTo(Rejected.BAD_SIZE);
        assertThat(decode("\u0000")).isEqualTo(Rejected.BAD_JSON);
        assertThat(decode("")).isEqualTo(Rejected.BAD_JSON);
        assertThat(decode("{\"event\":\"mark\",\"streamSid\":\"MZ1\",\"mark\":{\"name\":\"\\ud800\"}}"))
                .isInstanceOf(Mark.class);
    }

    @Test
    void theFastWayAndTheLongWayAgreeOnEverythingTheFastOneTakes() {
        Random random = new Random(20_261_121);
        MediaScanner scanner = new MediaScanner();
        JsonDecoder decoder = new JsonDecoder();
        Media fast = new Media();
        Media slow = new Media();
        int taken = 0;
        for (int round = 0; round < 60_000; round++) {
            byte[] muLaw = new byte[1 + random.nextInt(200)];
            random.nextBytes(muLaw);
            byte[] json = mutated(Wire.media(random.nextInt(1_000), muLaw).getBytes(UTF_8), random);
            if (scanner.scan(json, json.length, fast) != fast) {
                // Must not throw either; what it says is its own business.
                assertThat(decoder.decode(json, json.length, slow)).isNotNull();
                continue;
            }
            taken++;
            String context = new String(json, UTF_8);
            assertThat(decoder.decode(json, json.length, slow)).as(context).isSameAs(slow);
            assertThat(slow.lengthBytes).as(context).isEqualTo(fast.lengthBytes);
            assertThat(slow.streamSid).as(context).isEqualTo(fast.streamSid);
            assertThat(slow.chunk).as(context).isEqualTo(fast.chunk);
            assertThat(slow.timestampMillis).as(context).isEqualTo(fast.timestampMillis);
            assertThat(Arrays.equals(slow.muLaw, 0, slow.lengthBytes, fast.muLaw, 0, fast.lengthBytes))
                    .as(context)
                    .isTrue();
        }
        // The test would prove nothing if nothing were taken, or everything.
        assertThat(taken).isBetween(15_000, 55_000);
    }

    /** Nothing, or one to three bytes changed, removed, doubled or swapped. */
    private static byte[] mutated(byte[] json, Random random) {
        byte[] result = json;
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(result.length);
            byte[] before = Arrays.copyOf(result, at);
            byte[] after = Arrays.copyOfRange(result, at, result.length);
            switch (random.nextInt(4)) {
                case 0 -> result[at] = (byte) random.nextInt(256);
                case 1 -> result[at] = (byte) "\"{}[],:=\\ 0aA/".charAt(random.nextInt(14));
                case 2 -> result = joined(before, Arrays.copyOfRange(after, Math.min(1, after.length), after.length));
                default -> result = joined(joined(before, new byte[] {result[at]}), after);
            }
            if (result.length == 0) {
                return json;
            }
        }
        return result;
    }

    private static byte[] joined(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    @Test
    void theFastWayTakesWhatTwilioReallySends() {
        byte[] json = Wire.media(1, new byte[160]).getBytes(UTF_8);
        byte[] otherOrder =
                ("{\"media\":{\"payload\":\"AQID\",\"timestamp\":\"1\",\"chunk\":\"2\",\"track\":\"inbound\"},"
                                + "\"streamSid\":\"MZ1\",\"sequenceNumber\":\"3\",\"event\":\"media\"}")
                        .getBytes(UTF_8);

        byte[] mark = "{\"event\":\"mark\",\"sequenceNumber\":\"4\",\"streamSid\":\"MZ1\",\"mark\":{\"name\":\"160\"}}"
                .getBytes(UTF_8);

        assertThat(new MediaScanner().scan(json, json.length, new Media())).isInstanceOf(Media.class);
        assertThat(new MediaScanner().scan(otherOrder, otherOrder.length, new Media()))
                .isInstanceOf(Media.class);
        assertThat(new MediaScanner().scan(mark, mark.length, new Media())).isInstanceOf(Mark.class);
    }

    @Test
    void soundAndMarksAreReadAndWrittenWithoutAllocating() {
        ByteBuf sound = Unpooled.wrappedBuffer(Wire.media(1, new byte[160]).getBytes(UTF_8));
        ByteBuf mark = Unpooled.wrappedBuffer(Wire.mark("160").getBytes(UTF_8));
        TwilioCodec.Outbound outbound = new TwilioCodec.Outbound(Wire.STREAM, (text, lengthBytes) -> {});
        byte[] muLaw = new byte[160];

        // The measurement itself allocates a little.
        assertThat(Allocation.bytesOf(20_000, () -> {
                    codec.decode(sound);
                    codec.decode(mark);
                    outbound.media(muLaw, 160);
                    outbound.mark(1_600);
                }))
                .isLessThan(20_000);
    }

    @Test
    void writesExactlyTheDocumentedFields() throws Exception {
        List<String> written = new ArrayList<>();
        TwilioCodec.Outbound outbound = new TwilioCodec.Outbound(
                Wire.STREAM, (text, lengthBytes) -> written.add(new String(text, 0, lengthBytes, UTF_8)));

        outbound.media(new byte[] {1, 2, 3, 9}, 3);
        outbound.media(new byte[] {1, 2, 3, 9}, 4);
        outbound.media(new byte[] {1, 2, 3, 9}, 3);
        outbound.mark(0);
        outbound.mark(Long.MAX_VALUE);
        outbound.mark(160);
        outbound.clear();

        String start = "\",\"streamSid\":\"" + Wire.STREAM + "\"";
        assertThat(written)
                .containsExactly(
                        "{\"event\":\"media" + start + ",\"media\":{\"payload\":\"AQID\"}}",
                        "{\"event\":\"media" + start + ",\"media\":{\"payload\":\"AQIDCQ==\"}}",
                        "{\"event\":\"media" + start + ",\"media\":{\"payload\":\"AQID\"}}",
                        "{\"event\":\"mark" + start + ",\"mark\":{\"name\":\"0\"}}",
                        "{\"event\":\"mark" + start + ",\"mark\":{\"name\":\"9223372036854775807\"}}",
                        "{\"event\":\"mark" + start + ",\"mark\":{\"name\":\"160\"}}",
                        "{\"event\":\"clear" + start + "}");
    }
}
