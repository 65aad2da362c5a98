package dev.trunkline.speech.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechFailedException;
import dev.trunkline.speech.SpeechMeter;
import dev.trunkline.speech.Voice;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SomeoneAlwaysSpeaksTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1); // clocks may overflow
    private final List<String> primarySaid = new ArrayList<>();
    private boolean isBroken;

    private final Voice primary = new Said("primary", 24_000);
    private Voice voice = primary;

    @BeforeEach
    void together() {
        voice = new FallbackVoice(primary, new Said("fallback", 8_000), nanos::get, SpeechMeter.NONE);
    }

    @Test
    void theFirstVoiceSpeaksWhileItCan() {
        assertThat(voice.say("one").samples()).hasSize(24_000).containsOnly((short) 1);
    }

    @Test
    void theOtherOneSpeaksAtTheSameRateWhenItCannot() {
        isBroken = true;

        Speech speech = voice.say("one");

        assertThat(speech.sampleRateHz()).isEqualTo(24_000).isEqualTo(voice.sampleRateHz());
        assertThat(speech.durationMillis()).isBetween(995L, 1_010L);
    }

    @Test
    void callersDoNotWaitForTheSameFailureWithEverySentence() {
        isBroken = true;
        voice.say("one");
        voice.named("someone").say("two");
        nanos.addAndGet(9_900_000_000L);
        voice.say("three");
        assertThat(primarySaid).containsExactly("one");

        isBroken = false;
        nanos.addAndGet(200_000_000L);
        voice.say("four");

        assertThat(primarySaid).containsExactly("one", "four");
    }

    @Test
    void nobodySpeaksForAVoiceThatWasStoppedWithTheProcess() {
        Voice stopped = new Voice() {
            @Override
            public Speech say(String text) {
                throw new IllegalStateException("unexpected", new InterruptedException());
            }

            @Override
            public int sampleRateHz() {
                return 24_000;
            }
        };
        Voice both = new FallbackVoice(stopped, primary, nanos::get, SpeechMeter.NONE);

        assertThatThrownBy(() -> both.say("one")).hasMessage("unexpected");

        assertThat(primarySaid).isEmpty();
    }

    /** Says one second of ones. */
    private final class Said implements Voice {
        private final String name;
        private final int rateHz;

        Said(String name, int rateHz) {
            this.name = name;
            this.rateHz = rateHz;
        }

        @Override
        public Speech say(String text) {
            if (name.equals("primary")) {
                primarySaid.add(text);
                if (isBroken) {
                    throw new SpeechFailedException("hoarse");
                }
            }
            short[] samples = new short[rateHz];
            java.util.Arrays.fill(samples, (short) 1);
            return new Speech(samples, rateHz);
        }

        @Override
        public int sampleRateHz() {
            return rateHz;
        }
    }
}
