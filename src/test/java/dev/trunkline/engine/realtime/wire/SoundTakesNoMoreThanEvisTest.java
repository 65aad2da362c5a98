package dev.trunkline.engine.realtime.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.wire.ClientCodec;
import dev.trunkline.engine.wire.ServerCodec;
import dev.trunkline.engine.wire.ServerMessage;
import dev.trunkline.testing.Allocation;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** The two events of sound, fifty and two a second in every session, take from the heap what EVI's messages take. */
class SoundTakesNoMoreThanEvisTest {

    private static final int TIMES = 2_000;

    @Test
    void theAgents() {
        String half = Base64.getEncoder().encodeToString(new byte[24_000]); // a second of 24 kHz, by halves
        ServerEvent.Place place = new ServerEvent.Place(WireId.next("resp"), WireId.next("item"), 0, 0);

        long ours = Allocation.bytesOf(
                TIMES,
                () -> ServerEventWriter.write(
                        new ServerEvent.Delta(ServerEventType.RESPONSE_OUTPUT_AUDIO_DELTA, place, half), "event_1"));
        long evis = Allocation.bytesOf(
                TIMES, () -> ServerCodec.encode(new ServerMessage.AudioOutput("0123456789abcdef", 0, half), null));

        assertThat(ours).isLessThan(evis + evis / 20);
    }

    @Test
    void theCallers() {
        String frame = Base64.getEncoder().encodeToString(new byte[160]); // 20 ms of mu-law
        String append = "{\"type\":\"input_audio_buffer.append\",\"audio\":\"" + frame + "\"}";
        String input = "{\"type\":\"audio_input\",\"data\":\"" + frame + "\"}";

        long ours = Allocation.bytesOf(TIMES, () -> ClientEventReader.read(append));
        long evis = Allocation.bytesOf(TIMES, () -> ClientCodec.decode(input));

        assertThat(ours).isLessThan(evis + evis / 4); // it is named, and every field is asked for
    }
}
