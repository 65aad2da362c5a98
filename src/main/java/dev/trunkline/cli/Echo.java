package dev.trunkline.cli;

import dev.trunkline.lab.farend.ChatFault;
import dev.trunkline.lab.farend.FarEndScript;
import dev.trunkline.lab.farend.FarEndSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How {@code evi --echo} behaves, in either dialect. */
final class Echo {

    private static final int REAL_TIME_MILLIS = 500;
    private static final int FRAMES_PER_SECOND = 50;

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
            description = "The rate of canned speech as EVI has it: 24000 or 48000.")
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

    @Option(
            names = "--numbered",
            description =
                    "Every chat and turn has a sound of its own, in real time, and callers' numbered words are noted.")
    private boolean numbered;

    @Option(
            names = "--fault",
            paramLabel = "FAULT",
            description = "What it does to chats that no EVI should: " + ChatFault.GRAMMAR + "; see commands.md.")
    private @Nullable List<String> faults;

    @Option(names = "--fault-seed", paramLabel = "N", defaultValue = "1", description = "Of which chats faults strike.")
    private long faultSeed;

    @Option(
            names = "--max-chats",
            paramLabel = "N",
            defaultValue = "0",
            description = "At the same time, above which it answers 429; 0: any number.")
    private int maxChats;

    @Option(
            names = "--longest-chat",
            paramLabel = "S",
            defaultValue = "0",
            description =
                    "Seconds after which it ends a chat with E0715, as EVI does after 30 minutes, or session_expired; 0: never.")
    private int longestChatSeconds;

    @Option(
            names = "--interims",
            paramLabel = "N",
            defaultValue = "0",
            description = "Interim transcripts of each caller in a second, 1 to 50; 0: none.")
    private int interims;

    @Option(
            names = "--call-tool",
            paramLabel = "NAME[=JSON]",
            description = "In the Realtime dialect: the function that it calls when a client asks in words.")
    private @Nullable String tool;

    /** @throws IllegalArgumentException when one of them is out of bounds; the message says which */
    FarEndSettings settings(String bindAddress, int port) {
        require(sampleRateHz == 24_000 || sampleRateHz == 48_000, "--rate must be 24000 or 48000");
        require(talkSeconds >= 1 && talkSeconds <= 120, "--talk-seconds must be 1 to 120");
        require(answerAfterMillis >= 0, "--answer-after-millis must not be negative");
        require(aheadMillis == null || aheadMillis >= 0, "--ahead-millis must not be negative");
        require(interims >= 0 && interims <= FRAMES_PER_SECOND, "--interims must be 0 to 50");
        FarEndScript script = new FarEndScript(
                (faults == null ? List.<String>of() : faults)
                        .stream().map(ChatFault::read).toList(),
                faultSeed,
                maxChats,
                longestChatSeconds,
                interims == 0 ? 0 : FRAMES_PER_SECOND / interims,
                tool());
        FarEndSettings settings = FarEndSettings.local()
                .listeningOn(bindAddress, port)
                .scripted(script)
                .speaking(sampleRateHz, talkSeconds, alwaysTalking)
                .answering(answerAfterMillis, aheadMillis == null ? Integer.MAX_VALUE : aheadMillis);
        return numbered
                ? settings.numbered(talkSeconds, aheadMillis == null ? REAL_TIME_MILLIS : aheadMillis)
                : settings;
    }

    private FarEndScript.@Nullable Tool tool() {
        if (tool == null) {
            return null;
        }
        String[] parts = tool.split("=", 2);
        return new FarEndScript.Tool(parts[0], parts.length == 1 ? "{}" : parts[1]);
    }

    private static void require(boolean isRight, String otherwise) {
        if (!isRight) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
