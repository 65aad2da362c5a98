package dev.trunkline.lab.fleet.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.lab.carrier.media.StreamPlan;
import dev.trunkline.lab.fleet.Fleets;
import dev.trunkline.lab.fleet.TalkingBridge;
import dev.trunkline.lab.fleet.measure.Count;
import dev.trunkline.lab.fleet.measure.Measure;
import dev.trunkline.lab.fleet.measure.Meter;
import dev.trunkline.testing.Allocation;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FramesAllocateNothingTest {

    private static final int FRAMES = 20_000;

    private final Meter meter = new Meter();
    private final StreamWriter wire = new StreamWriter(
            new StreamPlan("MZ1", "AC1", "CA1", URI.create("ws://localhost/media"), "", Map.of(), Map.of()));
    private final CallerBehaviour caller = new CallerBehaviour(Fleets.SOUND, 1, true);
    private final PlayoutMeter playout = new PlayoutMeter(meter);
    private final StreamScanner scan = new StreamScanner();
    private final ByteBuf out = Unpooled.wrappedBuffer(new byte[1_024]).clear(); // which no leak detector watches
    private final byte[] media = ("{\"event\":\"media\",\"streamSid\":\"MZ\",\"media\":{\"payload\":\""
                    + TalkingBridge.ascii(Fleets.SOUND.talk()[0]) + "\"}}")
            .getBytes(StandardCharsets.US_ASCII);
    private long nowNanos = 1;

    @Test
    void neitherSendingNorHearingOne() {
        // What the asking itself costs, and a histogram's rare turn of phase.
        assertThat(Allocation.bytesOf(FRAMES, this::talk)).isLessThan(FRAMES);
        out.release();
    }

    private void talk() {
        nowNanos += 20_000_000;
        wire.media(out, caller.frame(playout.isPlaying(nowNanos)));
        out.clear();
        scan.read(media, media.length);
        playout.onMedia(nowNanos, scan.payloadBytes(), scan, 0);
        meter.count(Count.MEDIA_RECEIVED);
        meter.time(Measure.LATENESS, nowNanos % 1_000_000);
        if (scan.isSounding()) {
            caller.onAnswer();
        }
    }
}
