package dev.trunkline.lab.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.carrier.twiml.Callee;
import dev.trunkline.lab.phone.HungUpBy;
import dev.trunkline.lab.phone.PhoneRecord;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DialIT {

    private static final String NUMBER = "+15550100";

    private HandMadeBridge bridge;
    private SimulatedCarrier carrier;

    @BeforeEach
    void start() throws Exception {
        bridge = new HandMadeBridge();
        bridge.page(
                        "voice",
                        "<Dial action=\"/dialed\" timeout=\"1\" answerOnBridge=\"true\" callerId=\"+18005550199\">"
                                + "<Number url=\"/whisper\">" + NUMBER + "</Number></Dial><Say>never</Say>")
                .page("whisper", "<Say>A caller about</Say><Say>an invoice.</Say>")
                .page("dialed", "<Hangup/>");
        carrier = SimulatedCarrier.start(CarrierSettings.local());
    }

    @AfterEach
    void stop() {
        carrier.close();
        bridge.close();
    }

    @Test
    void putsTheCallerThroughToAPersonWhoHasHeardTheWhisper() throws Exception {
        var person = new Callee.Answers(100, Tones.speech(600, 500, 22_050), 1_000);

        PhoneRecord record = call(person, CallerScript.of());

        assertThat(record.carrier().dialled())
                .singleElement()
                .returns(NUMBER, PhoneRecord.Dialled::number)
                .returns("answered", PhoneRecord.Dialled::outcome)
                .returns("A caller about an invoice.", PhoneRecord.Dialled::whisper);
        assertThat(bridge.asked("whisper").get(0).form())
                .containsEntry("ParentCallSid", record.callSid())
                .containsEntry("Direction", "outbound-dial")
                .containsEntry("From", "+18005550199")
                .containsEntry("To", NUMBER);
        assertThat(bridge.asked("dialed").get(0).form())
                .containsEntry("DialCallStatus", "completed")
                .hasEntrySatisfying(
                        "DialCallDuration", seconds -> assertThat(seconds).matches("[1-9]"))
                .containsEntry("CallSid", record.callSid())
                .containsEntry(
                        "DialCallSid", bridge.asked("whisper").get(0).form().get("CallSid"));
        assertThat(record.conversation().agentSegments())
                .singleElement()
                .satisfies(segment ->
                        assertThat(segment.endMillis() - segment.startMillis()).isBetween(480L, 520L));
        assertThat(record.carrier().said()).isEmpty();
    }

    @Test
    void tellsTheActionWhyNobodyCouldBeReached() throws Exception {
        assertThat(status(new Callee.Busy(50))).isEqualTo("busy");
        assertThat(status(new Callee.NoAnswer(100))).isEqualTo("no-answer");
        assertThat(status(new Callee.Answers(5_000, null, 0))).isEqualTo("no-answer");
        assertThat(status(new Callee.Fails())).isEqualTo("failed");
    }

    @Test
    void doesNotBridgeAPersonWhoHangsUpDuringTheWhisper() throws Exception {
        bridge.page("whisper", "<Say>A caller.</Say><Hangup/>");

        assertThat(status(new Callee.Answers(10, null, 0))).isEqualTo("no-answer");
    }

    @Test
    void doesNotBridgeAPersonWhoDeclinesAfterTheWhisper() throws Exception {
        PhoneRecord record = call(new Callee.Declines(10), CallerScript.of());

        assertThat(bridge.asked("dialed").get(0).form())
                .containsEntry("DialCallStatus", "completed")
                .containsEntry("DialBridged", "false");
        assertThat(record.carrier().dialled())
                .singleElement()
                .returns("declined", PhoneRecord.Dialled::outcome)
                .returns("A caller about an invoice.", PhoneRecord.Dialled::whisper);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"client:alice", "sip:alice@example.com", "whatsapp:+14155550100", "anonymous", "+266696687", ""})
    void ringsNoTelephoneInTheNameOfSomebodyWhoHasNoNumber(String from) throws Exception {
        bridge.page("voice", "<Dial action=\"/dialed\"><Number>" + NUMBER + "</Number></Dial>");
        PhoneCall call = PhoneCall.to(bridge.url("voice"), CallerScript.of())
                .withNumbers(from, "+18005550199")
                .withCallees(Map.of(NUMBER, new Callee.Answers(10, null, 0)));

        PhoneRecord record = carrier.place(call).get(30, TimeUnit.SECONDS);

        assertThat(bridge.asked("dialed").get(0).form()).containsEntry("DialCallStatus", "failed");
        assertThat(record.carrier().warnings())
                .extracting(PhoneRecord.Warning::code)
                .contains(13_214);
    }

    @Test
    void ringsSipAndClientsInAnybodysName() throws Exception {
        bridge.page("voice", "<Dial action=\"/dialed\"><Client>bob</Client></Dial>");
        PhoneCall call = PhoneCall.to(bridge.url("voice"), CallerScript.of())
                .withNumbers("client:alice", "")
                .withCallees(Map.of("client:bob", new Callee.Answers(10, null, 0)));

        PhoneRecord record = carrier.place(call).get(30, TimeUnit.SECONDS);

        assertThat(record.carrier().dialled())
                .singleElement()
                .returns("client:bob", PhoneRecord.Dialled::number)
                .returns("answered", PhoneRecord.Dialled::outcome);
    }

    @Test
    void endsWithTheCallerWhoHangsUpWhileTalkingToThePerson() throws Exception {
        PhoneRecord record = call(
                new Callee.Answers(10, null, 60_000),
                CallerScript.of(new CallerStep.Pause(600), new CallerStep.HangUp()));

        assertThat(record.ending().hungUpBy()).isEqualTo(HungUpBy.CALLER);
        assertThat(bridge.asked("dialed")).isEmpty();
        assertThat(record.carrier().dialled()).hasSize(1);
    }

    private String status(Callee callee) throws Exception {
        bridge.asked.clear();
        PhoneRecord record = call(callee, CallerScript.of());
        String status = bridge.asked("dialed").get(0).form().getOrDefault("DialCallStatus", "");
        assertThat(record.carrier().dialled())
                .extracting(PhoneRecord.Dialled::outcome)
                .containsExactly(status);
        return status;
    }

    private PhoneRecord call(Callee callee, CallerScript script) throws Exception {
        return carrier.place(PhoneCall.to(bridge.url("voice"), script).withCallees(Map.of(NUMBER, callee)))
                .get(30, TimeUnit.SECONDS);
    }
}
