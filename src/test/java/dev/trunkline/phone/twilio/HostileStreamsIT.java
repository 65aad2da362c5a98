package dev.trunkline.phone.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Sessions of mutated messages; the seed is fixed, so that what fails once fails again. */
class HostileStreamsIT {

    private static final int STREAMS = 300;
    private static final int MESSAGES = 60;

    @Test
    void noneEndsInABugAndEachEndsOnce() {
        Random random = new Random(2_026);
        int closedForViolation = 0;
        for (int i = 0; i < STREAMS; i++) {
            StreamOnTheWire stream = new StreamOnTheWire();
            for (int m = 0; m < MESSAGES && stream.channel.isOpen(); m++) {
                byte[] json = mutated(anyMessage(random, m).getBytes(UTF_8), random);
                stream.channel.writeInbound(new TextWebSocketFrame(Unpooled.wrappedBuffer(json)));
                stream.channel.advanceTimeBy(random.nextInt(400), TimeUnit.MILLISECONDS);
                stream.channel.runScheduledPendingTasks();
            }
            List<String> sent = stream.sent();
            assertThat(sent).as("stream %d", i).isSubsetOf("close 1008");
            closedForViolation += sent.size();
            stream.channel.close();
            stream.bridge.answered.forEach(
                    answered -> assertThat(answered.events().endings).hasSize(1));
        }
        // The mutations must be neither harmless nor so rough that nothing gets through.
        assertThat(closedForViolation).isBetween(STREAMS / 20, STREAMS);
    }

    private static String anyMessage(Random random, int chunk) {
        return switch (random.nextInt(12)) {
            case 0 -> Wire.CONNECTED;
            case 1, 2 -> Wire.START;
            case 3 -> Wire.dtmf("5");
            case 4 -> Wire.mark("m");
            case 5 -> random.nextInt(10) == 0 ? Wire.STOP : Wire.mark("n");
            default -> Wire.media(chunk + 1, new byte[160]);
        };
    }

    private static byte[] mutated(byte[] json, Random random) {
        for (int i = random.nextInt(3); i > 0; i--) {
            json[random.nextInt(json.length)] = (byte) (32 + random.nextInt(95));
        }
        return json;
    }
}
