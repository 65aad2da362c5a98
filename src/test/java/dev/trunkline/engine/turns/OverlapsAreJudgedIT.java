package dev.trunkline.engine.turns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trunkline.engine.NotingMind;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.chat.ChatScene;
import dev.trunkline.engine.speaking.SoundSettings;
import dev.trunkline.lab.scene.BodySound;
import dev.trunkline.lab.scene.CallerVoices;
import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechMeter;
import dev.trunkline.speech.SpeechRecognizer;
import dev.trunkline.speech.Voice;
import dev.trunkline.speech.moonshine.MoonshineRecognizer;
import dev.trunkline.speech.moonshine.Weights;
import dev.trunkline.speech.tts.HouseVoice;
import dev.trunkline.speech.tts.HouseVoices;
import dev.trunkline.speech.vad.VoiceActivities;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What callers do while the agent speaks, with real voices and the ears of the house, in virtual time in which the ears need 120 ms.
 * {@code -DoverlapCalls=40} makes so many calls; what came of each sound is printed.
 */
class OverlapsAreJudgedIT {

    private static final int CALLS = Integer.getInteger("overlapCalls", 2);
    private static final long EARS_NANOS = 120_000_000L;
    private static final Voice HOUSE = new HouseVoices(HouseVoice.SLT, SpeechMeter.NONE);
    private static final Voice AGENT = new RememberingVoice(HOUSE);
    private static final String STORY =
            "The second is a change of your address, which was asked for in writing and has been confirmed by our branch in Leeds, and"
                    + " the third is a new card, which was sent last week and should reach you before the weekend.";
    private static final List<String> WISHES = List.of(
            "wait, stop please",
            "no, that is not what I meant",
            "stop",
            "hold on a second",
            "actually I need something else",
            "can I ask you something",
            "what do you mean by that",
            "excuse me");
    private static final List<String> BACKCHANNELS = List.of("okay", "right", "yeah", "I see", "uh huh", "all right");
    private static final List<String> ASIDES = List.of(
            "the keys are on the table", "can you close the door", "dinner is in the oven", "take the dog out please");

    /** What a sound over the agent may be. */
    private enum Kind {
        WISH,
        BACKCHANNEL,
        HUM,
        TIC,
        FILLER,
        ASIDE
    }

    /**
     * What came of one.
     *
     * @param heldMillis for how long the agent was silent
     * @param yieldMillis when it fell silent for good; -1 when it went on
     */
    private record Outcome(String what, int heldMillis, int yieldMillis, boolean answered, List<String> events) {}

    @Test
    void wishesYieldAndEverythingElseIsHeldThrough() {
        Weights weights = Weights.inside("tiny");
        assumeTrue(weights.missing() == null, "the weights of the ears are not on the class path");
        Map<Kind, List<Outcome>> outcomes = new EnumMap<>(Kind.class);
        try (MoonshineRecognizer ears = new MoonshineRecognizer(weights)) {
            VoiceActivities activities = VoiceActivities.best();
            CallerVoices voices = new CallerVoices(List.of(HOUSE.named("sam"), HOUSE.named("kevin")));
            for (int call = 0; call < CALLS; call++) {
                SplittableRandom random = new SplittableRandom(4_711 + call);
                int voice = call;
                for (Kind kind : Kind.values()) {
                    String text = text(kind, random);
                    Function<SplittableRandom, Speech> sound = switch (kind) {
                        case HUM -> BodySound.HUM::sound;
                        case TIC -> BodySound.valueOf(text)::sound;
                        case ASIDE -> any -> voices.aside(voice + 1, text);
                        case WISH, BACKCHANNEL, FILLER -> any -> voices.say(voice, text);
                    };
                    Outcome outcome = call(
                            ears,
                            activities,
                            voices.say(voice, "what is my account balance"),
                            text,
                            sound.apply(random),
                            random);
                    outcomes.computeIfAbsent(kind, any -> new ArrayList<>()).add(outcome);
                }
            }
        }
        outcomes.forEach((kind, all) -> {
            System.err.println(kind + ": yields "
                    + all.stream().filter(each -> each.yieldMillis >= 0).count() + " of " + all.size());
            all.forEach(each -> System.err.println("  " + each));
        });
        assertThat(yields(outcomes.get(Kind.WISH))).isGreaterThanOrEqualTo(CALLS * 0.8);
        assertThat(yields(outcomes.get(Kind.BACKCHANNEL))).isLessThanOrEqualTo(CALLS * 0.5);
        for (Kind kind : List.of(Kind.HUM, Kind.TIC, Kind.FILLER, Kind.ASIDE)) {
            assertThat(yields(outcomes.get(kind))).as("%s", kind).isLessThanOrEqualTo(CALLS * 0.1);
            assertThat(outcomes.get(kind)).allMatch(outcome -> outcome.heldMillis < 500);
        }
    }

    private static double yields(@Nullable List<Outcome> outcomes) {
        return Objects.requireNonNull(outcomes).stream()
                .filter(outcome -> outcome.yieldMillis >= 0)
                .count();
    }

    private static String text(Kind kind, SplittableRandom random) {
        List<String> choice = switch (kind) {
            case WISH -> WISHES;
            case BACKCHANNEL -> BACKCHANNELS;
            case FILLER -> List.of("um", "uh");
            case ASIDE -> ASIDES;
            case HUM -> List.of("HUM");
            case TIC -> List.of("COUGH", "THROAT", "BREATH", "SNIFF", "CLICK");
        };
        return choice.get(random.nextInt(choice.size()));
    }

    private static Outcome call(
            SpeechRecognizer ears,
            VoiceActivities activities,
            Speech question,
            String what,
            Speech sound,
            SplittableRandom random) {
        ChatScene scene = new ChatScene(
                TestEngine.SETTINGS.withSound(new SoundSettings(24_000, 200)),
                new NotingMind(),
                AGENT,
                ears,
                activities::forStream,
                EARS_NANOS);
        ChatScene.Caller client =
                scene.connect("?playback_hold=true&verbose_transcription=true").declare();
        Speakerphone phone = new Speakerphone(scene, client, -90, 200, -62, random.nextLong());
        phone.advance(400);
        phone.say(question);
        phone.advance((int) question.durationMillis() + 3_500);
        client.dictate(STORY);
        phone.advance(1_200 + 20 * random.nextInt(60));
        int begunAt = phone.nowMillis();
        phone.say(sound);
        int longest = 0;
        int yieldMillis = -1;
        for (int at = 20; at <= 3_000; at += 20) {
            phone.advance(20);
            longest = Math.max(longest, phone.silentMillis());
            if (yieldMillis < 0 && phone.millisOf("user_interruption", begunAt) >= 0) {
                yieldMillis = at - phone.silentMillis();
            }
        }
        return new Outcome(
                what,
                yieldMillis < 0 ? longest : 0,
                yieldMillis,
                phone.millisOf("user_message", begunAt) >= 0,
                phone.eventsAfter(begunAt));
    }
}
