package dev.trunkline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.lab.phone.CallWatcher;
import dev.trunkline.lab.phone.PhoneRecord;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Prints a call as it happens: what the phone notices at once, and what the bridge writes down (words, tools) as soon as it
 * is asked for. Thread-safe.
 */
final class LivePrinter implements CallWatcher, AutoCloseable {

    private static final long ASK_MILLIS = 150;

    private final ConsoleTranscript transcript;
    private final BridgeRecords records;
    private final Set<String> printed = new HashSet<>();
    private final ScheduledExecutorService asking = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "live-printer");
        thread.setDaemon(true);
        return thread;
    });
    private volatile String callSid = "";

    LivePrinter(ConsoleTranscript transcript, BridgeRecords records) {
        this.transcript = transcript;
        this.records = records;
    }

    @Override
    public void streamStarted(String sid, String streamSid, long atMillis) {
        boolean first = callSid.isEmpty();
        callSid = sid;
        transcript.line(atMillis, "phone", first ? "the call is answered" : "the caller is back with the agent");
        if (first) {
            asking.scheduleWithFixedDelay(this::ask, ASK_MILLIS, ASK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void callerSays(String text, boolean interrupting, long atMillis) {
        transcript.line(atMillis, "caller", (interrupting ? "(interrupting) " : "") + text);
    }

    @Override
    public void callerPresses(char digit, long atMillis) {
        transcript.line(atMillis, "caller", "presses " + digit);
    }

    @Override
    public void said(PhoneRecord.Said said) {
        transcript.line(said.atMillis(), "twilio", "says: " + said.words());
    }

    @Override
    public void dialled(PhoneRecord.Dialled dialled) {
        transcript.line(
                dialled.atMillis(),
                "twilio",
                "dials " + dialled.number() + ": " + dialled.outcome()
                        + (dialled.whisper().isEmpty() ? "" : " (they hear first: " + dialled.whisper() + ")"));
    }

    @Override
    public void warned(PhoneRecord.Warning warning) {
        if (warning.code() != CallReports.OUR_OWN_CLOSE) {
            transcript.line(warning.atMillis(), "twilio", "warns " + warning.code() + ": " + warning.text());
        }
    }

    private void ask() {
        JsonNode record = records.find(callSid);
        if (!record.isMissingNode()) {
            print(record);
        }
    }

    /** Prints what a record holds and was not printed yet. */
    synchronized void print(JsonNode record) {
        int index = 0;
        for (JsonNode line : record.path("transcript")) {
            String key = "line" + index++;
            boolean agent = line.path("who").asText().equals("agent");
            long startMillis = line.path("startMillis").asLong(0);
            if (line.path("startMillis").isNull()) {
                continue;
            }
            if (printed.add(key)) {
                transcript.line(startMillis, agent ? "agent" : "heard", agent ? text(line) : "\"" + text(line) + "\"");
            }
            long heardMillis = line.path("heardMillis").asLong(0);
            if (line.path("interrupted").asBoolean() && heardMillis > 0 && printed.add(key + "cut")) {
                transcript.line(
                        startMillis + heardMillis,
                        "agent",
                        "-- cut off; heard was: \"" + line.path("heardText").asText() + "\"");
            }
        }
        index = 0;
        for (JsonNode tool : record.path("toolCalls")) {
            String outcome = tool.path("outcome").asText("");
            if (!outcome.isEmpty() && !outcome.equals("null") && printed.add("tool" + index)) {
                transcript.line(
                        tool.path("atMillis").asLong(),
                        "tool",
                        tool.path("name").asText() + " "
                                + tool.path("parameters").asText() + " -> " + outcome);
            }
            index++;
        }
    }

    private static String text(JsonNode line) {
        return line.path("text").asText();
    }

    @Override
    public void close() {
        asking.shutdownNow();
    }
}
