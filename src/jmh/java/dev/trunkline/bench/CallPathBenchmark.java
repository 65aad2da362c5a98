package dev.trunkline.bench;

import dev.trunkline.ai.evi.EviEnd;
import dev.trunkline.audio.AgentPath;
import dev.trunkline.audio.AudioRing;
import dev.trunkline.audio.CallerPath;
import dev.trunkline.audio.SoundFormat;
import dev.trunkline.phone.twilio.TwilioEnd;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * All that 20 ms of one call cost without sockets, in both directions: a media message becomes audio_input, and every 25th
 * time audio_output of 500 ms becomes sound in the ring, of which 20 ms become a media message.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CallPathBenchmark {

    private static final int FRAME_BYTES = 160;
    private static final int FRAMES_PER_CHUNK = 25;

    @Param({"8000", "16000", "48000"})
    private int eviHearsHz;

    @Param({"24000", "48000"})
    private int eviSpeaksHz;

    private final TwilioEnd twilio = new TwilioEnd(Sounds.muLaw(FRAME_BYTES));
    private final AudioRing ring = new AudioRing(64 * 1024, 120 * 8_000);
    private final AgentPath down = new AgentPath(ring);
    private final TwilioEnd.Ear toEvi = this::toEvi;
    private final EviEnd.Ear toRing = this::toRing;
    private final byte[] frame = new byte[FRAME_BYTES];
    private EviEnd evi = new EviEnd(8_000, 20);
    private CallerPath up = new CallerPath(CallerPath.PHONE_RATE_HZ);
    private int frames;
    private long sentBytes;

    @Setup
    public void setUp() {
        evi = new EviEnd(eviSpeaksHz, 20 * FRAMES_PER_CHUNK);
        up = new CallerPath(eviHearsHz);
    }

    @Benchmark
    @AllocatesAtMost(1)
    public long frame() {
        twilio.speak(toEvi);
        if (frames++ % FRAMES_PER_CHUNK == 0) {
            evi.speak(toRing);
        }
        int bytes = ring.read(frame, 0, FRAME_BYTES);
        sentBytes += twilio.play(frame, bytes);
        return sentBytes;
    }

    private void toEvi(byte[] muLaw, int lengthBytes) {
        int bytes = up.convert(muLaw, 0, lengthBytes);
        sentBytes += evi.hear(up.linear16(), bytes);
    }

    private void toRing(String id, SoundFormat format, byte[] sound, int offset, int lengthBytes) {
        if (!down.accept(format, sound, offset, lengthBytes)) {
            throw new IllegalStateException("the chunk was not taken");
        }
    }
}
