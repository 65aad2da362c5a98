package dev.trunkline.record;

import dev.trunkline.call.CallEnd;
import dev.trunkline.call.CallEvent;
import dev.trunkline.call.FarEndEvent;
import dev.trunkline.call.TalkEvent;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.IncomingCall;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Calls that have been recorded as every call is: by events. */
public final class SomeCalls {

    /** When the first one began. */
    public static final Instant BEGINNING = Instant.parse("2026-11-01T08:00:00Z");

    private static final long MILLI = 1_000_000;
    private static final PriceTable PRICES = new PriceTable("EUR", 0.01, 0.02, 0.07, 0, Set.of("embedded"));

    private SomeCalls() {}

    /** A call that may differ from another in what it is found by. */
    public record Told(
            String callSid,
            Instant at,
            String route,
            String from,
            String callerSays,
            Map<String, Double> scores,
            long turnMillis,
            CallEnd end) {

        /** The same by somebody else. */
        public Told by(String caller) {
            return new Told(callSid, at, route, caller, callerSays, scores, turnMillis, end);
        }

        /** The same with other words. */
        public Told saying(String words) {
            return new Told(callSid, at, route, from, words, scores, turnMillis, end);
        }

        /** The same that began later. */
        public Told later(long seconds) {
            return new Told(callSid, at.plusSeconds(seconds), route, from, callerSays, scores, turnMillis, end);
        }

        /** The record while it goes on. */
        public CallRecord live() {
            CallRecorder recorder = recorder(at);
            answered(recorder);
            talked(recorder);
            return Objects.requireNonNull(recorder.find(callSid, 3_000 * MILLI));
        }

        /** The record of it, ended. */
        public CallRecord ended() {
            CallRecorder recorder = recorder(at);
            into(recorder);
            return Objects.requireNonNull(recorder.find(callSid, 10_000 * MILLI));
        }

        /** Happens, and is recorded by somebody. */
        public void into(CallRecorder recorder) {
            answered(recorder);
            talked(recorder);
            recorder.onEvent(
                    callSid,
                    9_000 * MILLI,
                    new CallEvent.Ended(end, new CarrierInstruction.HangUp(), null, 9_000 * MILLI));
        }

        private void answered(CallRecorder recorder) {
            var call = new IncomingCall(callSid, "MZ1", from, "+18005550199", Map.of());
            recorder.onEvent(callSid, 0, new CallEvent.Answered(call, route, false));
            recorder.onEvent(
                    callSid,
                    200 * MILLI,
                    new FarEndEvent.AiReady("chat", "group-" + callSid, MILLI, false, "evi.example"));
        }

        private void talked(CallRecorder recorder) {
            recorder.onEvent(
                    callSid, 300 * MILLI, new TalkEvent.AgentSays("m1", "How can I help?", Map.of("Joy", 0.3)));
            recorder.onEvent(callSid, 310 * MILLI, new TalkEvent.AgentBegins("m1"));
            recorder.onEvent(callSid, 310 * MILLI, new TalkEvent.Greeted(310 * MILLI));
            recorder.onEvent(
                    callSid, 1_300 * MILLI, new TalkEvent.AgentHeard("m1", "How can I help?", "How can I", 700, 1_000));
            recorder.onEvent(callSid, 2_000 * MILLI, new TalkEvent.CallerSaid(callerSays, false, scores));
            recorder.onEvent(callSid, 2_500 * MILLI, new TalkEvent.TurnTaken(turnMillis * MILLI));
        }
    }

    /** A call at a minute of its own. */
    public static Told call(int number) {
        return new Told(
                "CA%032x".formatted(number),
                BEGINNING.plusSeconds(60L * number),
                "main",
                "+1415555%04d".formatted(number),
                "What does it cost?",
                Map.of("Calm", 0.4),
                600,
                CallEnd.CALLER_HUNG_UP);
    }

    private static CallRecorder recorder(Instant at) {
        return new CallRecorder(Clock.fixed(at, ZoneOffset.UTC), 10, () -> false, PRICES, RecordSink.NONE);
    }
}
