package dev.trunkline.phone.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.DialOutcome;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamIsOverIT {

    private static final Map<String, String> CALL = Map.of("CallSid", Wire.CALL, "From", "+1", "To", "+2");

    private ServedCarrier served;
    private String next;

    @BeforeEach
    void haveAStream() throws IOException {
        served = new ServedCarrier(ServedCarrier.TOKEN);
        next = Document.of(served.webhook("/twilio/voice", CALL).body()).text("Redirect");
        served.bridge.asked.clear();
    }

    @AfterEach
    void stop() {
        served.close();
    }

    private Document ask(String url) throws IOException {
        return Document.of(served.webhook(url, CALL).body());
    }

    private Document ask(String url, String name, String value) throws IOException {
        Map<String, String> form = new HashMap<>(CALL);
        form.put(name, value);
        return Document.of(served.webhook(url, form).body());
    }

    @Test
    void aConversationThatIsOverEnds() throws IOException {
        served.bridge.step = new CarrierInstruction.HangUp();

        assertThat(ask(next).verbs()).containsExactly("Hangup");
        assertThat(served.bridge.asked).containsExactly("next " + Wire.CALL + " 1");
    }

    @Test
    void aConversationThatBrokeGetsAnotherStream() throws IOException {
        Document second = ask(next);

        assertThat(second.verbs()).containsExactly("Connect", "Redirect");
        assertThat(second.text("Redirect")).contains("attempt=2");
        assertThat(ask(second.text("Redirect")).text("Redirect")).contains("attempt=3");
        assertThat(served.bridge.asked).containsExactly("next " + Wire.CALL + " 1", "next " + Wire.CALL + " 2");
    }

    @Test
    void theSameQuestionGetsTheSameAnswer() throws IOException {
        assertThat(served.webhook(next, CALL).body())
                .isEqualTo(served.webhook(next, CALL).body());
        assertThat(served.bridge.asked).hasSize(1);
    }

    @Test
    void theBridgeIsToldHowManyStreamsThereWere() throws IOException {
        Document document = ask(next);
        for (int streams = 2; streams < 8; streams++) {
            document = ask(document.text("Redirect"));
            assertThat(document.verbs()).containsExactly("Connect", "Redirect");
        }

        ask(document.text("Redirect"));

        assertThat(served.bridge.asked).hasSize(8).last().isEqualTo("next " + Wire.CALL + " 8");
    }

    @Test
    void aTransferDialsWithAWhisperAndComesBack() throws IOException {
        served.bridge.step = new CarrierInstruction.Transfer("billing", "+15550123", "+18005550199", 25);

        Document twiml = ask(next);

        assertThat(twiml.verbs()).containsExactly("Dial");
        assertThat(twiml.attribute("Dial", "answerOnBridge")).isEqualTo("true");
        assertThat(twiml.attribute("Dial", "timeout")).isEqualTo("25");
        assertThat(twiml.attribute("Dial", "callerId")).isEqualTo("+18005550199");
        assertThat(twiml.attribute("Dial", "timeLimit")).isEqualTo("14400");
        assertThat(twiml.text("Number")).isEqualTo("+15550123");
        String whisper = twiml.attribute("Number", "url");
        String dialed = twiml.attribute("Dial", "action");

        served.bridge.whisper = "A caller with <a> \"bill\" & a\u0000 question \ud800";
        Map<String, String> theirLeg = Map.of("CallSid", "CAtheirs", "ParentCallSid", Wire.CALL);
        Document heard = Document.of(served.webhook(whisper, theirLeg).body());
        assertThat(heard.verbs()).containsExactly("Say");
        assertThat(heard.text("Say")).isEqualTo("A caller with <a> \"bill\" & a question ");

        served.bridge.step = new CarrierInstruction.GoOn();
        Document back = ask(dialed, "DialCallStatus", "no-answer");
        assertThat(back.verbs()).containsExactly("Connect", "Redirect");
        assertThat(back.text("Redirect")).contains("attempt=2");
        ask(dialed, "DialCallStatus", "no-answer");
        assertThat(served.bridge.asked)
                .containsExactly(
                        "next " + Wire.CALL + " 1", "whisper " + Wire.CALL, "dialed " + Wire.CALL + " NO_ANSWER");
    }

    /** This one may be gone before the person has rung for long enough. */
    @Test
    void whileThisNodeDrainsAnotherIsAskedHowATransferWent() throws IOException {
        URI others = URI.create("https://others.example.com");
        TwilioSettings settings = new TwilioSettings(
                URI.create(ServedCarrier.PUBLIC), ServedCarrier.TOKEN, null, 60, TwilioSettings.Hold.SILENT, others);
        try (ServedCarrier draining = ServedCarrier.with(settings)) {
            String question =
                    Document.of(draining.webhook("/twilio/voice", CALL).body()).text("Redirect");
            draining.bridge.step = new CarrierInstruction.Transfer("billing", "+15550123", null, 25);
            draining.bridge.isDraining = true;

            Document twiml = Document.of(draining.webhook(question, CALL).body());

            assertThat(twiml.attribute("Dial", "action")).startsWith(others + "/twilio/dialed?");
            assertThat(twiml.attribute("Number", "url")).startsWith(ServedCarrier.PUBLIC + "/twilio/whisper?");
        }
    }

    @Test
    void aTransferMayLeadToAnother() throws IOException {
        served.bridge.step = new CarrierInstruction.Transfer("billing", "+15550123", null, 25);
        Document first = ask(next);
        served.bridge.step = new CarrierInstruction.Transfer("sales", "+15550124", null, 25);
        Document second = ask(first.attribute("Dial", "action"), "DialCallStatus", "busy");
        served.bridge.step = new CarrierInstruction.HangUp();

        Document third = ask(second.attribute("Dial", "action"), "DialCallStatus", "busy");

        assertThat(second.text("Number")).isEqualTo("+15550124");
        assertThat(third.verbs()).containsExactly("Hangup");
    }

    @Test
    void whoIsDialledAfterOneWhoDeclinedHasNotDeclined() throws IOException {
        served.bridge.step = new CarrierInstruction.Transfer("billing", "+15550123", null, 25, true);
        Document first = ask(next);
        served.webhook(first.attribute("Number", "url"), Map.of("CallSid", "CAtheirs", "ParentCallSid", Wire.CALL));
        Document second = ask(first.attribute("Dial", "action"), "DialCallStatus", "no-answer");

        ask(second.attribute("Dial", "action"), "DialCallStatus", "busy");
        ask(first.attribute("Dial", "action"), "DialCallStatus", "no-answer"); // Twilio repeats itself

        assertThat(served.bridge.asked).endsWith("dialed " + Wire.CALL + " DECLINED", "dialed " + Wire.CALL + " BUSY");
    }

    @Test
    void whoeverIsAskedHowATransferWentOrForOneWhoWaitsHearsWhichConversationTheCallerHasLeft() throws IOException {
        served.bridge.conversation = "group-1@evi";
        served.bridge.step = new CarrierInstruction.Transfer("billing", "+15550123", null, 25);
        Document transfer = ask(next);
        served.bridge.step = new CarrierInstruction.Hold("billing", "", 5, null);
        Document queue = ask(transfer.attribute("Dial", "action"), "DialCallStatus", "busy");
        assertThat(served.bridge.carried).isEqualTo("group-1@evi");
        served.bridge.carried = null;
        served.bridge.conversation = null; // the other node knows nothing
        ask(queue.attribute("Enqueue", "waitUrl"));
        assertThat(served.bridge.carried).isEqualTo("group-1@evi");
        served.bridge.carried = null;
        Document wait = ask(queue.attribute("Enqueue", "waitUrl"));
        ask(wait.attribute("Gather", "action"));
        assertThat(served.bridge.carried).isEqualTo("group-1@evi");
        served.bridge.carried = null;

        ask(queue.attribute("Enqueue", "action"), "QueueResult", "leave");

        assertThat(served.bridge.carried).isEqualTo("group-1@evi");
    }

    @ParameterizedTest
    @CsvSource({
        "completed, true, TALKED",
        "completed, false, DECLINED",
        "completed, '', TALKED",
        "answered, '', TALKED",
        "answered, false, DECLINED",
        "no-answer, false, NO_ANSWER",
        "busy, '', BUSY",
        "canceled, '', CANCELED",
        "failed, false, FAILED",
        "unheard-of, false, FAILED"
    })
    void whoWasNotPutThroughHasNotTalked(String status, String bridged, DialOutcome outcome) throws IOException {
        served.bridge.step = new CarrierInstruction.Transfer("billing", "+15550123", "+18005550199", 25);
        String dialed = ask(next).attribute("Dial", "action");

        served.webhook(dialed, Map.of("CallSid", Wire.CALL, "DialCallStatus", status, "DialBridged", bridged));

        assertThat(served.bridge.asked).contains("dialed " + Wire.CALL + " " + outcome);
    }

    @Test
    void aSipAddressAndAClientHaveTheirOwnNouns() throws IOException {
        served.bridge.step =
                new CarrierInstruction.Transfer("pbx", "sip:bridge@pbx.example.com;transport=tls", null, 25);
        Document sip = ask(next);
        assertThat(sip.text("Sip")).isEqualTo("sip:bridge@pbx.example.com;transport=tls");
        assertThat(sip.attribute("Sip", "url")).contains("/twilio/whisper");

        served.bridge.step = new CarrierInstruction.Transfer("app", "client:Bob", "+18005550199", 25);
        Document client = ask(sip.attribute("Dial", "action"), "DialCallStatus", "busy");
        assertThat(client.text("Client")).isEqualTo("Bob");
        assertThat(client.attribute("Dial", "callerId")).isEqualTo("+18005550199");
        assertThat(client.attribute("Client", "url")).contains("/twilio/whisper");
    }

    @Test
    void withoutWordsThereIsNoWhisper() throws IOException {
        served.bridge.step = new CarrierInstruction.Transfer("billing", "+15550123", null, 25);
        Document twiml = ask(next);

        assertThat(twiml.has("Dial", "callerId")).isFalse();
        assertThat(ask(twiml.attribute("Number", "url")).verbs()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attempt=1>attempt=2",
                "attempt=1>attempt=-1",
                "attempt=1>attempt=99999999999",
                "attempt=1>attempt=",
                "n=>n=1",
                "sig=>sig=A",
                "sig=>x=",
                "call=CA0123>call=CA1123",
                "/twilio/next>/twilio/dialed",
                "/twilio/next>/twilio/whisper",
            })
    void aLinkThatWasTouchedIsForbidden(String change) throws IOException {
        String[] fromTo = change.split(">", -1);

        int status = served.webhook(next.replace(fromTo[0], fromTo[1]), CALL).status();

        assertThat(status).isEqualTo(403);
        assertThat(served.bridge.asked).isEmpty();
        assertThat(served.bridge.rejected).isEqualTo(List.of("bad_link"));
    }

    @Test
    void aLinkOfOneCallIsNoLinkOfAnother() throws IOException {
        assertThat(served.webhook(next, Map.of("CallSid", "CAother")).status()).isEqualTo(403);
        assertThat(served.webhook("/twilio/next", CALL).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"completed", "busy", "failed", "no-answer", "canceled"})
    void theDeskIsToldOnceThatACallIsOver(String status) throws IOException {
        Map<String, String> form = Map.of("CallSid", Wire.CALL, "CallStatus", status);

        assertThat(served.webhook("/twilio/status", form).status()).isEqualTo(204);
        assertThat(served.webhook("/twilio/status", form).status()).isEqualTo(204);

        assertThat(served.bridge.asked).containsExactly("completed " + Wire.CALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"queued", "initiated", "ringing", "in-progress", "", "COMPLETED"})
    void aCallThatIsNotOverIsNot(String status) throws IOException {
        assertThat(served.webhook("/twilio/status", Map.of("CallSid", Wire.CALL, "CallStatus", status))
                        .status())
                .isEqualTo(204);
        assertThat(served.bridge.asked).isEmpty();
    }

    @Test
    void aCallMayBeSentHereByRest() throws IOException {
        served.bridge.step = new CarrierInstruction.HangUp();

        assertThat(ask(served.carrier.nextUrl(Wire.CALL, 3).toString()).verbs()).containsExactly("Hangup");
        assertThat(served.bridge.asked).containsExactly("next " + Wire.CALL + " 3");
    }
}
