package dev.trunkline.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.AiProblem;
import dev.trunkline.ai.ToolCall;
import dev.trunkline.call.CallActions;
import dev.trunkline.call.CallEnd;
import dev.trunkline.call.CallEvent;
import dev.trunkline.call.CallPolicy;
import dev.trunkline.call.DigitRequest;
import dev.trunkline.call.ToolRunner;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.PhoneEvents.StreamEnding;
import dev.trunkline.testing.RecordingAi;
import dev.trunkline.testing.Wavs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls in which everything that may happen happens at random, with a loop that stalls. */
class AnyCallReplaysToTheBitIT {

    private static final int CALLS = 150;
    private static final int STEPS = 250;
    private static final byte[] SOUND = Wavs.tone(24_000, 440, 150);
    private static final byte[] LONG_SOUND = Wavs.tone(48_000, 440, 9_000); // more than one tick may convert
    private static final byte[] SHORT_SOUND = Wavs.tone(8_000, 440, 90);
    private static final byte[] NOISE = new byte[8_000];
    private static final byte[] QUIET = Wavs.muLawTone(0, 1_000);
    private static final CarrierInstruction.Transfer TRANSFER =
            new CarrierInstruction.Transfer("billing", "+15557001", null, 20);

    @TempDir
    private Path folder;

    private final List<ToolRunner.Answer> running = new ArrayList<>();
    private final List<CallActions> actions = new ArrayList<>();

    @Test
    void whateverHappensInIt() throws IOException {
        Set<CallEnd> ends = new HashSet<>();
        for (int seed = 0; seed < CALLS; seed++) {
            Path own = Files.createDirectory(folder.resolve("call" + seed));
            RecordedScene scene = liveThrough(new SplittableRandom(seed), own);
            ends.add(scene.heard.only(CallEvent.Ended.class).end());

            ReplayResult result = scene.replayed();
            assertThat(result.first()).as("seed %d", seed).isEmpty();
            assertThat(result.differences()).as("seed %d", seed).isEmpty();
            assertThat(result.isEqual()).as("seed %d", seed).isTrue();
            assertThat(result.ending()).as("seed %d", seed).isEqualTo("whole");
        }

        assertThat(ends).hasSizeGreaterThan(7); // else the dice are loaded
    }

    private RecordedScene liveThrough(SplittableRandom random, Path own) {
        running.clear();
        actions.clear();
        CallPolicy policy = CallPolicy.defaults()
                .limitedTo(Duration.ofSeconds(random.nextInt(5, 90)), Duration.ofSeconds(2))
                .chattingFor(Duration.ofSeconds(random.nextBoolean() ? 1_800 : random.nextInt(2, 20)));
        RecordedScene scene = new RecordedScene(own, policy, (tool, call, answer) -> {
            running.add(answer);
            actions.add(call);
            if (random.nextInt(3) == 0) {
                toolEvent(random, running.size() - 1); // at once
            }
        });
        for (int step = 0; step < STEPS; step++) {
            phoneEvent(scene, random);
            aiEvent(scene, random);
            if (!running.isEmpty() && random.nextInt(4) == 0) {
                toolEvent(random, random.nextInt(running.size()));
            }
            scene.time.advance(random.nextLong(300_000_000));
            scene.recorder.write();
            if (random.nextInt(20) == 0) {
                scene.time.stall(random.nextLong(500_000_000));
            }
            if (random.nextInt(400) == 0) {
                endOfStream(scene, random);
            }
        }
        endOfStream(scene, random);
        scene.passes(60_000);
        return scene;
    }

    private static void phoneEvent(RecordedScene scene, SplittableRandom random) {
        switch (random.nextInt(6)) {
            case 0, 1 -> {
                byte[] sound = random.nextInt(10) == 0 ? NOISE : QUIET;
                scene.call.onCallerAudio(sound, random.nextInt(1, random.nextInt(20) == 0 ? 8_001 : 321));
            }
            case 2 -> scene.call.onDigit("0123456789*#ABCD".charAt(random.nextInt(16)));
            case 3 -> scene.call.onFrameRejected("bad_json");
            case 4 -> scene.call.onPlayed(random.nextInt(20_000));
            default -> {}
        }
    }

    private static void endOfStream(RecordedScene scene, SplittableRandom random) {
        switch (random.nextInt(5)) {
            case 0 -> scene.call.onCallCompleted();
            case 1 -> scene.call.onEndOrdered(CallEnd.SHUT_DOWN);
            default -> scene.call.onStreamEnded(oneOf(List.of(StreamEnding.values()), random));
        }
    }

    private static void aiEvent(RecordedScene scene, SplittableRandom random) {
        List<RecordingAi.Line> lines = scene.ai.lines().stream()
                .filter(line -> line.isPending() || line.isLive())
                .toList();
        if (lines.isEmpty()) {
            return;
        }
        RecordingAi.Line line = oneOf(lines, random);
        if (line.isPending()) {
            int luck = random.nextInt(10);
            if (luck < 4) {
                line.ready("group-" + random.nextInt(3));
            } else if (luck == 4) {
                line.lose(oneOf(List.of(AiLoss.Kind.values()), random));
            }
        } else {
            spoken(line, random, "m" + random.nextInt(30));
        }
    }

    private static void spoken(RecordingAi.Line line, SplittableRandom random, String messageId) {
        switch (random.nextInt(16)) {
            case 0, 1 -> line.says(messageId, "Some words of " + messageId);
            case 2, 3, 4 -> line.sounds(random.nextInt(9) == 0 ? "" : messageId, SOUND);
            case 5 -> line.sounds(messageId, random.nextBoolean() ? SHORT_SOUND : LONG_SOUND);
            case 6 -> line.endsTurn();
            case 7 -> line.noticesInterruption();
            case 8 -> line.transcribes(random.nextBoolean() ? "stop it" : "", random.nextBoolean());
            case 9 -> line.callsTool(new ToolCall("t" + random.nextInt(40), "any", "{}", random.nextInt(9) == 0, true));
            case 10 -> line.speaking().onProblem(new AiProblem("E0100", "", ""));
            case 11 -> line.speaking().onTooLong(random.nextBoolean() ? 0 : 3_000_000_000L);
            case 12 -> {
                if (random.nextInt(12) == 0) {
                    line.lose(oneOf(List.of(AiLoss.Kind.values()), random));
                }
            }
            case 13 -> line.holds();
            case 14 -> line.goesOn();
            default -> line.fills(messageId, "A filler");
        }
    }

    private void toolEvent(SplittableRandom random, int which) {
        CallActions call = actions.get(which);
        ToolRunner.Answer answer = running.get(which);
        switch (random.nextInt(12)) {
            case 0 -> call.hangUp();
            case 1 -> call.transfer(TRANSFER, "A caller for you.");
            case 2 -> answer.fail("failed", "no", "No.");
            case 3 -> answer.mayTake(5_000_000_000L);
            case 4 -> call.pressKeys("12w#", heard -> answer.succeed("heard " + heard));
            case 5, 6 -> {
                DigitRequest request =
                        new DigitRequest(2, 4, '#', 3_000_000_000L, 1_000_000_000L, random.nextBoolean());
                call.collectDigits(request, outcome -> answer.succeed(outcome.toString()));
            }
            default -> answer.succeed("yes");
        }
    }

    private static <T> T oneOf(List<T> all, SplittableRandom random) {
        return all.get(random.nextInt(all.size()));
    }
}
