package dev.trunkline.lab.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.net.websocket.WebSocketClient;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BargeInMeasuringIT {

    private static final CallerScript INTERRUPTING = CallerScript.of(
                    new CallerStep.Interrupt("stop", Tones.speech(300, 1_500, 16_000), 500, 5_000))
            .withPatience(3_000);

    private HandMadeBridge bridge;
    private SimulatedCarrier carrier;

    @BeforeEach
    void start() throws Exception {
        bridge = new HandMadeBridge();
        bridge.streamPage("voice", "");
        carrier = SimulatedCarrier.start(CarrierSettings.local());
    }

    @AfterEach
    void stop() {
        carrier.close();
        bridge.close();
    }

    @Test
    void measuresAnAgentThatObeysAtOnce() throws Exception {
        talkAndClear(socket -> socket.later(1_800, () -> {
            socket.play(Tones.mulaw(440, 300));
            socket.later(500, () -> WebSocketClient.close(socket.channel(), 1000, ""));
        }));

        PhoneRecord record = call();

        PhoneRecord.Conversation talk = record.conversation();
        assertThat(talk.greetingMillis()).isBetween(55L, 5_000L);
        assertThat(talk.bargeIns()).hasSize(1);
        PhoneRecord.BargeIn bargeIn = talk.bargeIns().get(0);
        PhoneRecord.Clear clear = talk.clears().get(0);
        assertThat(bargeIn.callerStartMillis()).isBetween(talk.greetingMillis() + 500, talk.greetingMillis() + 515);
        // The bridge clears on the tenth frame with sound in it.
        assertThat(bargeIn.clearMillis() - bargeIn.callerStartMillis()).isBetween(180L, 4_000L);
        assertThat(bargeIn.reactionMillis()).isEqualTo(bargeIn.clearMillis() - bargeIn.callerStartMillis());
        assertThat(bargeIn.staleAudioMillis()).isZero();
        assertThat(bargeIn.playedBytesAtClear()).isEqualTo(clear.playedBytes());
        assertThat(bargeIn.playedMillisAtClear()).isEqualTo(clear.playedBytes() / 8);
        assertThat(bargeIn.playedMillisAtClear())
                .isBetween(
                        bargeIn.clearMillis() - talk.greetingMillis() - 5,
                        bargeIn.clearMillis() - talk.greetingMillis() + 5);
        assertThat(clear.droppedBytes() + clear.playedBytes()).isEqualTo(5_000 * 8);
        assertThat(talk.agentSegments()).hasSize(2);
        assertThat(talk.turnMillis())
                .singleElement()
                .satisfies(millis -> assertThat(millis).isBetween(200L, 5_000L));
        short[] heard = record.audio().agentSamples();
        int silentFrom = (int) bargeIn.clearMillis() * 8;
        assertThat(Tones.amplitude(heard, silentFrom - 800, silentFrom, 440)).isGreaterThan(7_000);
        assertThat(Tones.amplitude(heard, silentFrom, silentFrom + 1_600, 440)).isLessThan(10);
    }

    @Test
    void measuresAudioThatComesAfterTheClear() throws Exception {
        talkAndClear(socket -> socket.later(100, () -> {
            socket.play(Tones.mulaw(440, 160));
            socket.later(1_000, () -> WebSocketClient.close(socket.channel(), 1000, ""));
        }));

        PhoneRecord record = call();

        assertThat(record.conversation().bargeIns().get(0).staleAudioMillis()).isEqualTo(160);
    }

    @Test
    void measuresAnAgentThatDoesNotObeyAtAll() throws Exception {
        bridge.onMessage = (socket, message) -> {
            if (message.contains("\"chunk\":\"1\"")) {
                socket.play(Tones.mulaw(440, 1_500));
                socket.later(2_000, () -> WebSocketClient.close(socket.channel(), 1000, ""));
            }
        };

        PhoneRecord record = call();

        PhoneRecord.BargeIn bargeIn = record.conversation().bargeIns().get(0);
        assertThat(bargeIn.clearMillis()).isEqualTo(-1);
        assertThat(bargeIn.reactionMillis()).isBetween(980L, 1_000L);
        assertThat(record.conversation().turnMillis()).isEmpty();
    }

    @Test
    void countsWhereTheBufferRanDryInTheMidstOfSpeech() throws Exception {
        bridge.onMessage = (socket, message) -> {
            if (message.contains("\"chunk\":\"1\"")) {
                socket.play(Tones.mulaw(440, 100));
                socket.later(200, () -> socket.play(Tones.mulaw(440, 100)));
                socket.later(900, () -> socket.play(Tones.mulaw(440, 100)));
                socket.later(1_100, () -> WebSocketClient.close(socket.channel(), 1000, ""));
            }
        };

        PhoneRecord record = carrier.place(PhoneCall.to(bridge.url("voice"), CallerScript.of()))
                .get(30, TimeUnit.SECONDS);

        assertThat(record.quality().underruns()).isEqualTo(1);
        assertThat(record.conversation().agentSegments()).hasSize(2);
    }

    /** Talks for five seconds, clears when ten frames of the caller's have had sound in them, then does what follows. */
    private void talkAndClear(java.util.function.Consumer<HandMadeBridge.Socket> then) {
        AtomicInteger loud = new AtomicInteger();
        bridge.onMessage = (socket, message) -> {
            if (message.contains("\"chunk\":\"1\"")) {
                socket.play(Tones.mulaw(440, 5_000));
            } else if (message.contains("\"event\":\"media\"")
                    && !message.contains("/".repeat(100))
                    && loud.incrementAndGet() == 10) {
                socket.clear();
                then.accept(socket);
            }
        };
    }

    private PhoneRecord call() throws Exception {
        return carrier.place(PhoneCall.to(bridge.url("voice"), INTERRUPTING)).get(30, TimeUnit.SECONDS);
    }
}
