package dev.trunkline.phone.twilio;

import dev.trunkline.phone.PhoneEvents;
import dev.trunkline.phone.PhoneEvents.StreamEnding;
import dev.trunkline.time.Scheduler;
import dev.trunkline.time.Scheduler.Timer;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.util.concurrent.TimeUnit;

/**
 * A media stream from its start to its end: hands what arrives to the call, watches that something arrives, and tells the
 * end once. Confined to the call's loop.
 */
final class MediaStream implements TwilioMessage.Receiver {

    private static final long WATCH_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long MAX_SILENT_NANOS = TimeUnit.SECONDS.toNanos(10); // Twilio sends frames in silence as well
    private static final long MAX_STUCK_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long CARRIER_CLOSES_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int MAX_DIGITS_A_SECOND = 20;

    private final TwilioMessage.Start start;
    private final PhoneEvents events;
    private final TwilioPhoneLeg leg;
    private final Scheduler scheduler;
    private final CallerAudio callerAudio;
    private final RateLimiter digits = new RateLimiter(MAX_DIGITS_A_SECOND, TimeUnit.SECONDS.toNanos(1));
    private final Timer watch;
    private long lastMediaNanos;
    private boolean ended;

    MediaStream(TwilioMessage.Start start, PhoneEvents events, TwilioPhoneLeg leg, Scheduler scheduler) {
        this.start = start;
        this.events = events;
        this.leg = leg;
        this.scheduler = scheduler;
        this.callerAudio = new CallerAudio(events);
        this.lastMediaNanos = scheduler.nowNanos();
        this.watch = scheduler.every(WATCH_NANOS, this::watch);
    }

    String callSid() {
        return start.callSid();
    }

    boolean hasEnded() {
        return ended;
    }

    /** Tells the call, the first time. */
    void end(StreamEnding ending) {
        if (!ended) {
            ended = true;
            watch.cancel();
            events.onStreamEnded(ending);
        }
    }

    /** Ends the stream and the connection. */
    void end(StreamEnding ending, WebSocketCloseStatus status, String reason) {
        leg.close(status, reason);
        end(ending);
    }

    /** The connection is gone. */
    void disconnected() {
        end(leg.isLeft() ? StreamEnding.STOPPED : StreamEnding.LOST);
    }

    private void watch() {
        long nowNanos = scheduler.nowNanos();
        for (int dropped = leg.takeDropped(); dropped > 0; dropped--) {
            events.onFrameRejected("unwritable");
        }
        if (isSilent()) {
            scheduler.patience(0, this::judgeSilence);
        } else if (leg.stuckNanos(nowNanos) > MAX_STUCK_NANOS) {
            end(StreamEnding.LOST, WebSocketCloseStatus.POLICY_VIOLATION, "not reading");
        }
    }

    private boolean isSilent() {
        return scheduler.nowNanos() - lastMediaNanos > MAX_SILENT_NANOS;
    }

    private void judgeSilence() {
        if (!ended && isSilent()) {
            end(StreamEnding.LOST, WebSocketCloseStatus.POLICY_VIOLATION, "no media");
        }
    }

    @Override
    public void onConnected(TwilioMessage.Connected connected) {
        // Said again; it changes nothing.
    }

    @Override
    public void onStart(TwilioMessage.Start again) {
        if (!again.equals(start)) {
            end(StreamEnding.PROTOCOL_ERROR, WebSocketCloseStatus.POLICY_VIOLATION, "another start");
        }
    }

    @Override
    public void onMedia(TwilioMessage.Media media) {
        if (isOurs(media.streamSid)) {
            lastMediaNanos = scheduler.nowNanos();
            callerAudio.onMedia(media);
        }
    }

    @Override
    public void onDtmf(TwilioMessage.Dtmf dtmf) {
        if (!isOurs(dtmf.streamSid())) {
            return;
        }
        if (digits.spend(scheduler.nowNanos())) {
            events.onDigit(dtmf.digit());
        } else {
            events.onFrameRejected("digit_flood");
        }
    }

    @Override
    public void onMark(TwilioMessage.Mark mark) {
        if (isOurs(mark.streamSid) && mark.number != TwilioMessage.Mark.UNKNOWN) {
            events.onPlayed(mark.number);
        }
    }

    @Override
    public void onStop(TwilioMessage.Stop stop) {
        if (isOurs(stop.streamSid())) {
            leg.expectClose(CARRIER_CLOSES_NANOS);
            end(StreamEnding.STOPPED);
        }
    }

    @Override
    public void onUnknown(TwilioMessage.Unknown unknown) {
        events.onFrameRejected("unknown_event");
    }

    @Override
    public void onRejected(TwilioMessage.Rejected rejected) {
        events.onFrameRejected(rejected.reason());
    }

    private boolean isOurs(String streamSid) {
        boolean ours = streamSid.equals(start.streamSid());
        if (!ours) {
            events.onFrameRejected("wrong_stream");
        }
        return ours;
    }
}
