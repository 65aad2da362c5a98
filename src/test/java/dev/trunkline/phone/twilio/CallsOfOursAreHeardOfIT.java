package dev.trunkline.phone.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.phone.CallProgress;
import dev.trunkline.phone.CarrierInstruction.Hold;
import dev.trunkline.phone.PlacedCallEvents;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Twilio says of calls that we have placed; who was called is the caller for everybody behind this. */
class CallsOfOursAreHeardOfIT implements PlacedCallEvents {

    private static final Map<String, String> ANSWERED = Map.of(
            "CallSid", Wire.CALL,
            "AccountSid", "AC1",
            "From", "+18005550199",
            "To", "+14155550100",
            "Direction", "outbound-api",
            "CallStatus", "in-progress");

    private final List<String> told = new ArrayList<>();
    private boolean isOurs = true;
    private ServedCarrier served;

    @BeforeEach
    void serve() throws IOException {
        served = new ServedCarrier(ServedCarrier.TOKEN);
        served.outbound.tell(this);
    }

    @AfterEach
    void stop() {
        served.close();
    }

    @Override
    public synchronized boolean answers(String orderId, String callSid) {
        told.add("answers " + orderId);
        return isOurs;
    }

    @Override
    public synchronized void progressed(String orderId, CallProgress progress) {
        told.add(orderId + " " + progress.stage() + " " + progress.sipStatus());
    }

    @Override
    public synchronized void heard(String orderId, String callSid, WhoAnswered who) {
        told.add(orderId + " " + who);
    }

    @Test
    void whoWasCalledIsTheCaller() throws IOException {
        Document twiml = Document.of(
                served.webhook("/twilio/outbound/0123-1/voice", ANSWERED).body());

        assertThat(twiml.verbs()).containsExactly("Connect", "Redirect");
        assertThat(told).containsExactly("answers 0123-1");
        assertThat(served.bridge.asked).containsExactly("ring " + Wire.CALL + " +14155550100 +18005550199");
    }

    @Test
    void alsoWhileTheyWaitForAPersonWhoIsBusy() throws IOException {
        served.bridge.step = new Hold("support", "One moment.", 3, null);
        Document twiml = Document.of(
                served.webhook("/twilio/outbound/0123-1/voice", ANSWERED).body());
        served.bridge.asked.clear();

        served.webhook(twiml.attribute("Enqueue", "waitUrl"), ANSWERED);

        assertThat(served.bridge.asked).containsExactly("holds " + Wire.CALL + " +14155550100 +18005550199");
        assertThat(served.bridge.recollected).containsOnly("+14155550100");
    }

    @Test
    void aCallThatNobodyHasOrderedIsHungUp() throws IOException {
        isOurs = false;

        Document twiml = Document.of(
                served.webhook("/twilio/outbound/0123-1/voice", ANSWERED).body());

        assertThat(twiml.verbs()).containsExactly("Hangup");
        assertThat(served.bridge.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "initiated, '', INITIATED, 0",
        "ringing, '', RINGING, 0",
        "in-progress, 200, ANSWERED, 200",
        "completed, 200, COMPLETED, 200",
        "busy, 486, BUSY, 486",
        "no-answer, 487, NO_ANSWER, 487",
        "failed, 404, FAILED, 404",
        "canceled, 487, CANCELED, 487",
    })
    void itGetsOn(String status, String sip, String stage, int sipStatus) throws IOException {
        Map<String, String> form = new HashMap<>(ANSWERED);
        form.put("CallStatus", status);
        form.put("SipResponseCode", sip);

        assertThat(served.webhook("/twilio/outbound/0123-1/status", form).status())
                .isEqualTo(204);
        assertThat(told).containsExactly("0123-1 " + stage + " " + sipStatus);
    }

    @ParameterizedTest
    @CsvSource({
        "human, HUMAN",
        "machine_start, MACHINE_BEGINS",
        "machine_end_beep, MACHINE_LISTENS",
        "machine_end_silence, MACHINE_LISTENS",
        "machine_end_other, MACHINE_LISTENS",
        "fax, FAX",
        "unknown, UNKNOWN",
        "something_new, UNKNOWN",
    })
    void whoAnswers(String answeredBy, String who) throws IOException {
        Map<String, String> form = Map.of("CallSid", Wire.CALL, "AccountSid", "AC1", "AnsweredBy", answeredBy);

        assertThat(served.webhook("/twilio/outbound/0123-1/machine", form).status())
                .isEqualTo(204);
        assertThat(told).containsExactly("0123-1 " + who);
    }

    @Test
    void strangersAreNotHeard() throws IOException {
        assertThat(served.post("/twilio/outbound/0123-1/status", ANSWERED, "").status())
                .isEqualTo(403);
        assertThat(told).isEmpty();
    }
}
