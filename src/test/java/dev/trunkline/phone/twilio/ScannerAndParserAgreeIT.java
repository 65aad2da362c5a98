package dev.trunkline.phone.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.phone.twilio.TwilioMessage.Media;
import dev.trunkline.testing.RoughJson;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is read from bytes and what Jackson reads are the same, for messages that Twilio sends and for any other. */
class ScannerAndParserAgreeIT {

    private static final long SEED = 20261121;
    private static final int MESSAGES = 30_000;
    private static final List<String> STREAMS = List.of(Wire.STREAM, "MZ1", "", "MZ two", "m".repeat(65));
    private static final List<Object> NUMBERS =
            List.of("1", "0", "007", "42", "", "-1", "1.0", "123456789012345678", "1234567890123456789", 9, 1e3);

    private final RoughJson json = new RoughJson(SEED);
    private final MediaScanner scanner = new MediaScanner();
    private final JsonDecoder parser = new JsonDecoder();
    private final TwilioCodec codec = new TwilioCodec();

    @Test
    void onEveryMessageHoweverItIsWrittenOrSpoilt() {
        int scanned = 0;
        int marks = 0;
        int media = 0;
        int rejected = 0;
        for (int i = 0; i < MESSAGES; i++) {
            byte[] text = json.mutated(json.object(message()));
            Media fresh = new Media();
            String expected = described(parser.decode(text, text.length, fresh));

            assertThat(described(codec.decode(Unpooled.wrappedBuffer(text))))
                    .as(() -> new String(text, UTF_8))
                    .isEqualTo(expected);
            Media taken = new Media();
            TwilioMessage read = scanner.scan(text, text.length, taken);
            if (read != null) {
                assertThat(described(read)).as(() -> new String(text, UTF_8)).isEqualTo(expected);
                scanned += read == taken ? 1 : 0;
                marks += read instanceof TwilioMessage.Mark ? 1 : 0;
            }
            media += expected.startsWith("Media") ? 1 : 0;
            rejected += expected.startsWith("Rejected") ? 1 : 0;
        }
        // It would prove little if the scanner took nothing, or left nothing to the parser, or nothing were wrong.
        assertThat(scanned).isGreaterThan(MESSAGES / 10);
        assertThat(marks).isGreaterThan(MESSAGES / 60);
        assertThat(media - scanned).isGreaterThan(MESSAGES / 10);
        assertThat(rejected).isGreaterThan(MESSAGES / 10);
    }

    private Map<String, ?> message() {
        if (json.onceIn(40)) {
            return Map.of("event", "stop", "streamSid", json.oneOf(STREAMS));
        }
        if (json.onceIn(7)) {
            return mark();
        }
        Map<String, Object> sound = new LinkedHashMap<>();
        sound.put("track", json.onceIn(30) ? "outbound" : "inbound");
        sound.put("chunk", number());
        sound.put("timestamp", number());
        sound.put("payload", payload());
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("event", json.onceIn(30) ? json.oneOf(List.of("mark", "medium", "Media")) : "media");
        message.put("sequenceNumber", number());
        message.put("media", sound);
        message.put("streamSid", json.onceIn(8) ? json.oneOf(STREAMS) : Wire.STREAM);
        return message;
    }

    private Map<String, ?> mark() {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("event", json.onceIn(30) ? "marks" : "mark");
        message.put("sequenceNumber", number());
        message.put(
                "mark", Map.of("name", json.onceIn(8) ? json.oneOf(STREAMS) : String.valueOf(json.bytes(999).length)));
        message.put("streamSid", json.onceIn(8) ? json.oneOf(STREAMS) : Wire.STREAM);
        return message;
    }

    private Object number() {
        return json.onceIn(24) ? json.oneOf(NUMBERS) : String.valueOf(json.bytes(999).length);
    }

    private String payload() {
        if (json.onceIn(40)) {
            return json.oneOf(List.of("=", "====", "A===", "AB=C", "AQ==AQ==", "AR==", "AQJ=", "AQ", "A-_A", "AQI D"));
        }
        byte[] muLaw = json.bytes(json.onceIn(400) ? 9_000 : 60);
        return Base64.getEncoder().encodeToString(muLaw);
    }

    private static String described(TwilioMessage message) {
        return message instanceof Media media
                ? "Media " + media.streamSid + " " + media.chunk + " " + media.timestampMillis + " "
                        + HexFormat.of().formatHex(media.muLaw, 0, media.lengthBytes)
                : message instanceof TwilioMessage.Mark mark
                        ? "Mark " + mark.streamSid + " " + mark.number
                        : message.toString();
    }

    @Test
    void onWhatIsWritten() throws Exception {
        ObjectMapper jackson = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        List<byte[]> written = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            String streamSid = json.onceIn(2) ? Wire.STREAM : new String(json.bytes(20), UTF_8);
            long mark = json.onceIn(2) ? i : (long) i << json.bytes(50).length;
            byte[] muLaw = json.bytes(400);
            byte[] other = json.bytes(400);
            TwilioCodec.Outbound outbound = new TwilioCodec.Outbound(
                    streamSid, (text, lengthBytes) -> written.add(Arrays.copyOf(text, lengthBytes)));
            written.clear();

            outbound.media(Arrays.copyOf(muLaw, 500), muLaw.length);
            outbound.mark(mark);
            outbound.clear();
            outbound.media(other, other.length);

            assertThat(jackson.readTree(written.get(0))).isEqualTo(jackson.valueToTree(media(streamSid, muLaw)));
            assertThat(jackson.readTree(written.get(1)))
                    .isEqualTo(jackson.valueToTree(Map.of(
                            "event", "mark", "streamSid", streamSid, "mark", Map.of("name", String.valueOf(mark)))));
            assertThat(jackson.readTree(written.get(2)))
                    .isEqualTo(jackson.valueToTree(Map.of("event", "clear", "streamSid", streamSid)));
            assertThat(jackson.readTree(written.get(3))).isEqualTo(jackson.valueToTree(media(streamSid, other)));
        }
    }

    private static Map<String, ?> media(String streamSid, byte[] muLaw) {
        String payload = Base64.getEncoder().encodeToString(muLaw);
        return Map.of("event", "media", "streamSid", streamSid, "media", Map.of("payload", payload));
    }
}
