package dev.trunkline.phone.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.net.http.RawPeer;
import dev.trunkline.phone.CarrierInstruction;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallRingsIT {

    private static final Map<String, String> RINGING = Map.of(
            "CallSid", Wire.CALL,
            "AccountSid", "AC1",
            "From", "+14155550100",
            "To", "+18005550199",
            "CallStatus", "ringing",
            "SomethingNew", "ñ & more");

    private ServedCarrier served;

    @BeforeEach
    void serve() throws IOException {
        served = new ServedCarrier(ServedCarrier.TOKEN);
    }

    @AfterEach
    void stop() {
        served.close();
    }

    @Test
    void aCallThatMayGoOnGetsAStreamAndAfterItAsksAgain() throws IOException {
        RawPeer.Response response = served.webhook("/twilio/voice", RINGING);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.head().toLowerCase(java.util.Locale.ROOT)).contains("content-type: text/xml");
        Document twiml = Document.of(response.body());
        assertThat(twiml.verbs()).containsExactly("Connect", "Redirect");
        // With an action, Twilio would never reach the Redirect.
        assertThat(twiml.has("Connect", "action")).isFalse();
        assertThat(twiml.attribute("Stream", "url"))
                .matches("wss://voice\\.example\\.com/twilio/media/[A-Za-z0-9_-]{100,200}");
        assertThat(twiml.attribute("Redirect", "method")).isEqualTo("POST");
        assertThat(twiml.text("Redirect"))
                .startsWith("https://voice.example.com/twilio/next?call=" + Wire.CALL + "&attempt=1&n=");
        assertThat(served.bridge.asked).containsExactly("ring " + Wire.CALL + " +14155550100 +18005550199");
    }

    @Test
    void theSameQuestionGetsTheSameAnswerAndTheDeskIsAskedOnce() throws IOException {
        String first = served.webhook("/twilio/voice", RINGING).body();
        String again = served.webhook("/twilio/voice", RINGING).body();

        assertThat(again).isEqualTo(first);
        assertThat(served.bridge.asked).hasSize(1);

        String other = served.webhook("/twilio/voice", Map.of("CallSid", "CAother", "From", "+1", "To", "+2"))
                .body();
        assertThat(other).isNotEqualTo(first);
        assertThat(served.bridge.asked).hasSize(2);
    }

    private RawPeer.Response ring(String token, String status) throws IOException {
        Map<String, String> form = new HashMap<>(RINGING);
        form.put("CallStatus", status);
        return served.webhook("/twilio/voice", form, "I-Twilio-Idempotency-Token: " + token + "\r\n");
    }

    @Test
    void aRepeatedRequestGetsTheSameAnswerHoweverOften() throws IOException {
        String first = ring("t-1", "ringing").body();

        assertThat(ring("t-1", "ringing").body()).isEqualTo(first);
        served.clock.pass(30);
        assertThat(ring("t-1", "ringing").body()).isEqualTo(first);
        assertThat(served.bridge.asked).hasSize(1);
    }

    @Test
    void aCallThatComesBackIsANewQuestionWithAStreamOfItsOwn() throws IOException {
        String first = ring("t-1", "ringing").body();

        String back = ring("t-2", "ringing").body();

        assertThat(Document.of(back).attribute("Stream", "url"))
                .isNotEqualTo(Document.of(first).attribute("Stream", "url"));
        assertThat(served.bridge.asked).hasSize(2);
        assertThat(ring("t-2", "ringing").body()).isEqualTo(back);
        assertThat(ring("t-1", "ringing").body()).as("late").isEqualTo(first);
        assertThat(served.bridge.asked).hasSize(2);
    }

    @Test
    void onlyTheRepetitionMayBeMarked() throws IOException {
        String first = served.webhook("/twilio/voice", RINGING).body();

        assertThat(ring("t-1", "ringing").body()).isEqualTo(first);
        assertThat(ring("t-2", "ringing").body()).isEqualTo(first);
        assertThat(served.bridge.asked).hasSize(1);
    }

    @Test
    void withoutMarksAnotherStatusAnotherTimeOrAnOpenStreamMakeAnotherQuestion() throws IOException {
        Map<String, String> inProgress = new HashMap<>(RINGING);
        inProgress.put("CallStatus", "in-progress");
        String first = served.webhook("/twilio/voice", RINGING).body();

        assertThat(served.webhook("/twilio/voice", inProgress).body()).isNotEqualTo(first);
        assertThat(served.bridge.asked).hasSize(2);
        served.clock.pass(16);
        String late = served.webhook("/twilio/voice", inProgress).body();
        assertThat(served.bridge.asked).hasSize(3);
        String path = Document.of(late).attribute("Stream", "url").substring("wss://voice.example.com".length());
        assertThat(served.openStream(path)).isEqualTo(101);

        assertThat(served.webhook("/twilio/voice", inProgress).body()).isNotEqualTo(late);
        assertThat(served.bridge.asked).hasSize(4);
    }

    @Test
    void afterAStreamOfAMinuteTheCountOfStreamsBeginsAnew() throws IOException {
        SignedLinks aMinuteAgo = new SignedLinks(
                List.of(ServedCarrier.URL_KEY.getBytes(UTF_8)),
                () -> Instant.now().minusSeconds(61));

        RawPeer.Response response = served.webhook(aMinuteAgo.pathAndQuery(TwilioWebhooks.NEXT, Wire.CALL, 7), RINGING);

        assertThat(served.bridge.asked).containsExactly("next " + Wire.CALL + " 0");
        assertThat(Document.of(response.body()).text("Redirect")).contains("&attempt=1&");
    }

    @Test
    void aCallWithoutRoomIsToldSoAndSentToAPerson() throws IOException {
        served.bridge.step = new CarrierInstruction.Apologise(
                "All lines are busy & <we> are \"sorry\".", "+15550100", "+18005550199");

        Document twiml = Document.of(served.webhook("/twilio/voice", RINGING).body());

        assertThat(twiml.verbs()).containsExactly("Say", "Dial", "Hangup");
        assertThat(twiml.text("Say")).isEqualTo("All lines are busy & <we> are \"sorry\".");
        assertThat(twiml.text("Number")).isEqualTo("+15550100");
        assertThat(twiml.attribute("Dial", "callerId")).isEqualTo("+18005550199");
    }

    @Test
    void aCallMayBeDeclined() throws IOException {
        served.bridge.step = new CarrierInstruction.HangUp();

        assertThat(Document.of(served.webhook("/twilio/voice", RINGING).body()).verbs())
                .containsExactly("Hangup");
    }

    @Test
    void unsignedWebhooksAreForbiddenAndTheDeskHearsNothing() throws IOException {
        assertThat(served.post("/twilio/voice", RINGING, "").status()).isEqualTo(403);
        assertThat(served.post("/twilio/voice", RINGING, "X-Twilio-Signature: AAAA\r\n")
                        .status())
                .isEqualTo(403);
        String ofAnotherHost = ServedCarrier.sign("https://whatever/twilio/voice");
        assertThat(served.post("/twilio/voice", Map.of(), "X-Twilio-Signature: " + ofAnotherHost + "\r\n")
                        .status())
                .isEqualTo(403);

        assertThat(served.bridge.asked).isEmpty();
        assertThat(served.bridge.rejected).isEqualTo(List.of("unsigned", "bad_signature", "bad_signature"));
    }

    @Test
    void aCallWithoutANameIsABadRequest() throws IOException {
        assertThat(served.webhook("/twilio/voice", Map.of("From", "+1")).status())
                .isEqualTo(400);
        assertThat(served.webhook("/twilio/voice", Map.of("CallSid", "CA1&x=<y>"))
                        .status())
                .isEqualTo(400);
        assertThat(served.bridge.asked).isEmpty();
    }

    @Test
    void repeatedParametersAndSemicolonsAreSignedAsTheyAre() throws IOException {
        String body = "CallSid=CA1&From=%2B1;2&To=a+b&Digits=2&Digits=1&Empty";
        String signature = ServedCarrier.sign(ServedCarrier.PUBLIC + "/twilio/voice?x=%2F" + "CallSidCA1"
                + "Digits1Digits2" + "Empty" + "From+1;2" + "Toa b");
        try (RawPeer peer = served.connect()) {
            peer.send("POST /twilio/voice?x=%2F HTTP/1.1\r\nHost: x\r\nX-Twilio-Signature: " + signature
                    + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);

            assertThat(peer.readResponse().status()).isEqualTo(200);
        }
        assertThat(served.bridge.asked).containsExactly("ring CA1 +1;2 a b");
    }

    @Test
    void onlyPostIsAWebhook() throws IOException {
        try (RawPeer peer = served.connect()) {
            peer.send("GET /twilio/voice HTTP/1.1\r\nHost: x\r\n\r\n");

            assertThat(peer.readResponse().status()).isEqualTo(405);
        }
    }

    @Test
    void withoutAnAuthTokenThisMachineIsServedAndNobodyBehindATunnel() throws IOException {
        try (ServedCarrier open = new ServedCarrier(null)) {
            assertThat(open.post("/twilio/voice", RINGING, "").status()).isEqualTo(200);
            assertThat(open.post("/twilio/voice", RINGING, "X-Forwarded-For: 203.0.113.9\r\n")
                            .status())
                    .isEqualTo(403);
            assertThat(open.bridge.rejected).containsExactly("forwarded");
        }
    }

    @Test
    void withoutAnAuthTokenAPublicUrlServesNobody() throws IOException {
        try (ServedCarrier open = new ServedCarrier(null, ServedCarrier.PUBLIC)) {
            assertThat(open.post("/twilio/voice", RINGING, "").status()).isEqualTo(403);
            assertThat(open.bridge.rejected).containsExactly("no_auth_token");
        }
    }

    @Test
    void aPageOfAnotherServerPostsNoWebhook() throws IOException {
        assertThat(served.post("/twilio/voice", RINGING, "Origin: https://evil.example\r\n")
                        .status())
                .isEqualTo(403);
        assertThat(served.bridge.rejected).containsExactly("origin");
    }

    @Test
    void hostileNamesStayText() throws IOException {
        Map<String, String> hostile = Map.of(
                "CallSid",
                "CA1",
                "From",
                "</Response><Dial>+1900</Dial>\r\nX: y",
                "To",
                "\u0000\uFFFF]]>",
                "CallerName",
                "<!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]>");

        Document twiml = Document.of(served.webhook("/twilio/voice", hostile).body());

        assertThat(twiml.verbs()).containsExactly("Connect", "Redirect");
    }
}
