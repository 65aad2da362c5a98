package dev.trunkline.lab.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.phone.Blocks;
import dev.trunkline.lab.phone.PhoneRecord;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TwoCallsAtOnceTest {

    @Test
    void eachHearsItsOwnEchoOnly() throws Exception {
        try (var bridge = new HandMadeBridge();
                var carrier = SimulatedCarrier.start(CarrierSettings.local())) {
            bridge.streamPage("voice", "");
            bridge.onMessage = (socket, message) -> {
                if (message.startsWith("{\"event\":\"media\"")) {
                    socket.play(java.util.Base64.getDecoder()
                            .decode(message.replaceAll(".*\"payload\":\"([^\"]*)\".*", "$1")));
                }
            };

            var low = carrier.place(PhoneCall.to(bridge.url("voice"), saying(400)));
            var high = carrier.place(PhoneCall.to(bridge.url("voice"), saying(1_000)));

            assertHears(low.get(30, TimeUnit.SECONDS), 400, 1_000);
            assertHears(high.get(30, TimeUnit.SECONDS), 1_000, 400);
        }
    }

    /** And waits for all of the echo: a machine that stands still for a moment brings it late. */
    private static CallerScript saying(double hertz) {
        return CallerScript.of(
                new CallerStep.Say("a tone", Tones.speech(hertz, 1_200, 8_000)),
                new CallerStep.AwaitAgent(500, 20_000),
                new CallerStep.HangUp());
    }

    private static void assertHears(PhoneRecord record, double own, double other) {
        short[] played = record.audio().agentSamples();
        short[] heard = sounding(played);
        assertThat(heard).hasSizeGreaterThanOrEqualTo(8_000);
        assertThat(Tones.amplitude(heard, 1_600, 8_000, own)).isGreaterThan(7_000);
        assertThat(Tones.amplitude(heard, 1_600, 8_000, other)).isLessThan(8);
        assertThat(record.audio().callerSamples()).hasSameSizeAs(played);
    }

    /** Without its silence: what comes late leaves gaps of whole blocks, and a block is whole waves of both tones. */
    private static short[] sounding(short[] samples) {
        short[] sounding = new short[samples.length];
        int length = 0;
        for (int from = 0; from + Blocks.SAMPLES <= samples.length; from += Blocks.SAMPLES) {
            if (Blocks.isAudible(samples, from)) {
                System.arraycopy(samples, from, sounding, length, Blocks.SAMPLES);
                length += Blocks.SAMPLES;
            }
        }
        return Arrays.copyOf(sounding, length);
    }
}
