package dev.trunkline.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.call.CallEnd;
import dev.trunkline.call.CallEvent;
import dev.trunkline.call.FarEndEvent;
import dev.trunkline.call.OperatorEvent;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.CarrierInstruction.GoOn;
import dev.trunkline.phone.CarrierInstruction.HangUp;
import dev.trunkline.phone.CarrierInstruction.Transfer;
import dev.trunkline.phone.IncomingCall;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which events a call comes to, whatever becomes of its streams. */
class CallsAreToldOnceTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Transfer DESK = new Transfer("desk", "+15550100001", null, 20);

    private final Receivers receivers = new Receivers("crm");
    private final CallWebhooks webhooks = new CallWebhooks(
            receivers.deliveries, receivers.clock, callSid -> "https://voice.example.com/#/calls/" + callSid);

    @Test
    void aCallThatIsHungUpStartsAndEnds() {
        answered(false);
        ended(CallEnd.AGENT_HUNG_UP, new HangUp());

        assertThat(events()).containsExactly("call.started", "call.ended");
        assertThat(body(0).at("/started/resumed").asBoolean()).isFalse();
        assertThat(body(1).at("/ended/end").asText()).isEqualTo("agent_hung_up");
        assertThat(body(1).at("/ended/durationMillis").asLong()).isEqualTo(61_000);
        assertThat(body(1).at("/call/from").asText()).isEqualTo("+14155550100");
        assertThat(body(1).at("/call/page").asText()).isEqualTo("https://voice.example.com/#/calls/CA1");
        assertThat(body(1).path("id").asText())
                .isEqualTo(receivers.attempts.get(1).id());
    }

    @Test
    void itsEndTellsWhoAnswered() {
        answered(false);
        tell(new FarEndEvent.AiReady("chat-1", "group-1", 1, false, "evi-main"));
        tell(new FarEndEvent.AiReady("chat-2", "group-2", 1, true, "openai"));
        tell(new FarEndEvent.AiReady("chat-3", "group-2", 1, true, "openai"));
        ended(CallEnd.AGENT_HUNG_UP, new HangUp());

        assertThat(body(1).at("/ended/farEnds")).extracting(JsonNode::asText).containsExactly("evi-main", "openai");
    }

    @Test
    void aStreamThatIsFollowedByAnotherIsNoEnd() {
        answered(false);
        ended(CallEnd.STREAM_LOST, new GoOn());
        receivers.time.advance(Duration.ofSeconds(5).toNanos());
        answered(true);
        receivers.time.advance(Duration.ofMinutes(5).toNanos());
        assertThat(events()).containsExactly("call.started");

        ended(CallEnd.CALLER_HUNG_UP, new HangUp());
        assertThat(events()).containsExactly("call.started", "call.ended");
    }

    @Test
    void aStreamThatIsFollowedByNoneWithinAMinuteWasTheLast() {
        answered(false);
        ended(CallEnd.STREAM_LOST, new GoOn());
        receivers.time.advance(Duration.ofSeconds(61).toNanos());

        assertThat(events()).containsExactly("call.started", "call.ended");
        assertThat(body(1).at("/ended/end").asText()).isEqualTo("stream_lost");
    }

    @Test
    void theCarrierMaySayBeforeThatItIsOver() {
        answered(false);
        ended(CallEnd.STREAM_LOST, new GoOn());
        tell(new CallEvent.Refused("+14155550100", "+18005550199", "hung_up"));
        receivers.time.advance(Duration.ofMinutes(2).toNanos());

        assertThat(events()).containsExactly("call.started", "call.ended");
    }

    @Test
    void aTransferTellsAPersonAndEndsAndACallerWhoComesBackStartsAgain() {
        answered(false);
        tell(new OperatorEvent.Escalated(
                OperatorEvent.Escalated.TRANSFER, "desk", "A caller for you.", Map.of("anger", 0.7)));
        ended(CallEnd.TRANSFERRED, DESK);
        answered(true);

        assertThat(events()).containsExactly("call.started", "call.escalated", "call.ended", "call.started");
        assertThat(body(1).at("/escalated/mood/anger").asDouble()).isEqualTo(0.7);
        assertThat(body(2).at("/ended/transferredTo").asText()).isEqualTo("desk");
        assertThat(body(3).at("/started/resumed").asBoolean()).isTrue();
    }

    @Test
    void aMovedCallsEndIsToldElsewhere() {
        answered(false);
        ended(CallEnd.MOVED, new GoOn());
        receivers.time.advance(Duration.ofMinutes(5).toNanos());

        assertThat(events()).containsExactly("call.started");
    }

    @Test
    void itsSoundIsReadyAfterItsEnd() {
        answered(false);
        ended(CallEnd.CALLER_HUNG_UP, new HangUp());
        tell(new CallEvent.Recorded("MZ1", "wav", 60_500, true));

        assertThat(events()).containsExactly("call.started", "call.ended", "recording.ready");
        assertThat(body(2).at("/recording/durationMillis").asLong()).isEqualTo(60_500);
        assertThat(body(2).at("/call/route").asText()).isEqualTo("default");
    }

    @Test
    void ofACallThatWasErasedNothingIsToldAnyMore() {
        answered(false);
        ended(CallEnd.CALLER_HUNG_UP, new HangUp());
        receivers.asked(webhooks.erase((callSid, from, to) -> from.equals("+14155550100")));
        tell(new CallEvent.Recorded("MZ1", "wav", 60_500, true));

        assertThat(events()).containsExactly("call.started", "call.ended");
    }

    private void answered(boolean resumed) {
        tell(new CallEvent.Answered(
                new IncomingCall("CA1", "MZ1", "+14155550100", "+18005550199", Map.of()), "default", resumed));
    }

    private void ended(CallEnd end, CarrierInstruction next) {
        String transferredTo = next instanceof Transfer transfer ? transfer.destination() : null;
        tell(new CallEvent.Ended(
                end, next, transferredTo, Duration.ofSeconds(61).toNanos()));
    }

    private void tell(CallEvent event) {
        webhooks.onEvent("CA1", 0, event);
        receivers.time.advance(0);
    }

    private List<String> events() {
        return receivers.attempts.stream()
                .map(each -> json(each.body()).path("event").asText())
                .toList();
    }

    private JsonNode body(int index) {
        return json(receivers.attempts.get(index).body());
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
