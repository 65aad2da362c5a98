package dev.trunkline.phone.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.net.http.RawPeer;
import dev.trunkline.phone.CarrierInstruction.Apologise;
import dev.trunkline.phone.CarrierInstruction.GoOn;
import dev.trunkline.phone.CarrierInstruction.Wait;
import dev.trunkline.phone.twilio.TwilioSettings.Hold;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallersWaitIT {

    private static final Map<String, String> CALL =
            Map.of("CallSid", Wire.CALL, "From", "+14155550100", "To", "+18005550199");
    private static final Wait FIRST = new Wait(1, "You are number 1 in line.");

    private ServedCarrier served;

    @BeforeEach
    void start() throws IOException {
        served = serve(Hold.SILENT);
    }

    @AfterEach
    void stop() {
        served.close();
    }

    private static ServedCarrier serve(Hold hold) throws IOException {
        return ServedCarrier.with(
                new TwilioSettings(URI.create(ServedCarrier.PUBLIC), ServedCarrier.TOKEN, null, 60, hold, null));
    }

    private void serveInstead(Hold hold) throws IOException {
        served.close();
        served = serve(hold);
    }

    @Test
    void inSilenceTheyAreToldAndTwilioAsksAgainAfterAPause() throws IOException {
        served.bridge.step = FIRST;

        Document first = ask("/twilio/voice", Map.of());
        assertThat(first.verbs()).containsExactly("Say", "Pause", "Redirect");
        assertThat(first.text("Say")).isEqualTo("You are number 1 in line.");
        assertThat(first.attribute("Pause", "length")).isEqualTo("3");
        served.bridge.step = new Wait(1, "");
        Document second = ask(first.text("Redirect"), Map.of());
        assertThat(second.verbs()).containsExactly("Pause", "Redirect");
        served.bridge.step = new GoOn();
        Document third = ask(second.text("Redirect"), Map.of());

        assertThat(third.verbs()).containsExactly("Connect", "Redirect");
        assertThat(served.bridge.asked)
                .containsExactly(
                        "ring " + Wire.CALL + " +14155550100 +18005550199",
                        "waits " + Wire.CALL + " 3000",
                        "waits " + Wire.CALL + " 6000");
    }

    @Test
    void theirMusicIsPlayedAndAFileThatCannotBePlayedIsNoStorm() throws IOException {
        serveInstead(new Hold(false, 3, URI.create("https://example.com/hold.mp3")));
        served.bridge.step = new Wait(4, "");

        Document document = ask("/twilio/voice", Map.of());

        assertThat(document.verbs()).containsExactly("Play", "Pause", "Redirect");
        assertThat(document.text("Play")).isEqualTo("https://example.com/hold.mp3");
    }

    @Test
    void whoWaitedInVainHearsTheFallback() throws IOException {
        served.bridge.step = FIRST;
        String again = ask("/twilio/voice", Map.of()).text("Redirect");

        served.bridge.step = new Apologise("Sorry.");

        assertThat(ask(again, Map.of()).verbs()).containsExactly("Say", "Hangup");
    }

    @Test
    void inAQueueOfTwiliosTheyHearTheSameUntilTheyMayLeaveIt() throws IOException {
        serveInstead(new Hold(true, 3, null));
        served.bridge.step = FIRST;

        Document first = ask("/twilio/voice", Map.of());
        assertThat(first.verbs()).containsExactly("Say", "Enqueue");
        String waitUrl = first.attribute("Enqueue", "waitUrl");
        served.bridge.step = new Wait(1, "");
        assertThat(ask(waitUrl, Map.of("QueueTime", "4")).verbs()).containsExactly("Pause");
        served.bridge.step = new GoOn();
        assertThat(ask(waitUrl, Map.of("QueueTime", "7")).verbs()).containsExactly("Leave");
        Document left = ask(first.attribute("Enqueue", "action"), Map.of("QueueTime", "7", "QueueResult", "leave"));

        assertThat(left.verbs()).containsExactly("Connect", "Redirect");
        assertThat(served.bridge.asked)
                .containsExactly(
                        "ring " + Wire.CALL + " +14155550100 +18005550199",
                        "waits " + Wire.CALL + " 4000",
                        "waits " + Wire.CALL + " 7000",
                        "waits " + Wire.CALL + " 7000");
    }

    @Test
    void whoHangsUpInTheQueueIsOver() throws IOException {
        serveInstead(new Hold(true, 3, null));
        served.bridge.step = FIRST;
        String action = ask("/twilio/voice", Map.of()).attribute("Enqueue", "action");

        assertThat(ask(action, Map.of("QueueTime", "7", "QueueResult", "hangup"))
                        .verbs())
                .containsExactly("Hangup");

        assertThat(served.bridge.asked).last().isEqualTo("completed " + Wire.CALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"queue-full", "system-error", "error"})
    void whomTheQueueDoesNotTakeWaitsWithoutOne(String result) throws IOException {
        serveInstead(new Hold(true, 3, null));
        served.bridge.step = FIRST;
        String action = ask("/twilio/voice", Map.of()).attribute("Enqueue", "action");

        assertThat(ask(action, Map.of("QueueResult", result)).verbs()).containsExactly("Say", "Pause", "Redirect");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/twilio/wait", "/twilio/queue", "/twilio/left"})
    void aLinkThatWeHaveNotMadeIsRefused(String path) throws IOException {
        served.bridge.step = FIRST;
        String ours = ask("/twilio/voice", Map.of()).text("Redirect");
        served.bridge.asked.clear();

        assertThat(served.webhook(path, CALL).status()).isEqualTo(403);
        assertThat(served.webhook(path + "?call=" + Wire.CALL + "&attempt=1&n=1&sig=AAAA", CALL)
                        .status())
                .isEqualTo(403);
        assertThat(served.webhook(ours.replace("attempt=1", "attempt=0"), CALL).status())
                .isEqualTo(403);
        Map<String, String> other = new HashMap<>(CALL);
        other.put("CallSid", "CAother");
        assertThat(served.webhook(ours, other).status()).isEqualTo(403);
        assertThat(served.bridge.asked).isEmpty();
    }

    private Document ask(String url, Map<String, String> more) throws IOException {
        Map<String, String> form = new HashMap<>(CALL);
        form.putAll(more);
        RawPeer.Response response = served.webhook(url, form);
        assertThat(response.status()).isEqualTo(200);
        return Document.of(response.body());
    }
}
