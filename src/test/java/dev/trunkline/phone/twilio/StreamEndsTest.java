package dev.trunkline.phone.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.phone.PhoneEvents.StreamEnding;
import dev.trunkline.testing.ManualScheduler;
import dev.trunkline.time.Scheduler;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamEndsTest {

    private StreamOnTheWire stream;

    @BeforeEach
    void start() {
        stream = StreamOnTheWire.started();
    }

    @Test
    void aStopEndsItOnceAndTwilioMayCloseTheSocket() {
        stream.receive(Wire.STOP, Wire.STOP);
        assertThat(stream.channel.isOpen()).isTrue();

        stream.channel.close();

        assertThat(stream.events().endings).containsExactly(StreamEnding.STOPPED);
        assertThat(stream.sent()).isEmpty();
    }

    @Test
    void aStopWithoutACloseIsClosedByUs() {
        stream.receive(Wire.STOP);
        stream.pass(4_900);
        assertThat(stream.channel.isOpen()).isTrue();

        stream.pass(200);

        assertThat(stream.channel.isOpen()).isFalse();
        assertThat(stream.events().endings).containsExactly(StreamEnding.STOPPED);
    }

    @Test
    void nothingIsToldAfterTheEnd() {
        stream.receive(Wire.STOP, Wire.media(1, new byte[160]), Wire.dtmf("1"), Wire.mark("m"), "rubbish");

        assertThat(stream.events().heard.size()).isZero();
        assertThat(stream.events().told).isEmpty();
        assertThat(stream.events().rejected).isEmpty();
    }

    @Test
    void aSocketThatGoesAwayIsALoss() {
        stream.channel.close();

        assertThat(stream.events().endings).containsExactly(StreamEnding.LOST);
    }

    @Test
    void aSocketThatFailsIsALossAndNoBug() {
        stream.channel.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));

        assertThat(stream.events().endings).containsExactly(StreamEnding.LOST);
        assertThat(stream.sent()).isEmpty();
    }

    @Test
    void tenSecondsWithoutSoundAreALoss() {
        stream.pass(5_000);
        stream.receive(Wire.media(1, new byte[160]));
        for (int i = 0; i < 9; i++) {
            stream.pass(1_000);
            stream.receive(Wire.mark("marks are no sign of life of the caller"));
        }
        assertThat(stream.events().endings).isEmpty();

        stream.pass(2_000);

        assertThat(stream.events().endings).containsExactly(StreamEnding.LOST);
        assertThat(stream.sent()).containsExactly("close 1008");
        assertThat(stream.channel.isOpen()).isFalse();
    }

    @Test
    void afterAStopOfTheProcessWhatHasArrivedCountsBeforeSilenceIsJudged() {
        ManualScheduler clock = new ManualScheduler();
        List<Runnable> judgements = new ArrayList<>();
        Scheduler reading = new Scheduler() {
            @Override
            public long nowNanos() {
                return clock.nowNanos();
            }

            @Override
            public void execute(Runnable task) {
                task.run();
            }

            @Override
            public Timer after(long delayNanos, Runnable task) {
                return clock.after(delayNanos, task);
            }

            @Override
            public Timer patience(long delayNanos, Runnable task) {
                judgements.add(task);
                return () -> judgements.remove(task);
            }

            @Override
            public Timer every(long periodNanos, Runnable task) {
                return clock.every(periodNanos, task);
            }

            @Override
            public Timer everyTick(Tick tick) {
                return clock.everyTick(tick);
            }
        };
        RecordingEvents events = new RecordingEvents();
        TwilioMessage.Start start = new TwilioMessage.Start(Wire.STREAM, Wire.CALL, Map.of());
        TwilioPhoneLeg leg = new TwilioPhoneLeg(stream.channel, reading, Wire.STREAM, Runnable::run);
        MediaStream live = new MediaStream(start, events, leg, reading);

        clock.stall(TimeUnit.SECONDS.toNanos(12));
        clock.advance(0);
        assertThat(judgements).isNotEmpty();
        assertThat(events.endings).isEmpty();
        new TwilioCodec()
                .decode(Unpooled.copiedBuffer(Wire.media(1, new byte[160]), UTF_8))
                .deliverTo(live);
        List.copyOf(judgements).forEach(Runnable::run);

        assertThat(events.endings).isEmpty();
    }

    @Test
    void anotherStartIsAViolation() {
        stream.receive(Wire.start("MZother", Wire.CALL));

        assertThat(stream.events().endings).containsExactly(StreamEnding.PROTOCOL_ERROR);
        assertThat(stream.sent()).containsExactly("close 1008");
    }

    @Test
    void aBinaryFrameIsAViolation() {
        stream.channel.writeInbound(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(new byte[160])));

        assertThat(stream.events().endings).containsExactly(StreamEnding.PROTOCOL_ERROR);
        assertThat(stream.sent()).containsExactly("close 1003");
    }

    @Test
    void aFrameOverTheLimitIsAViolationThatHasBeenAnsweredAlready() {
        stream.channel.pipeline().fireExceptionCaught(new TooLongFrameException("over 64 KiB"));
        stream.channel.close();

        assertThat(stream.events().endings).containsExactly(StreamEnding.PROTOCOL_ERROR);
        assertThat(stream.sent()).isEmpty();
    }

    @Test
    void fiftyBadMessagesInTenSecondsAreAViolation() {
        for (int i = 0; i < 49; i++) {
            stream.receive("rubbish");
            stream.receive(Wire.media(i + 1, new byte[160]));
            stream.pass(100);
        }
        assertThat(stream.events().endings).isEmpty();

        stream.receive("rubbish");

        assertThat(stream.events().endings).containsExactly(StreamEnding.PROTOCOL_ERROR);
        assertThat(stream.sent()).containsExactly("close 1008");
        assertThat(stream.events().rejected).hasSize(50).containsOnly("bad_json");
    }

    @Test
    void badMessagesNowAndThenAreEndured() {
        for (int i = 0; i < 300; i++) {
            stream.receive("rubbish");
            stream.receive(Wire.media(i + 1, new byte[160]));
            stream.pass(300);
        }

        assertThat(stream.events().endings).isEmpty();
    }

    @Test
    void aBugOfTheCallEndsThisCall() {
        Quiet.about(MediaStreamHandler.class, () -> {
            stream.events().failsAtAudio = true;
            stream.events().failsAtEnd = true;

            stream.receive(Wire.media(1, new byte[160]));

            assertThat(stream.events().endings).containsExactly(StreamEnding.LOST);
            assertThat(stream.sent()).containsExactly("close 1011");
            assertThat(stream.channel.isOpen()).isFalse();
        });
    }

    @Test
    void memoryOfSocketsThatIsUsedUpEndsTheCallThatWantedIt() {
        stream.channel
                .pipeline()
                .fireExceptionCaught(new OutOfMemoryError("failed to allocate 4194304 byte(s) of direct memory"));

        assertThat(stream.events().endings).containsExactly(StreamEnding.LOST);
        assertThat(stream.sent()).isNotEmpty();
        assertThat(stream.channel.isOpen()).isFalse();
    }

    @Test
    void aBugInATimerOfTheCallEndsThisCall() {
        Quiet.about(MediaStreamHandler.class, () -> {
            StreamOnTheWire other = StreamOnTheWire.started();
            var scheduler = stream.bridge.answered.get(0).scheduler();
            scheduler.after(TimeUnit.MILLISECONDS.toNanos(50), () -> {
                throw new IllegalStateException("a bug in a timer");
            });

            stream.pass(100);

            assertThat(stream.events().endings).containsExactly(StreamEnding.LOST);
            assertThat(stream.sent()).containsExactly("close 1011");
            assertThat(other.channel.isOpen()).isTrue();
        });
    }

    @Test
    void aBugInATickerOfTheCallEndsThisCall() {
        Quiet.about(MediaStreamHandler.class, () -> {
            stream.bridge.answered.get(0).scheduler().everyTick(now -> {
                throw new IllegalStateException("a bug in the playout");
            });

            stream.pass(100);

            assertThat(stream.events().endings).containsExactly(StreamEnding.LOST);
            assertThat(stream.sent()).containsExactly("close 1011");
        });
    }
}
