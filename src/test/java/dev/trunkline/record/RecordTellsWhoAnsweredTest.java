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

    /** By them alone the engine's chats are found when a caller is erased. */
    @Test
    void whatTheCallSaidBeforeAtAnotherFarEndStaysKnown() {
        recorder.onEvent(
                "CA1", 0, new CallEvent.Answered(new IncomingCall("CA1", "MZ1", "+1", "+2", Map.of()), "main", false));
        ready("embedded", "group-1");
        ready("embedded", "group-1");
        recorder.onEvent(
                "CA1", 1, new FarEndEvent.RolledOver("chat", "group-2", FarEndEvent.RolledOver.Moment.PAUSE, 1));
        ready("openai", "sess_1");
        ready("openai", "");
        ready("embedded", "group-3");

        CallRecord record = Objects.requireNonNull(recorder.find("CA1", 1));
        assertThat(record.chatGroupId()).isEqualTo("group-3");
        assertThat(record.formerChatGroupIds()).containsExactly("group-1", "group-2", "sess_1");
        assertThat(record.chatGroupIds()).containsExactly("group-1", "group-2", "sess_1", "group-3");
    }

    private void ready(String farEnd, boolean again) {
        ready(farEnd, "group", again);
    }

    private void ready(String farEnd, String group) {
        ready(farEnd, group, true);
    }

    private void ready(String farEnd, String group, boolean again) {
        recorder.onEvent("CA1", 1, new FarEndEvent.AiReady("chat", group, 1, again, farEnd));
    }

    private static List<String> details(CallRecord record, String name) {
        return record.events().stream()
                .filter(moment -> moment.name().equals(name))
                .map(CallRecord.Moment::detail)
                .toList();
    }
}
