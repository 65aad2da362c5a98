package dev.trunkline.phone.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.fuzz.FuzzTarget;
import dev.trunkline.phone.twilio.TwilioMessage.Media;
import java.util.HexFormat;

/** What Twilio's socket may bring: any bytes at all. The scanner says what the parser says, or nothing. */
class TwilioCodecFuzzTest implements FuzzTarget {

    private final MediaScanner scanner = new MediaScanner();
    private final JsonDecoder parser = new JsonDecoder();
    private final TwilioCodec codec = new TwilioCodec();

    @Override
    public void check(byte[] text) {
        String expected = described(parser.decode(text, text.length, new Media()));

        Media taken = new Media();
        TwilioMessage scanned = scanner.scan(text, text.length, taken);
        if (scanned != null) {
            assertThat(described(scanned)).as(() -> new String(text, UTF_8)).isEqualTo(expected);
        }
        assertThat(described(codec.decode(text, text.length)))
                .as(() -> new String(text, UTF_8))
                .isEqualTo(expected);
    }

    private static String described(TwilioMessage message) {
        if (message instanceof Media media) {
            return "Media " + media.streamSid + " " + media.chunk + " " + media.timestampMillis + " "
                    + HexFormat.of().formatHex(media.muLaw, 0, media.lengthBytes);
        }
        return message instanceof TwilioMessage.Mark mark
                ? "Mark " + mark.streamSid + " " + mark.number
                : message.toString();
    }
}
