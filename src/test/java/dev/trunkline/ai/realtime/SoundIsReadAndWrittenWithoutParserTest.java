package dev.trunkline.ai.realtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.realtime.RealtimeEvent.AudioDelta;
import dev.trunkline.net.websocket.TextWriter;
import dev.trunkline.testing.Allocation;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoundIsReadAndWrittenWithoutParserTest {

    private static final long SEED = 20261130;
    private static final int TIMES = 2_000;

    private final AudioDeltaScanner scanner = new AudioDeltaScanner();
    private final RealtimeCodec codec = new RealtimeCodec();

    @Test
    void soundOfEveryLengthComesThrough() {
        Random random = new Random(SEED);
        for (int lengthBytes = 0; lengthBytes < 1_000; lengthBytes++) {
            byte[] sound = new byte[lengthBytes];
            random.nextBytes(sound);

            AudioDelta audio = scanned(message("response.output_audio.delta", sound));

            assertThat(Arrays.copyOf(audio.sound(), audio.lengthBytes())).isEqualTo(sound);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // as OpenAI sends it, as Azure Voice Live does, and as nobody does
                "{'type':'response.output_audio.delta','event_id':'event_1','response_id':'r','item_id':'i',"
                        + "'output_index':0,'content_index':2,'delta':'AQID'}",
                "{'event_id':'event_1','type':'response.audio.delta','response_id':'r','item_id':'i',"
                        + "'output_index':0,'content_index':2,'delta':'AQID'}",
                " {\n\t'delta' : 'AQID' , 'content_index' : 2 ,'item_id':'i','response_id':'r','future': null,"
                        + "'type':'response.output_audio.delta' }\r\n",
            })
    void orderAndSpacesAndFieldsBesideDoNotMatter(String text) {
        assertThat(Events.describe(scanned(Events.utf8(Events.json(text))))).isEqualTo("AudioDelta[r i 2 010203]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'response.output_audio.delta','item_id':'i\\u0031','delta':'AQID'}",
                "{'type':'response.output_audio.delta','delta':'AQID','future':{'delta':'AAAA'}}",
                "{'type':'response.output_audio.delta','delta':'AQI\\u0044'}",
                "{'type':'response.output_audio.delta','delta':'AAAA','delta':'AQID'}",
                "{'type':'response.output_audio.delta','delta':'AQID','delta\\u0000':'AAAA'}",
            })
    void whatIsNotPlainIsLeftToTheParserWhichReadsIt(String text) {
        byte[] bytes = Events.utf8(Events.json(text));

        assertThat(scanner.scan(bytes, bytes.length)).isNull();
        assertThat(Events.describe(codec.decode(bytes, bytes.length))).endsWith(" 0 010203]");
    }

    @Test
    void nothingIsAllocatedForSoundThatComes() {
        byte[] sound = new byte[1_600];
        new Random(SEED).nextBytes(sound);
        byte[] text = message("response.output_audio.delta", sound);

        assertThat(Allocation.bytesOf(TIMES, () -> codec.decode(text, text.length)) / TIMES)
                .isZero();
        assertThat(scanned(text).lengthBytes()).isEqualTo(sound.length);
    }

    @Test
    void nothingIsAllocatedForSoundThatGoes() {
        byte[] frame = new byte[160];
        new Random(SEED).nextBytes(frame);
        long[] writtenBytes = {0};
        TextWriter out = (text, lengthBytes) -> writtenBytes[0] += lengthBytes;

        assertThat(Allocation.bytesOf(TIMES, () -> codec.encodeAudio(frame, frame.length, out)) / TIMES)
                .isZero();
        assertThat(writtenBytes[0]).isPositive();
    }

    private AudioDelta scanned(byte[] text) {
        AudioDelta audio = scanner.scan(text, text.length);
        if (audio == null) {
            throw new AssertionError("left to the parser: " + new String(text, UTF_8));
        }
        return audio;
    }

    private static byte[] message(String type, byte[] sound) {
        return Events.utf8(Events.json("{'type':'" + type
                + "','event_id':'event_BQ2fGqHrmzSxGZTwMbL1z','response_id':'resp_BQ2fG7Zq2NJ9wrLLKBBPN',"
                + "'item_id':'item_BQ2fGWSlC8iXVCcBjWYIT','output_index':0,'content_index':0,'delta':'"
                + Base64.getEncoder().encodeToString(sound) + "'}"));
    }
}
