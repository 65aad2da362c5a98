package dev.trunkline.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.call.CallEvent;
import dev.trunkline.call.FarEndEvent;
import dev.trunkline.phone.IncomingCall;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RecordTellsWhoAnsweredTest {

    private final CallRecorder recorder = new CallRecorder(Clock.systemUTC(), 10);

    @Test
    void eachChangeStandsAmongItsMoments() {
        recorder.onEvent(
                "CA1", 0, new CallEvent.Answered(new IncomingCall("CA1", "MZ1", "+1", "+2", Map.of()), "main", false));
        ready("evi-main", false);
        ready("evi-main", true);
        ready("openai", true);

        CallRecord record = Objects.requireNonNull(recorder.find("CA1", 1));
        assertThat(record.farEnd()).isEqualTo("openai");
        assertThat(details(record, "agent_ready"))
                .containsExactly("at evi-main", "again at evi-main", "again at openai");
        assertThat(details(record, "far_end_changed")).containsExactly("evi-main to openai");
    }

    private void ready(String farEnd, boolean again) {
        recorder.onEvent("CA1", 1, new FarEndEvent.AiReady("chat", "group", 1, again, farEnd));
    }

    private static List<String> details(CallRecord record, String name) {
        return record.events().stream()
                .filter(moment -> moment.name().equals(name))
                .map(CallRecord.Moment::detail)
                .toList();
    }
}
