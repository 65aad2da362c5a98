package dev.trunkline.cli;

import dev.trunkline.lab.farend.FarEndSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How {@code evi --echo} behaves. */
final class Echo {

    @Option(
            names = "--echo",
            required = true,
            description = "No engine: canned speech for measurements, at next to no cost.")
    @SuppressWarnings("UnusedVariable") // that it is given is why this object exists
    private boolean echo;

    @Option(
            names = "--rate",
            paramLabel = "HZ",
            defaultValue = "48000",
            description = "The rate of canned speech: 24000 or 48000.")
    private int sampleRateHz;

    @Option(names = "--talk-seconds", paramLabel = "S", defaultValue = "5", description = "How long an answer is.")
    private int talkSeconds;

    @Option(
            names = "--answer-after-millis",
            paramLabel = "MS",
            defaultValue = "0",
            description = "How long it thinks before it answers.")
    private int answerAfterMillis;

    @Option(
            names = "--ahead-millis",
            paramLabel = "MS",
            description = "How much of an answer is sent at once, the rest in real time; all of it by default.")
    private @Nullable Integer aheadMillis;

    @Option(names = "--always-talking", description = "It talks unasked, and never stops.")
    private boolean alwaysTalking;

    /** @throws IllegalArgumentException when one of them is out of bounds; the message says which */
    FarEndSettings settings(String bindAddress, int port) {
        require(sampleRateHz == 24_000 || sampleRateHz == 48_000, "--rate must be 24000 or 48000");
        require(talkSeconds >= 1 && talkSeconds <= 120, "--talk-seconds must be 1 to 120");
        require(answerAfterMillis >= 0, "--answer-after-millis must not be negative");
        require(aheadMillis == null || aheadMillis >= 0, "--ahead-millis must not be negative");
        return FarEndSettings.local()
                .listeningOn(bindAddress, port)
                .speaking(sampleRateHz, talkSeconds, alwaysTalking)
                .answering(answerAfterMillis, aheadMillis == null ? Integer.MAX_VALUE : aheadMillis);
    }

    private static void require(boolean isRight, String otherwise) {
        if (!isRight) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
