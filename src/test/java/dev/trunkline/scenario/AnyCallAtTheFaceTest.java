package dev.trunkline.scenario;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.ai.AgentProfile.ToolSpec;
import dev.trunkline.call.CallActions;
import dev.trunkline.call.CallEvent;
import dev.trunkline.call.TalkEvent;
import dev.trunkline.call.ToolRunner;
import dev.trunkline.control.CallTool;
import dev.trunkline.control.CollectDigitsTool;
import dev.trunkline.control.PressKeysTool;
import dev.trunkline.control.Toolbox;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.ToolRequest;
import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechRecognizer;
import dev.trunkline.testing.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Callers, agents and wires that do what they like, in any order: the face refuses nothing, no call ends, every word of the caller's is told
 * once, and what the caller heard is known.
 */
class AnyCallAtTheFaceTest {

    private static final ToolSpec LOOK_UP =
            new ToolSpec("look_up", "Looks it up.", "{\"type\":\"object\"}", "Not now.");
    private static final int SEEDS = Integer.getInteger("seeds", 4);
    private static final int STEPS = 40;
    private static final double STEP_HZ = 15;
    private static final int SHORT_SESSION_SECONDS = 30;

    private final Toolbox tools =
            new Toolbox(List.of(new LookUp(), new PressKeysTool(), new CollectDigitsTool("main", null)));
    private Random random = new Random();
    private @Nullable FaceScene scene;
    private int said;

    static IntStream seeds() {
        return IntStream.range(0, SEEDS);
    }

    /** At once, or later. */
    private final class LookUp implements CallTool {
        @Override
        public ToolSpec spec() {
            return LOOK_UP;
        }

        @Override
        public void run(JsonNode arguments, CallActions call, ToolRunner.Answer answer) {
            if (random.nextBoolean()) {
                answer.succeed("It is found.");
            } else {
                at().time.after(random.nextInt(3_000) * 1_000_000L, () -> answer.succeed("It is found late."));
            }
        }
    }

    private FaceScene at() {
        return requireNonNull(scene);
    }

    private FaceScene call(int seed) {
        int seconds = seed % 3 == 2 ? SHORT_SESSION_SECONDS : 1_800;
        return FaceScene.lasting(seconds, this::recognize, call -> offered(call, seed));
    }

    private Scene.Builder offered(Scene.Builder call, int seed) {
        return (seed % 2 == 1 ? call.turns(FaceScene.WE_DECIDE) : call).offering(tools);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverHappens(int seed) {
        random = new Random(20261130 + seed);
        try (FaceScene begun = call(seed)) {
            scene = begun;
            for (int step = 0; step < STEPS; step++) {
                happens();
            }
            at().callerIsSilent(20_000);

            assertThat(at().scene.heard.all(CallEvent.Ended.class)).isEmpty();
            assertThat(at().callerSaid()).doesNotHaveDuplicates();
            assertThat(at().callerSaid().size() + forgotten()).isEqualTo(said);
            assertThat(at().scene.phone.soundedMillis()).isCloseTo(heardMillis(), within(300L));
        }
    }

    /** Turns that were said aside, or through an agent that went on, where we decide. */
    private long forgotten() {
        return at().line.lines().stream()
                .flatMap(line -> FaceScene.sent(line, "conversation.item.delete").stream())
                .filter(deleted -> !deleted.path("item_id").asText().startsWith("context_"))
                .count();
    }

    private long heardMillis() {
        return at().scene.heard.all(TalkEvent.AgentHeard.class).stream()
                .mapToLong(heard -> heard.text().startsWith("(keys") ? heard.heardMillis() / 2 : heard.heardMillis())
                .sum();
    }

    private void happens() {
        switch (random.nextInt(13)) {
            case 0, 1, 2, 3 -> {
                at().mind.willSay("Answer. ".repeat(1 + random.nextInt(12)));
                says(random.nextInt(1_500));
            }
            case 4 -> {
                at().mind.willThink(listener -> {
                    listener.onSentence("One moment.");
                    listener.onTool(new ToolRequest("look_up", "{}", false));
                    listener.onTool(new ToolRequest("look_up", "{}", false));
                    listener.onDone();
                });
                says(200);
            }
            case 5 -> {
                at().mind.willCall("press_keys", "{\"keys\":\"12\"}", false);
                says(200);
            }
            case 6 -> {
                at().mind.willCall("collect_digits", "{\"max\":1}", false);
                says(200);
            }
            case 7 -> {
                at().mind.willThink(this::slowly);
                says(random.nextInt(2_000));
            }
            case 8, 9 -> at().scene.call.onDigit((char) ('0' + random.nextInt(10)));
            case 10 -> {
                if (random.nextInt(3) == 0) {
                    at().line.line().cut();
                }
                at().callerIsSilent(random.nextInt(2_000));
            }
            default -> at().callerIsSilent(random.nextInt(6_000));
        }
    }

    private void says(int thenMillis) {
        at().scene.callerSounds(hertz(++said), 700 + random.nextInt(1_000));
        at().callerIsSilent(700 + thenMillis);
    }

    /** Every turn of the caller's has a pitch of its own: whoever hears it again knows it again. */
    private static double hertz(int turn) {
        return FaceScene.CALLER_HZ + STEP_HZ * turn;
    }

    private SpeechRecognizer.Result recognize(Speech utterance) {
        short[] samples = utterance.samples();
        List<Double> periods = new ArrayList<>(); // in samples, from one rise through zero to the next
        double last = -1;
        for (int i = 1; i < samples.length; i++) {
            if (samples[i - 1] < 0 && samples[i] >= 0) {
                double rise = i - samples[i] / (double) (samples[i] - samples[i - 1]);
                if (last >= 0) {
                    periods.add(rise - last);
                }
                last = rise;
            }
        }
        if (periods.isEmpty()) {
            return SpeechRecognizer.Result.NOTHING;
        }
        periods.sort(null);
        double heardHz = utterance.sampleRateHz() / periods.get(periods.size() / 2);
        long turn = Math.round((heardHz - FaceScene.CALLER_HZ) / STEP_HZ);
        return new SpeechRecognizer.Result("Words number " + turn + " are these", true);
    }

    private void slowly(DialogModel.Listener listener) {
        at().time.after(random.nextInt(2_500) * 1_000_000L, () -> {
            listener.onSentence("That took a while.");
            at().time.after(random.nextInt(1_500) * 1_000_000L, () -> {
                listener.onSentence("And this a little more.");
                listener.onDone();
            });
        });
    }
}
