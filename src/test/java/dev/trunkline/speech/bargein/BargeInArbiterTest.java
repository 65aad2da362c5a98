package dev.trunkline.speech.bargein;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.speech.bargein.OverlapWords.Meaning;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of sounds over the agent, frame by frame. Times are milliseconds since the caller's first sound. */
class BargeInArbiterTest {

    private static final int MIN_MILLIS = 300;
    private static final double USUAL = 6_000;

    private final List<String> deeds = new ArrayList<>();
    private final CallerVoice voice = new CallerVoice();
    private final Random random = new Random(12);
    private BargeInArbiter arbiter = arbiter(MIN_MILLIS);
    private long nowMillis;
    private long runMillis;
    private int phase;

    private BargeInArbiter arbiter(int minMillis) {
        return new BargeInArbiter(voice, minMillis, new BargeInArbiter.Floor() {
            @Override
            public void hold() {
                deeds.add("hold at " + nowMillis);
            }

            @Override
            public void goOn() {
                deeds.add("go on at " + nowMillis);
            }

            @Override
            public void giveFloor() {
                deeds.add("yield at " + nowMillis);
            }
        });
    }

    @Test
    void aVoiceHoldsTheAgentAtOnceAndAWishInterrupts() {
        speak(340);
        arbiter.words(Meaning.WISH);
        speak(200);

        assertThat(deeds).containsExactly("hold at 180", "yield at 340");
        assertThat(arbiter.hasYielded()).isTrue();
    }

    @Test
    void aBackchannelLetsTheAgentGoOnAtOnce() {
        speak(340);
        arbiter.words(Meaning.BACKCHANNEL);
        speak(60);
        silence(800);

        assertThat(deeds).containsExactly("hold at 180", "go on at 340");
    }

    @Test
    void aBackchannelThatBecomesAWishInterruptsAfterAll() {
        speak(340);
        arbiter.words(Meaning.BACKCHANNEL);
        speak(260);
        arbiter.words(Meaning.WISH);

        assertThat(deeds).containsExactly("hold at 180", "go on at 340", "yield at 600");
    }

    @Test
    void withoutWordsAShortSoundIsNothing() {
        speak(380);
        silence(800);

        assertThat(deeds).containsExactly("hold at 180", "go on at 760");
    }

    @Test
    void withoutWordsLongSpeechInterrupts() {
        speak(900);

        assertThat(deeds).containsExactly("hold at 180", "yield at 600");
    }

    @Test
    void backchannelsInOneBreathAreLonger() {
        speak(300);
        arbiter.words(Meaning.BACKCHANNEL);
        speak(700);
        silence(600);

        assertThat(deeds).containsExactly("hold at 180", "go on at 300");
    }

    @ParameterizedTest
    @CsvSource({"UNCLEAR, 500, true", "UNCLEAR, 380, false", "WORD, 500, true", "NOTHING, 500, false"})
    void speechThatNobodyUnderstandsIsJudgedByItsLength(Meaning meaning, int millis, boolean interrupts) {
        speak(millis);
        silence(100);
        arbiter.words(meaning);
        silence(800);

        assertThat(deeds.get(1)).startsWith(interrupts ? "yield" : "go on");
    }

    @Test
    void aWishIsObeyedThoughItsWordsComeAfterTheAgentWentOn() {
        speak(360);
        silence(400);
        arbiter.words(Meaning.WISH);

        assertThat(deeds).containsExactly("hold at 180", "go on at 740", "yield at 760");
    }

    @Test
    void aCoughDoesNotHoldAnything() {
        noise(500);
        silence(1_000);

        assertThat(deeds).isEmpty();
    }

    @Test
    void whoTalksAsideIsQuieterThanUsualAndHoldsNothing() {
        usualLevel();
        voiced(2_000, USUAL / 5);
        arbiter.words(Meaning.WISH);
        silence(1_000);

        assertThat(deeds).isEmpty();
    }

    @Test
    void whoGoesOnAsideForLongIsHeardAllTheSame() {
        usualLevel();
        voiced(2_600, USUAL / 5);

        assertThat(deeds).containsExactly("yield at 2500");
    }

    @Test
    void theUsualLevelIsNoAside() {
        usualLevel();
        voiced(700, USUAL / 2);

        assertThat(deeds).containsExactly("hold at 180", "yield at 600");
    }

    @Test
    void nobodyIsHeldForMoreThanASecond() {
        arbiter = arbiter(2_000);
        speak(2_000);

        assertThat(deeds).containsExactly("hold at 1700", "yield at 2000");

        deeds.clear();
        arbiter.end();
        silence(20);
        speak(1_000);
        assertThat(deeds).isEmpty();
    }

    @Test
    void aCallerWhoseSoundStopsComingIsNotWaitedFor() {
        speak(240);

        arbiter.expire();
        arbiter.expire();

        assertThat(deeds).containsExactly("hold at 180", "go on at 240");
    }

    @Test
    void aWishThatIsTooShortHoldsUntilItIsKnownWhetherMoreComes() {
        speak(280);
        arbiter.words(Meaning.WISH);
        silence(300);
        speak(300);

        assertThat(deeds).containsExactly("hold at 180", "yield at 880");
    }

    @Test
    void aRoughThroatInWhichTheEarsFindNoWordsIsNothing() {
        speak(400);
        arbiter.words(Meaning.NOTHING);
        speak(500);
        silence(400);

        assertThat(deeds).containsExactly("hold at 180", "go on at 980");
    }

    @Test
    void twoSoundsInOneTurnAreJudgedOneByOne() {
        speak(340);
        arbiter.words(Meaning.BACKCHANNEL);
        silence(300);
        speak(300);
        arbiter.words(Meaning.WISH);

        assertThat(deeds).containsExactly("hold at 180", "go on at 340", "hold at 820", "yield at 940");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 800, 1_500})
    void aMinimumIsAMinimumWhateverTheWords(int minMillis) {
        arbiter = arbiter(minMillis);
        speak(200);
        arbiter.words(Meaning.WISH);
        speak(minMillis - 220);
        assertThat(deeds).noneMatch(deed -> deed.startsWith("yield"));

        speak(20);

        assertThat(deeds).contains("yield at " + minMillis);
    }

    @Test
    void theEndOfATurnLetsTheAgentGoOn() {
        speak(240);
        arbiter.end();

        assertThat(deeds).containsExactly("hold at 180", "go on at 240");
        assertThat(arbiter.isWeighing()).isFalse();
    }

    @Test
    void silenceIsNothing() {
        silence(5_000);

        assertThat(deeds).isEmpty();
        assertThat(arbiter.isWeighing()).isFalse();
    }

    private void usualLevel() {
        for (int i = 0; i < 100; i++) {
            voice.learn(tone(USUAL));
        }
        voice.endTurn();
    }

    private void speak(int millis) {
        voiced(millis, USUAL);
    }

    private void voiced(int millis, double amplitude) {
        for (int at = 0; at < millis; at += 20) {
            hear(tone(amplitude), true);
        }
    }

    private void noise(int millis) {
        for (int at = 0; at < millis; at += 20) {
            short[] frame = new short[160];
            for (int i = 0; i < frame.length; i++) {
                frame[i] = (short) (5_000 * random.nextGaussian());
            }
            hear(frame, true);
        }
    }

    private void silence(int millis) {
        for (int at = 0; at < millis; at += 20) {
            hear(new short[160], false);
        }
    }

    private void hear(short[] frame, boolean voiced) {
        nowMillis += 20;
        runMillis = voiced ? runMillis + 20 : 0;
        arbiter.hear(frame, voiced ? runMillis : 0);
    }

    /** A voice of 120 Hz, whose fundamental the telephone does not carry. */
    private short[] tone(double amplitude) {
        short[] frame = new short[160];
        for (int i = 0; i < frame.length; i++) {
            double t = phase++ / 8_000.0;
            double sum = 0;
            for (int harmonic = 3; harmonic <= 12; harmonic++) {
                sum += Math.sin(2 * Math.PI * 120 * harmonic * t) / 5;
            }
            frame[i] = (short) (amplitude * sum);
        }
        return frame;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mm-hm.|BACKCHANNEL",
                "Okay, right.|BACKCHANNEL",
                "Um... uh, okay.|BACKCHANNEL",
                "I see.|BACKCHANNEL",
                "I. B.|BACKCHANNEL",
                "B. 4|WORD",
                "Uh-huh, yeah|BACKCHANNEL",
                "Yeah, but I want...|WISH",
                "STOP|WISH",
                "Okay, stop.|WISH",
                "Seventeen|WORD",
                "my other number|WISH",
                "''|NOTHING"
            })
    void wordsMean(String text, Meaning meaning) {
        OverlapWords words = new OverlapWords(
                Set.of("mm hm", "okay", "right", "i see", "uh huh", "yeah"),
                Set.of("um", "uh"),
                Set.of("stop", "but", "my other"));

        assertThat(words.of(text, true)).isEqualTo(meaning);
        assertThat(words.of(" ", false)).isEqualTo(Meaning.UNCLEAR);
        assertThat(words.of(text, false)).isEqualTo(meaning == Meaning.BACKCHANNEL ? meaning : Meaning.UNCLEAR);
    }

    @ParameterizedTest
    @CsvSource({"Um.,true", "'Uh, um...',true", "'Um, okay.',false", "Umbrella,false", "'',false"})
    void whoThinksHasSaidNothing(String text, boolean isThinking) {
        OverlapWords words = new OverlapWords(Set.of("okay"), Set.of("um", "uh"), Set.of());

        assertThat(words.isThinking(text)).isEqualTo(isThinking);
    }
}
