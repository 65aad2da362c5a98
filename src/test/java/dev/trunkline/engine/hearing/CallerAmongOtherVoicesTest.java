package dev.trunkline.engine.hearing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.speech.vad.VoiceActivity;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A detector of speech says yes to every voice; the turn is of the one who began it. */
class CallerAmongOtherVoicesTest {

    private static final int FRAME_SAMPLES = 160;
    private static final int NEEDED_MILLIS = 800;

    private final SplittableRandom random = new SplittableRandom(1);
    private final List<String> told = new ArrayList<>();
    private final Endpointer endpointer =
            new Endpointer(TurnSettings.defaults(), new EverythingIsSpeech(), new Listener());
    private long millis;
    private int needed = NEEDED_MILLIS;

    @Test
    void hisTurnEndsThoughOthersGoOn() {
        speak(1_000, -20);
        speak(2_000, -35);

        assertThat(told).containsExactly("pause", "turn 0-1000");
        assertThat(millis).isEqualTo(3_000);
    }

    @Test
    void heIsNotWaitedForMuchLongerThanInSilence() {
        speak(1_000, -20);
        int waited = 0;
        while (told.stream().noneMatch(each -> each.startsWith("turn"))) {
            speak(20, -35);
            waited += 20;
        }
        assertThat(waited).isBetween(NEEDED_MILLIS, NEEDED_MILLIS + 400);
    }

    @Test
    void aPauseFilledByOthersIsNotTheEnd() {
        needed = 1_800;
        speak(1_000, -20);
        speak(1_200, -35);
        speak(1_000, -20);
        speak(2_500, -35);

        assertThat(told).hasSize(4);
        assertThat(told.get(0)).isEqualTo("pause");
        assertThat(told.get(1)).startsWith("resumed");
        assertThat(told.get(2)).isEqualTo("pause");
        assertThat(told.get(3)).startsWith("turn 0-3");
    }

    @Test
    void whoGoesOnMoreSoftlyAfterAPauseIsHeard() {
        needed = 1_800;
        speak(1_000, -20);
        speak(1_500, -80);
        speak(500, -32);

        assertThat(told).containsExactly("pause", "resumed after 1500");
    }

    @Test
    void aKnockOnTheHandsetHidesNoWords() {
        speak(100, -4);
        speak(3_000, -25);

        assertThat(told).isEmpty();
    }

    @Test
    void softSyllablesAreStillHis() {
        for (int i = 0; i < 8; i++) {
            speak(160, -20);
            speak(160, -34);
        }
        assertThat(told).isEmpty();
    }

    @Test
    void whoGrowsSofterSlowlyIsStillHeard() {
        for (int i = 0; i < 50; i++) {
            speak(100, -20 - i * 0.25);
        }
        assertThat(told).isEmpty();
    }

    @Test
    void whoIsSoftFromTheBeginningIsHeard() {
        speak(1_000, -40);
        speak(1_500, -80);

        assertThat(told).contains("turn 0-1000");
    }

    private void speak(int forMillis, double dbov) {
        double amplitude = Math.pow(10, dbov / 20) * 32_768 * Math.sqrt(3);
        for (int at = 0; at < forMillis; at += 20) {
            short[] frame = new short[FRAME_SAMPLES];
            for (int i = 0; i < FRAME_SAMPLES; i++) {
                frame[i] = (short) ((random.nextDouble() * 2 - 1) * amplitude);
            }
            endpointer.feed(frame, false);
            millis += 20;
        }
    }

    private static final class EverythingIsSpeech implements VoiceActivity {
        @Override
        public boolean isSpeech(short[] samples) {
            long sum = 0;
            for (short sample : samples) {
                sum += Math.abs(sample);
            }
            return sum > 20L * samples.length; // but for a quiet line
        }

        @Override
        public void close() {}
    }

    private final class Listener implements Endpointer.Listener {
        @Override
        public void onSpeech(long runMillis) {}

        @Override
        public void onFrame(short[] samples) {}

        @Override
        public void onPause(Endpointer.Utterance soFar) {
            told.add("pause");
        }

        @Override
        public void onResumed(long silenceMillis) {
            told.add("resumed after " + silenceMillis);
        }

        @Override
        public int silenceNeededMillis() {
            return needed;
        }

        @Override
        public void onUtterance(Endpointer.Utterance utterance) {
            told.add("turn " + utterance.beginMillis() + "-" + Math.round(utterance.endMillis() / 200.0) * 200);
        }

        @Override
        public void onDiscarded() {
            told.add("discarded");
        }
    }
}
