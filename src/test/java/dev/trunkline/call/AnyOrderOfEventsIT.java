package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.AiProblem;
import dev.trunkline.ai.ToolCall;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.PhoneEvents.StreamEnding;
import dev.trunkline.testing.RecordingAi;
import dev.trunkline.testing.Scene;
import dev.trunkline.testing.Wavs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A thousand calls in which everything that may happen happens at random. */
class AnyOrderOfEventsIT {

    private static final int CALLS = 1_000;
    private static final byte[] SOUND = Wavs.tone(24_000, 440, 150);
    private static final byte[] ODD_SOUND = Wavs.tone(44_100, 440, 7);
    private static final byte[] NOISE = new byte[8_000];
    private static final byte[] QUIET = Wavs.muLawTone(0, 1_000);
    private static final List<AiLoss.Kind> LOSSES = List.of(AiLoss.Kind.values());
    private static final List<StreamEnding> ENDINGS = List.of(StreamEnding.values());
    private static final CarrierInstruction.Transfer TRANSFER =
            new CarrierInstruction.Transfer("billing", "+15557001", null, 20);

    private final List<ToolRunner.Answer> running = new ArrayList<>();
    private final List<CallActions> actions = new ArrayList<>();
    private final Map<FarEndEvent.RolledOver.Moment, Integer> moments =
            new EnumMap<>(FarEndEvent.RolledOver.Moment.class);

    @Test
    void endsEveryCallOnceAndLeavesNothingBehind() {
        Map<CallEnd, Integer> ends = new HashMap<>();
        moments.clear();
        for (int seed = 0; seed < CALLS; seed++) {
            CallEnd end = liveThrough(seed);
            ends.merge(end, 1, Integer::sum);
        }

        // Otherwise the dice are loaded and the test proves little.
        assertThat(ends.keySet())
                .contains(
                        CallEnd.CALLER_HUNG_UP,
                        CallEnd.AGENT_HUNG_UP,
                        CallEnd.TRANSFERRED,
                        CallEnd.CALLER_SILENT,
                        CallEnd.MAX_DURATION,
                        CallEnd.STREAM_LOST,
                        CallEnd.PROTOCOL_ERROR,
                        CallEnd.CARRIER_COMPLETED,
                        CallEnd.AI_UNREACHABLE,
                        CallEnd.AI_REFUSED,
                        CallEnd.AI_LOST,
                        CallEnd.SHUT_DOWN)
                .doesNotContain(CallEnd.BUG);
        assertThat(moments).containsKeys(FarEndEvent.RolledOver.Moment.PAUSE, FarEndEvent.RolledOver.Moment.ANY);
    }

    private CallEnd liveThrough(int seed) {
        var random = new SplittableRandom(seed);
        running.clear();
        actions.clear();
        CallPolicy policy = CallPolicy.defaults()
                .limitedTo(Duration.ofSeconds(random.nextInt(5, 90)), Duration.ofSeconds(2))
                .chattingFor(Duration.ofSeconds(random.nextBoolean() ? 1_800 : random.nextInt(2, 20)));
        Scene scene = Scene.prepare()
                .policy(policy)
                .earlyAudioMillis(1_000)
                .tools((tool, call, answer) -> {
                    running.add(answer);
                    actions.add(call);
                })
                .begin();
        boolean moody = random.nextInt(4) == 0;
        for (int step = 0; step < 400; step++) {
            phoneEvent(scene, random);
            aiEvent(scene, random, moody);
            toolEvent(random);
            checkLegs(scene, seed);
            scene.time.advance(random.nextLong(300_000_000));
            if (random.nextInt(20) == 0) {
                scene.time.stall(random.nextLong(500_000_000));
            }
            if (random.nextInt(moody ? 2_000 : 400) == 0) {
                endOfStream(scene, random);
            }
        }
        endOfStream(scene, random);
        scene.time.advanceMillis(60_000);
        scene.heard
                .all(FarEndEvent.RolledOver.class)
                .forEach(rolled -> moments.merge(rolled.moment(), 1, Integer::sum));
        return check(scene, seed);
    }

    /** The phone may go on telling things until its stream has really ended. */
    private static void phoneEvent(Scene scene, SplittableRandom random) {
        switch (random.nextInt(6)) {
            case 0, 1 ->
                scene.call.onCallerAudio(
                        random.nextInt(10) == 0 ? NOISE : QUIET,
                        random.nextInt(1, random.nextInt(20) == 0 ? 8_001 : 321));
            case 2 -> scene.call.onDigit("0123456789*#ABCD".charAt(random.nextInt(16)));
            case 3 -> scene.call.onFrameRejected("bad_json");
            case 4 -> scene.call.onPlayed(random.nextInt(20_000));
            default -> {}
        }
    }

    private static void endOfStream(Scene scene, SplittableRandom random) {
        switch (random.nextInt(5)) {
            case 0 -> scene.call.onCallCompleted();
            case 1 -> scene.call.onEndOrdered(CallEnd.SHUT_DOWN);
            default -> scene.call.onStreamEnded(oneOf(ENDINGS, random));
        }
    }

    private static void aiEvent(Scene scene, SplittableRandom random, boolean moody) {
        List<RecordingAi.Line> lines = new ArrayList<>(2);
        for (RecordingAi.Line each : scene.ai.lines()) {
            if (each.isPending() || each.isLive()) {
                lines.add(each);
            }
        }
        if (lines.isEmpty()) {
            return;
        }
        RecordingAi.Line line = oneOf(lines, random);
        if (line.isPending()) {
            int luck = random.nextInt(10);
            if (luck < 3 && !moody) {
                line.ready("group-" + random.nextInt(3));
            } else if (luck < 5) {
                line.lose(moody ? AiLoss.Kind.DROPPED : oneOf(LOSSES, random));
            } else if (luck == 5) {
                line.ready("group-1");
            }
        } else if (line.isLive()) {
            spoken(line, random, "m" + random.nextInt(30), moody);
        }
    }

    private static void spoken(RecordingAi.Line line, SplittableRandom random, String messageId, boolean moody) {
        switch (random.nextInt(14)) {
            case 0, 1 -> line.says(messageId, "Some words of " + messageId);
            case 2, 3, 4 -> line.sounds(random.nextInt(9) == 0 ? "" : messageId, SOUND);
            case 5 -> line.sounds(messageId, ODD_SOUND);
            case 6 -> line.endsTurn();
            case 7 -> line.noticesInterruption();
            case 8 -> line.transcribes(random.nextBoolean() ? "stop it" : "", random.nextBoolean());
            case 9 -> line.callsTool(new ToolCall("t" + random.nextInt(40), "any", "{}", random.nextInt(9) == 0, true));
            case 10 -> line.speaking().onProblem(new AiProblem("E0100", "", ""));
            case 11 -> {
                if (random.nextInt(8) == 0) {
                    line.speaking()
                            .onTooLong(
                                    random.nextBoolean()
                                            ? 0
                                            : Duration.ofSeconds(3).toNanos());
                } else {
                    line.speaking().onMessageRejected("unknown_type");
                }
            }
            case 12 -> {
                if (random.nextInt(moody ? 2 : 12) == 0) {
                    line.lose(moody ? AiLoss.Kind.DROPPED : oneOf(LOSSES, random));
                }
            }
            default -> {}
        }
    }

    private void toolEvent(SplittableRandom random) {
        if (running.isEmpty() || random.nextInt(4) > 0) {
            return;
        }
        int which = random.nextInt(running.size());
        switch (random.nextInt(8)) {
            case 0 -> actions.get(which).hangUp();
            case 1 -> actions.get(which).transfer(TRANSFER, "A caller for you.");
            case 2 -> running.get(which).fail("failed", "no", "No.");
            default -> running.get(which).succeed("yes");
        }
    }

    private static <T> T oneOf(List<T> all, SplittableRandom random) {
        return all.get(random.nextInt(all.size()));
    }

    private static void checkLegs(Scene scene, int seed) {
        int live = 0;
        for (RecordingAi.Line line : scene.ai.lines()) {
            live += line.isLive() ? 1 : 0;
        }
        if (live > 2) {
            throw new AssertionError("more legs than one and the next, seed " + seed);
        }
    }

    private static CallEnd check(Scene scene, int seed) {
        List<CallEvent> events = scene.heard.events();
        assertThat(scene.heard.all(CallEvent.Answered.class))
                .as("seed %d", seed)
                .hasSize(1);
        var ended = scene.heard.only(CallEvent.Ended.class);
        assertThat(events.get(0)).isInstanceOf(CallEvent.Answered.class);
        assertThat(events.get(events.size() - 1)).as("seed %d", seed).isSameAs(ended);
        assertThat(scene.continuation().next()).isEqualTo(ended.next());
        assertThat(scene.phone.hasLeft()).isTrue();
        assertThat(scene.phone.lateRequests()).as("seed %d", seed).isEmpty();
        assertThat(scene.phone.frames()).allMatch(frame -> frame.lengthBytes() == 160);
        assertThat(scene.phone.clearsMillis()).hasSameSizeAs(scene.heard.all(TalkEvent.BargedIn.class));
        for (RecordingAi.Line line : scene.ai.lines()) {
            assertThat(line.isLive() || line.isPending()).as("seed %d", seed).isFalse();
            assertThat(line.lateRequests()).as("seed %d", seed).isEmpty();
            assertThat(line.unflushedRequests()).as("seed %d", seed).isZero();
        }
        assertThat(scene.time.timers()).as("seed %d", seed).isZero();
        assertThat(scene.time.tickers()).isZero();
        checkSentences(scene, seed);
        checkTools(scene, seed);
        return ended.end();
    }

    private static void checkSentences(Scene scene, int seed) {
        for (TalkEvent.AgentHeard heard : scene.heard.all(TalkEvent.AgentHeard.class)) {
            assertThat(heard.heardMillis()).as("seed %d", seed).isBetween(0L, heard.spokenMillis());
            assertThat(heard.text()).startsWith(heard.heardText());
        }
    }

    private static void checkTools(Scene scene, int seed) {
        List<ToolCall> open = new ArrayList<>(); // the same may be called again, by another session
        scene.heard.all(FarEndEvent.ToolCalled.class).forEach(called -> open.add(called.tool()));
        Set<String> answered = new HashSet<>();
        for (FarEndEvent.ToolAnswered answer : scene.heard.all(FarEndEvent.ToolAnswered.class)) {
            assertThat(open.remove(answer.tool())).as("seed %d", seed).isTrue();
            answered.add(answer.tool().id());
        }
        for (RecordingAi.Line line : scene.ai.lines()) {
            assertThat(line.toolAnswers())
                    .as("seed %d", seed)
                    .allMatch(answer -> answered.contains(answer.tool().id()));
        }
    }
}
