package dev.trunkline.endtoend;

import dev.trunkline.engine.EngineSettings;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.speaking.SoundSettings;
import dev.trunkline.lab.caller.CallerStep;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * How an engine may be set up.
 *
 * @param rateHz of the sound that it sends
 * @param greeting its sentences; empty for an agent that waits for the caller
 */
record Combination(int rateHz, List<String> greeting) {

    static final List<String> GREETING = List.of("Good day.", "What can I do for you?");

    /** After so much silence a caller takes it that the agent has finished; a busy machine makes shorter ones by itself. */
    static final long QUIET_MILLIS = 1_000;

    private static final int CHUNK_MILLIS = 500;

    /** A test of one of them. */
    interface Scenario {
        void play(Combination combination) throws Exception;
    }

    static List<Combination> all() {
        return List.of(
                new Combination(24_000, List.of()),
                new Combination(24_000, GREETING),
                new Combination(48_000, List.of()),
                new Combination(48_000, GREETING));
    }

    /** Plays {@code scenario} in every combination, all at the same time. */
    static void playAll(Scenario scenario) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<?>> plays = new ArrayList<>();
            for (Combination combination : all()) {
                plays.add(threads.submit(() -> {
                    scenario.play(combination);
                    return combination;
                }));
            }
            for (Future<?> play : plays) {
                play.get(2 * WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    EngineSettings settings() {
        return TestEngine.SETTINGS
                .withSound(new SoundSettings(rateHz, CHUNK_MILLIS))
                .withGreeting(String.join(" ", greeting));
    }

    /** What a caller does before speaking: waits for the end of the greeting, or a little. */
    CallerStep opening() {
        return greeting.isEmpty() ? new CallerStep.Pause(500) : new CallerStep.AwaitAgent(QUIET_MILLIS, 10_000);
    }

    /** All that the agent says when, after the greeting, it says {@code sentences}. */
    List<String> said(String... sentences) {
        List<String> said = new ArrayList<>(greeting);
        said.addAll(List.of(sentences));
        return said;
    }
}
