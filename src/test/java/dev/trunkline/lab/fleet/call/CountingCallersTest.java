package dev.trunkline.lab.fleet.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.audio.MuLaw;
import dev.trunkline.lab.farend.DualTone;
import dev.trunkline.lab.farend.Tag;
import dev.trunkline.lab.fleet.Fleets;
import dev.trunkline.lab.history.HistoryEvent;
import dev.trunkline.lab.history.HistoryEvent.Heard;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Counting callers say what a numbered far end understands, and know whom they hear when. */
class CountingCallersTest {

    private static final int SECOND = 50; // frames

    @Test
    void wordsAreWholeInOrderAndApart() {
        CountingCaller caller = new CountingCaller(Fleets.SOUND, 3, 62);
        DualTone ear = new DualTone(8_000);
        List<Integer> begun = new ArrayList<>();
        List<Integer> heard = new ArrayList<>();
        int last = DualTone.SILENCE;
        for (int frame = 0; frame < 20 * SECOND; frame++) {
            short[] samples = samples(caller.frame(false));
            int sound = ear.detect(samples, samples.length);
            if (sound >= 0 && last < 0) {
                heard.add(sound);
            }
            last = sound;
            if (caller.wordBegun() >= 0) {
                begun.add(caller.wordBegun());
            }
        }

        assertThat(begun).hasSizeBetween(40, 70).startsWith(62, 63, 64, 65).isSorted();
        assertThat(heard).isEqualTo(begun.stream().map(number -> number % 64).toList());
        assertThat(caller.words()).isEqualTo(62 + begun.size());
    }

    @Test
    void onlyWhoIsSpokenToInterrupts() {
        assertThat(interruptions(false)).isZero();
        assertThat(interruptions(true)).isBetween(3, 30);
    }

    private static int interruptions(boolean agentSpeaks) {
        CountingCaller caller = new CountingCaller(Fleets.SOUND, 5, 0);
        int interruptions = 0;
        for (int frame = 0; frame < 60 * SECOND; frame++) {
            caller.frame(agentSpeaks);
            interruptions += caller.begun() == Tag.INTERRUPT ? 1 : 0;
        }
        return interruptions;
    }

    @Test
    void whoIsHeardIsKnownByTheFrame() {
        AgentEar ear = new AgentEar();
        long nanos = 0;
        nanos = play(ear, nanos, 50, i -> 16_000 * DualTone.sample(56, i / 8_000.0));
        nanos = play(ear, nanos, 10, i -> 0);
        nanos = play(ear, nanos, 25, i -> 500 * Math.sin(2 * Math.PI * 425 * i / 8_000));
        nanos = play(ear, nanos, 50, i -> 16_000 * DualTone.sample(9, i / 8_000.0));
        ear.onClear(nanos - TimeUnit.MILLISECONDS.toNanos(400));
        List<HistoryEvent> heard = ear.heard("+1", nanos);

        assertThat(heard)
                .extracting(event -> (Heard) event)
                .extracting(sound -> sound.generation() + (sound.greeting() ? " greets " : " ")
                        + TimeUnit.NANOSECONDS.toMillis(sound.nanos()) + "-"
                        + TimeUnit.NANOSECONDS.toMillis(sound.toNanos()))
                .containsExactlyInAnyOrder("0 greets 0-1000", "-1 1200-1700", "1 1700-2300");
    }

    @Test
    void aBreakInATurnIsPartOfItAndNoSound() {
        AgentEar ear = new AgentEar();
        long nanos = 0;
        for (int piece = 0; piece < 3; piece++) {
            nanos = play(ear, nanos, 50, i -> 16_000 * DualTone.sample(9, i / 8_000.0));
            nanos += TimeUnit.MILLISECONDS.toNanos(40);
        }

        assertThat(ear.heard("+1", nanos)).singleElement().satisfies(event -> {
            Heard turn = (Heard) event;
            assertThat(turn.toNanos() - turn.nanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(3_080));
            assertThat(turn.soundNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(3_000));
        });
    }

    private static long play(AgentEar ear, long fromNanos, int frames, IntToDoubleFunction sample) {
        StreamScanner scanner = new StreamScanner();
        for (int frame = 0; frame < frames; frame++) {
            byte[] muLaw = new byte[160];
            for (int i = 0; i < muLaw.length; i++) {
                muLaw[i] = MuLaw.encode((short) Math.round(sample.applyAsDouble(frame * 160 + i)));
            }
            String json = "{\"event\":\"media\",\"streamSid\":\"MZ\",\"media\":{\"payload\":\""
                    + Base64.getEncoder().encodeToString(muLaw) + "\"}}";
            byte[] text = json.getBytes(StandardCharsets.US_ASCII);
            assertThat(scanner.read(text, text.length)).isEqualTo(StreamScanner.Kind.MEDIA);
            ear.onMedia(fromNanos + TimeUnit.MILLISECONDS.toNanos(20L * frame), scanner);
        }
        return fromNanos + TimeUnit.MILLISECONDS.toNanos(20L * frames);
    }

    private static short[] samples(byte[] base64) {
        byte[] muLaw = Base64.getDecoder().decode(base64);
        short[] samples = new short[muLaw.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = MuLaw.decode(muLaw[i]);
        }
        return samples;
    }
}
