package dev.trunkline.lab.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.carrier.rest.CarrierSignature;
import dev.trunkline.lab.phone.HungUpBy;
import dev.trunkline.lab.phone.PhoneRecord;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MediaStreamWireIT {

    private static final String TOKEN = "12345";

    private HandMadeBridge bridge;
    private SimulatedCarrier carrier;

    @BeforeEach
    void start() throws Exception {
        bridge = new HandMadeBridge();
        carrier = SimulatedCarrier.start(CarrierSettings.local().withAccount(CarrierSettings.SOME_ACCOUNT, TOKEN));
    }

    @AfterEach
    void stop() {
        carrier.close();
        bridge.close();
    }

    @Test
    void dialsSpeaksAndStopsWordForWordAsTwilioDoes() throws Exception {
        bridge.page(
                "voice",
                "<Connect><Stream url=\"" + bridge.mediaUrl("one")
                        + "?lost=1\"><Parameter name=\"token\" value=\"abc\"/>" + "</Stream></Connect>");
        CallerScript script = CallerScript.of(
                new CallerStep.Pause(200),
                new CallerStep.Press("1#"),
                new CallerStep.Say("a tone", Tones.speech(440, 400, 16_000)),
                new CallerStep.HangUp());

        PhoneRecord record =
                carrier.place(PhoneCall.to(bridge.url("voice"), script)).get(30, TimeUnit.SECONDS);

        HandMadeBridge.Socket socket = bridge.sockets.get(0);
        await().until(() -> socket.closed);
        String streamSid = socket.streamSid;
        String callSid = record.callSid();
        assertThat(callSid).matches("CA[0-9a-f]{32}");
        assertThat(streamSid).matches("MZ[0-9a-f]{32}");
        assertThat(socket.handshake.rawUri()).isEqualTo("/media/one");
        assertThat(socket.handshake.header("User-Agent")).isEqualTo("Twilio.TmeWs/1.0");
        assertThat(socket.handshake.header("X-Twilio-Signature"))
                .isEqualTo(CarrierSignature.of(TOKEN, bridge.mediaUrl("one"), Map.of()));
        assertThat(socket.handshake.headers())
                .doesNotContainKeys("origin", "sec-websocket-protocol", "sec-websocket-extensions", "cookie");
        String account = CarrierSettings.SOME_ACCOUNT;
        assertThat(socket.messages)
                .startsWith(
                        "{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}",
                        "{\"event\":\"start\",\"sequenceNumber\":\"1\",\"start\":{\"accountSid\":\"" + account
                                + "\",\"streamSid\":\"" + streamSid + "\",\"callSid\":\"" + callSid
                                + "\",\"tracks\":[\"inbound\"],\"mediaFormat\":{\"encoding\":\"audio/x-mulaw\","
                                + "\"sampleRate\":8000,\"channels\":1},\"customParameters\":{\"token\":\"abc\"}},"
                                + "\"streamSid\":\"" + streamSid + "\"}",
                        "{\"event\":\"media\",\"sequenceNumber\":\"2\",\"media\":{\"track\":\"inbound\",\"chunk\":\"1\","
                                + "\"timestamp\":\"57\",\"payload\":\"" + "/".repeat(213)
                                + "w==\"},\"streamSid\":\"" + streamSid + "\"}");
        assertThat(socket.messages("dtmf").get(1))
                .matches("\\{\"event\":\"dtmf\",\"sequenceNumber\":\"\\d+\",\"dtmf\":\\{\"track\":\"inbound_track\","
                        + "\"digit\":\"#\"},\"streamSid\":\"" + streamSid + "\"}");
        int count = socket.messages.size();
        assertThat(socket.messages.get(count - 1))
                .isEqualTo("{\"event\":\"stop\",\"sequenceNumber\":\"" + (count - 1) + "\",\"stop\":{\"accountSid\":\""
                        + account + "\",\"callSid\":\"" + callSid + "\"},\"streamSid\":\"" + streamSid + "\"}");
        assertThat(record.carrier().digits()).isEqualTo("1#");
        assertThat(record.ending().hungUpBy()).isEqualTo(HungUpBy.CALLER);
        assertThat(record.carrier().warnings()).isEmpty();
    }

    @Test
    void sendsAFrameEvery20MillisecondsWhetherTheCallerSpeaksOrNot() throws Exception {
        bridge.streamPage("voice", "");
        CallerScript script = CallerScript.of(
                new CallerStep.Pause(500),
                new CallerStep.Say("a tone", Tones.speech(440, 1_000, 48_000)),
                new CallerStep.HangUp());

        PhoneRecord record =
                carrier.place(PhoneCall.to(bridge.url("voice"), script)).get(30, TimeUnit.SECONDS);

        HandMadeBridge.Socket socket = bridge.sockets.get(0);
        await().until(() -> socket.closed);
        List<String> frames = socket.messages("media");
        for (int i = 0; i < frames.size(); i++) {
            assertThat(frames.get(i))
                    .contains("\"chunk\":\"" + (i + 1) + "\"", "\"timestamp\":\"" + (57 + 20 * i) + "\"");
        }
        long streamMillis =
                record.ending().endedAtMillis() - record.streams().get(0).startMillis();
        assertThat((long) frames.size()).isBetween((streamMillis - 75) / 20, (streamMillis - 35) / 20);
        assertThat(record.quality().framesSent()).isEqualTo(frames.size());
        short[] said = record.audio().callerSamples();
        assertThat(Tones.amplitude(said, 5_000, 11_000, 440)).isBetween(7_600.0, 8_400.0);
        assertThat(Tones.amplitude(said, 0, 3_500, 440)).isLessThan(1);
        assertThat(record.conversation().callerUtterances()).singleElement().satisfies(utterance -> {
            assertThat(utterance.startMillis()).isBetween(495L, 510L);
            assertThat(utterance.endMillis()).isBetween(1_495L, 1_515L);
            assertThat(utterance.interrupting()).isFalse();
        });
    }

    @Test
    void returnsMarksWhenTheAudioBeforeThemHasBeenHeard() throws Exception {
        bridge.streamPage("voice", "");
        bridge.onMessage = (socket, message) -> {
            if (message.contains("\"chunk\":\"1\"")) {
                socket.mark("at once");
                socket.play(Tones.mulaw(440, 300));
                socket.mark("played");
            } else if (message.contains("\"event\":\"mark\"") && message.contains("played")) {
                socket.play(Tones.mulaw(440, 6_000));
                socket.mark("dropped");
                socket.clear();
            } else if (message.contains("dropped")) {
                socket.channel().close();
            }
        };

        PhoneRecord record = carrier.place(PhoneCall.to(bridge.url("voice"), CallerScript.of()))
                .get(30, TimeUnit.SECONDS);

        HandMadeBridge.Socket socket = bridge.sockets.get(0);
        assertThat(socket.messages("mark")).hasSize(3);
        assertThat(socket.messages("mark").get(0))
                .matches("\\{\"event\":\"mark\",\"sequenceNumber\":\"\\d+\",\"mark\":\\{\"name\":\"at once\"},"
                        + "\"streamSid\":\"" + socket.streamSid + "\"}");
        int framesBetween = 0;
        boolean counting = false;
        for (String message : socket.messages) {
            counting = counting ? !message.contains("played") : message.contains("at once");
            framesBetween += counting && message.contains("\"media\"") ? 1 : 0;
        }
        assertThat(framesBetween).isBetween(14, 18);
        assertThat(record.quality().marksReceived()).isEqualTo(3);
        assertThat(record.quality().marksReturned()).isEqualTo(3);
        assertThat(record.quality().agentBytesPlayed()).isBetween(2_400L, 40_000L);
    }
}
