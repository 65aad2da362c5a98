package dev.trunkline.engine.turns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.NotingMind;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.chat.ChatScene;
import dev.trunkline.engine.speaking.SoundSettings;
import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechMeter;
import dev.trunkline.speech.Voice;
import dev.trunkline.speech.tts.HouseVoice;
import dev.trunkline.speech.tts.HouseVoices;
import dev.trunkline.speech.vad.FvadVoiceActivity;
import dev.trunkline.speech.vad.VoiceActivities;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Callers on speakerphones, whose telephones give the agent's words back, with real voices and a real detector of speech. {@code
 * -DechoCalls=50} makes so many calls of each kind, and prints what they were like.
 */
class EchoIsNotTheCallerIT {

    private static final int CALLS = Integer.getInteger("echoCalls", 2);
    private static final int TALK_MILLIS = 30_000;
    private static final double NOISE_DB = -58;
    private static final VoiceActivities ACTIVITIES = new VoiceActivities(FvadVoiceActivity.Mode.VERY_AGGRESSIVE);
    private static final List<String> TEXTS = List.of(
            "Thank you for waiting. I have found your account, and I can see three things that happened since we spoke last.",
            "The first is a payment of forty two pounds and fifty pence, which was received on the third of November.",
            "The second is a change of your address, which was asked for in writing and has been confirmed by our branch in Leeds.",
            "The third is a new card, which was sent last week and should reach you before the weekend, if the post is on time.",
            "You do not have to do anything about it. When it comes, please sign it at once, and destroy the old one.",
            "I would also like to mention that our opening hours change in December, from nine until four on weekdays.");
    private static final String INTERRUPTION = "Wait a moment please, that is not my address any more.";
    private static final Voice HOUSE = remembering(new HouseVoices(HouseVoice.SLT, SpeechMeter.NONE));

    /** What a call was like. */
    private record Result(
            int holds, int selfInterruptions, int yieldedAfterMillis, int silentAfterMillis, boolean recognised) {}

    @ParameterizedTest
    @ValueSource(ints = {-20, -10})
    void noCallOfHalfAMinuteInterruptsItselfAndARealInterruptionYields(int echoDb) {
        List<Result> results = new ArrayList<>();
        for (int call = 0; call < CALLS; call++) {
            int delayMillis = 100 + (CALLS == 1 ? 0 : 500 * call / (CALLS - 1));
            results.add(call(echoDb, delayMillis, 1_000 + call));
        }
        System.err.println("echo " + echoDb + " dB: " + results);
        assertThat(results).allSatisfy(result -> {
            assertThat(result.selfInterruptions).isZero();
            assertThat(result.recognised).isFalse();
            assertThat(result.yieldedAfterMillis).isBetween(1, echoDb == -20 ? 1_500 : 3_000);
        });
    }

    @Test
    void aCallerSpeaksOverAnEchoAsLoudAsHimself() {
        Result result = call(-6, 250, 77);

        System.err.println("echo -6 dB: " + result);
        assertThat(result.selfInterruptions).isZero();
        assertThat(result.yieldedAfterMillis).isBetween(1, 1_500);
    }

    @Test
    void withoutAnEchoTheGuardIsNotNoticed() {
        Result result = call(-90, 200, 5);

        System.err.println("no echo: " + result);
        assertThat(result.yieldedAfterMillis).isBetween(1, 900);
    }

    private static Result call(double echoDb, int delayMillis, long seed) {
        Random random = new Random(seed);
        ChatScene scene = new ChatScene(
                TestEngine.SETTINGS.withSound(new SoundSettings(24_000, 200)),
                new NotingMind(),
                HOUSE,
                new TestEngine.ToldEars(),
                ACTIVITIES::forStream,
                0);
        ChatScene.Caller client =
                scene.connect("?playback_hold=true&verbose_transcription=true").declare();
        Speakerphone phone = new Speakerphone(scene, client, echoDb, delayMillis, NOISE_DB, seed);
        phone.advance(200 + random.nextInt(500));
        while (phone.nowMillis() < TALK_MILLIS - 6_000) {
            client.dictate(TEXTS.get(random.nextInt(TEXTS.size())));
            do {
                phone.advance(200);
            } while (phone.isPlaying());
            phone.advance(200 + 20 * random.nextInt(50));
        }
        client.dictate(TEXTS.get(0)).dictate(TEXTS.get(2));
        phone.advance(1_500 + 20 * random.nextInt(100));
        int selfInterruptions =
                (int) phone.events.stream().filter("user_interruption"::equals).count();
        int holds = (int) phone.events.stream().filter("playback_hold"::equals).count();
        boolean recognised = phone.events.contains("user_message") || phone.events.contains("interim");

        int begunAt = phone.nowMillis();
        phone.say(HOUSE.named("sam").say(INTERRUPTION));
        int silentAfter = -1;
        for (int at = 0; at < 3_000; at += 20) {
            phone.advance(20);
            silentAfter = silentAfter < 0 && phone.silentMillis() >= 100 ? at - 80 : silentAfter;
        }
        int yieldedAt = phone.millisOf("user_interruption", begunAt);
        return new Result(holds, selfInterruptions, yieldedAt < 0 ? -1 : yieldedAt - begunAt, silentAfter, recognised);
    }

    /** The same sentences are said in every call. */
    private static Voice remembering(Voice voice) {
        Map<String, Speech> said = new ConcurrentHashMap<>();
        return new Voice() {
            @Override
            public Speech say(String text) {
                return said.computeIfAbsent(text, voice::say);
            }

            @Override
            public Voice named(String name) {
                return remembering(voice.named(name));
            }

            @Override
            public int sampleRateHz() {
                return voice.sampleRateHz();
            }
        };
    }
}
