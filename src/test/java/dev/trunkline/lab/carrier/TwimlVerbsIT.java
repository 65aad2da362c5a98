package dev.trunkline.lab.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.carrier.rest.CarrierSignature;
import dev.trunkline.lab.phone.HungUpBy;
import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.speech.Speech;
import dev.trunkline.speech.Voice;
import dev.trunkline.speech.file.WavFile;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TwimlVerbsIT {

    private HandMadeBridge bridge;
    private SimulatedCarrier carrier;

    @BeforeEach
    void start() throws Exception {
        bridge = new HandMadeBridge();
        carrier = SimulatedCarrier.start(CarrierSettings.local()
                .withAccount(CarrierSettings.SOME_ACCOUNT, "12345")
                .withVoice(new HummingVoice()));
    }

    @AfterEach
    void stop() {
        carrier.close();
        bridge.close();
    }

    @Test
    void asksTheWebhookAsTwilioDoes() throws Exception {
        bridge.page("voice", "");

        PhoneRecord record = call();

        HandMadeBridge.Asked asked = bridge.asked("voice").get(0);
        assertThat(asked.form())
                .containsEntry("CallSid", record.callSid())
                .containsEntry("AccountSid", CarrierSettings.SOME_ACCOUNT)
                .containsEntry("From", "+14155550100")
                .containsEntry("Caller", "+14155550100")
                .containsEntry("To", "+18005550199")
                .containsEntry("Called", "+18005550199")
                .containsEntry("CallStatus", "ringing")
                .containsEntry("Direction", "inbound")
                .containsEntry("ApiVersion", "2010-04-01")
                .containsEntry("FromCity", "");
        assertThat(asked.request().header("X-Twilio-Signature"))
                .isEqualTo(CarrierSignature.of("12345", bridge.url("voice").toString(), asked.form()));
        assertThat(asked.request().header("User-Agent")).isEqualTo("TwilioProxy/1.1");
        assertThat(asked.request().header("I-Twilio-Idempotency-Token")).hasSize(36);
    }

    @Test
    void hangsUpAtTheEndOfTheDocumentAndTellsTheStatusCallback() throws Exception {
        bridge.page("voice", "<Pause length=\"1\"/>").page("status", "");

        PhoneRecord record = carrier.place(
                        PhoneCall.to(bridge.url("voice"), CallerScript.of()).withStatusCallback(bridge.url("status")))
                .get(30, TimeUnit.SECONDS);

        assertThat(record.ending().hungUpBy()).isEqualTo(HungUpBy.AGENT);
        assertThat(record.ending().endedAtMillis()).isBetween(995L, 5_000L);
        await().until(() -> bridge.asked("status").size() == 1);
        assertThat(bridge.asked("status").get(0).form())
                .containsEntry("CallStatus", "completed")
                .containsEntry("CallSid", record.callSid())
                .containsKey("CallDuration");
    }

    @Test
    void speaksWhatSaySays() throws Exception {
        bridge.page("voice", "<Say>We are closed.</Say>");

        PhoneRecord record = call();

        assertThat(record.carrier().said()).extracting(PhoneRecord.Said::words).containsExactly("We are closed.");
        short[] heard = record.audio().agentSamples();
        assertThat(heard.length).isBetween(2_400, 40_000);
        assertThat(Tones.amplitude(heard, heard.length - 2_300, heard.length - 300, 500))
                .isGreaterThan(7_000);
        assertThat(record.conversation().agentSegments()).hasSize(1);
    }

    @Test
    void keepsACallerInAQueueUntilTheWaitUrlLetsHimLeave() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        bridge.page("voice", "<Enqueue waitUrl=\"wait?a=1\" action=\"left\">support</Enqueue>")
                .page("left", "<Say>Now.</Say>");
        bridge.answers.put(
                "wait",
                any -> HttpResponse.of(
                        200,
                        "text/xml",
                        "<Response>"
                                + (asked.incrementAndGet() < 3
                                        ? "<Pause/>"
                                        : "<Say>Come.</Say><Leave/><Say>never</Say>")
                                + "</Response>"));

        PhoneRecord record = call();

        List<Integer> seconds =
                bridge.asked("wait").stream().map(TwimlVerbsIT::queueSeconds).toList();
        assertThat(seconds).as("a second's pause each").hasSize(3);
        assertThat(seconds.get(0)).isLessThan(seconds.get(1));
        assertThat(seconds.get(1)).isLessThan(seconds.get(2));
        HandMadeBridge.Asked left = bridge.asked("left").get(0);
        assertThat(queueSeconds(left)).isGreaterThanOrEqualTo(seconds.get(2));
        assertThat(left.form()).containsEntry("QueueResult", "leave").containsEntry("CallSid", record.callSid());
        assertThat(record.carrier().said()).extracting(PhoneRecord.Said::words).containsExactly("Come.", "Now.");
    }

    @Test
    void goesOnBehindTheQueueWithoutAnActionAndFollowsRedirectsInside() throws Exception {
        bridge.page("voice", "<Enqueue waitUrl=\"wait\">support</Enqueue><Say>Behind.</Say>")
                .page("wait", "<Redirect>other</Redirect>")
                .page("other", "<Leave/>");

        PhoneRecord record = call();

        assertThat(record.carrier().said()).extracting(PhoneRecord.Said::words).containsExactly("Behind.");
    }

    @Test
    void tellsTheQueuesActionThatTheCallerHungUp() throws Exception {
        bridge.page("voice", "<Enqueue waitUrl=\"wait\" action=\"left\">support</Enqueue>")
                .page("wait", "<Pause/>")
                .page("left", "");

        carrier.place(PhoneCall.to(
                        bridge.url("voice"), CallerScript.of(new CallerStep.Pause(300), new CallerStep.HangUp())))
                .get(30, TimeUnit.SECONDS);

        await().until(() -> bridge.asked("left").size() == 1);
        assertThat(bridge.asked("left").get(0).form())
                .containsEntry("QueueResult", "hangup")
                .containsEntry("CallStatus", "completed");
    }

    @Test
    void playsASoundFileAndGoesOnWithoutOneThatItCannotPlay() throws Exception {
        byte[] file = WavFile.of(new HummingVoice().say("anything"));
        bridge.page("voice", "<Play>sound</Play><Play>nothing</Play><Say>After.</Say>");
        bridge.answers.put("sound", any -> new HttpResponse(200, "audio/wav", file, Map.of()));

        PhoneRecord record = call();

        short[] heard = record.audio().agentSamples();
        assertThat(heard.length).isBetween(4_800, 40_000);
        assertThat(bridge.asked("sound").get(0).method()).isEqualTo("GET");
        assertThat(record.carrier().said()).extracting(PhoneRecord.Said::words).containsExactly("After.");
        assertThat(record.carrier().warnings())
                .extracting(PhoneRecord.Warning::code)
                .containsExactly(12_300);
    }

    @Test
    void followsRedirectsByPostAndGetRelativeToTheDocument() throws Exception {
        bridge.page("voice", "<Redirect method=\"GET\">second?a=1</Redirect>")
                .page("second", "<Redirect>/third?b=2</Redirect>")
                .page("third", "<Hangup/><Say>never</Say>");

        PhoneRecord record = call();

        HandMadeBridge.Asked second = bridge.asked("second").get(0);
        assertThat(second.method()).isEqualTo("GET");
        assertThat(second.form()).containsEntry("a", "1").containsEntry("CallStatus", "in-progress");
        assertThat(second.request().header("X-Twilio-Signature"))
                .isEqualTo(CarrierSignature.of(
                        "12345",
                        bridge.url("").resolve(second.request().rawUri()).toString(),
                        Map.of()));
        assertThat(bridge.asked("third").get(0).method()).isEqualTo("POST");
        assertThat(record.carrier().documents()).hasSize(3);
        assertThat(record.carrier().said()).isEmpty();
    }

    @Test
    void givesUpWhenDocumentsOnlyRedirect() throws Exception {
        bridge.page("voice", "<Redirect>/voice</Redirect>");

        PhoneRecord record = call();

        assertThat(bridge.asked("voice")).hasSize(11);
        assertThat(record.warned(11_215)).isTrue();
        assertThat(record.ending().hungUpBy()).isEqualTo(HungUpBy.CARRIER);
    }

    @Test
    void followsHttpRedirectsByGet() throws Exception {
        bridge.answers.put("voice", any -> new HttpResponse(302, "", new byte[0], Map.of("Location", "/elsewhere")));
        bridge.page("elsewhere", "");

        PhoneRecord record = call();

        assertThat(bridge.asked("elsewhere").get(0).method()).isEqualTo("GET");
        assertThat(record.ending().status()).isEqualTo("completed");
    }

    @Test
    void rejectsWithoutAnswering() throws Exception {
        bridge.page("voice", "<Reject reason=\"busy\"/>");

        assertThat(call().ending().status()).isEqualTo("busy");
    }

    @Test
    void warnsOfVerbsItDoesNotKnowAndGoesOn() throws Exception {
        bridge.page("voice", "<Record>x</Record><Say>after</Say>");

        PhoneRecord record = call();

        assertThat(record.warned(12_200)).isTrue();
        assertThat(record.carrier().said()).hasSize(1);
    }

    @Test
    void failsTheCallWithTheRightCodeWhenTheWebhookIsNoUse() throws Exception {
        assertThat(failure("missing")).isEqualTo(11_200);
        bridge.answers.put("json", any -> HttpResponse.json(200, "{}"));
        assertThat(failure("json")).isEqualTo(12_300);
        bridge.answers.put("torn", any -> HttpResponse.of(200, "text/xml", "<Response>"));
        assertThat(failure("torn")).isEqualTo(12_100);
        bridge.page("nowhere", "<Redirect>not a url</Redirect>");
        assertThat(failure("nowhere")).isEqualTo(11_100);
        bridge.page("down", "<Redirect>http://127.0.0.1:1/</Redirect>");
        assertThat(failure("down")).isEqualTo(11_205);
        bridge.page("unknown", "<Redirect>http://no-such-host.invalid/</Redirect>");
        assertThat(failure("unknown")).isEqualTo(11_210);
    }

    @Test
    void endsACallThatLastsTooLong() throws Exception {
        bridge.page("voice", "<Pause length=\"9\"/>");

        PhoneRecord record = carrier.place(
                        PhoneCall.to(bridge.url("voice"), CallerScript.of()).withMaxDuration(300))
                .get(30, TimeUnit.SECONDS);

        assertThat(record.ending().hungUpBy()).isEqualTo(HungUpBy.CARRIER);
    }

    private static int queueSeconds(HandMadeBridge.Asked asked) {
        return Integer.parseInt(asked.form().getOrDefault("QueueTime", "-1"));
    }

    private int failure(String page) throws Exception {
        PhoneRecord record = call(bridge.url(page));
        assertThat(record.ending().status()).isEqualTo("failed");
        assertThat(record.ending().hungUpBy()).isEqualTo(HungUpBy.CARRIER);
        return record.carrier().warnings().get(0).code();
    }

    private PhoneRecord call() throws Exception {
        return call(bridge.url("voice"));
    }

    private PhoneRecord call(URI url) throws Exception {
        return carrier.place(PhoneCall.to(url, CallerScript.of())).get(30, TimeUnit.SECONDS);
    }

    /** Hums 300 ms for whatever it is to say. */
    private static final class HummingVoice implements Voice {
        @Override
        public Speech say(String text) {
            return Tones.speech(500, 300, 16_000);
        }

        @Override
        public int sampleRateHz() {
            return 16_000;
        }
    }
}
