package dev.trunkline.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.record.CallRecord;
import dev.trunkline.record.CallRecorder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How calls stand when somebody begins to watch, as JSON. Thread-safe. */
final class StandingJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final CallRecorder records;

    StandingJson(CallRecorder records) {
        this.records = records;
    }

    /** Begins the events of all calls. */
    record Hello(String type, List<Summary> calls) {}

    /** Begins the events of one. */
    record Whole(String type, @Nullable CallRecord record) {}

    /**
     * A live call in a line.
     *
     * @param lastWho who spoke last, caller or agent; null while nobody has
     * @param lastTurnMillis of the newest turn, or null
     */
    record Summary(
            String callSid,
            String route,
            String from,
            String to,
            String startedAt,
            long durationMillis,
            @Nullable Long greetingMillis,
            @Nullable Long lastTurnMillis,
            int turns,
            int interruptions,
            @Nullable String lastWho,
            @Nullable String lastText) {

        static Summary of(CallRecord call) {
            List<Long> turns = call.turnMillis();
            List<CallRecord.Line> said = call.transcript();
            CallRecord.Line last = said.isEmpty() ? null : said.get(said.size() - 1);
            return new Summary(
                    call.callSid(),
                    call.route(),
                    call.from(),
                    call.to(),
                    call.startedAt(),
                    call.durationMillis(),
                    call.greetingMillis(),
                    turns.isEmpty() ? null : turns.get(turns.size() - 1),
                    turns.size(),
                    call.bargeIns().size(),
                    last == null ? null : last.who(),
                    last == null ? null : last.text());
        }
    }

    /** @param callSid null for all that are live */
    byte[] of(@Nullable String callSid, long nowNanos) {
        try {
            return JSON.writeValueAsBytes(
                    callSid == null
                            ? new Hello("hello", live(nowNanos))
                            : new Whole("call", records.find(callSid, nowNanos)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record that is no JSON", e);
        }
    }

    private List<Summary> live(long nowNanos) {
        return records.all(nowNanos).stream()
                .filter(call -> call.state().equals("live"))
                .map(Summary::of)
                .toList();
    }
}
