package dev.trunkline.bridge;

import dev.trunkline.call.CallEnd;
import dev.trunkline.call.CallEvent;
import dev.trunkline.call.RunningCall;
import dev.trunkline.call.SoundTaps;
import dev.trunkline.phone.IncomingCall;
import dev.trunkline.phone.PhoneLeg;
import dev.trunkline.time.Scheduler;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A call's stream on this node, from its start to its one end, as seen from outside of its loop: what it may be told, and
 * whether it still lives. Thread-safe.
 */
final class LiveStream {

    private final IncomingCall incoming;
    private final PhoneLeg phone;
    private final Scheduler loop;
    private final int visit;
    private final String route;
    private final long beganNanos;
    private final SoundTaps taps;
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final AtomicReference<@Nullable CallMover> mover = new AtomicReference<>();
    private volatile boolean isAnswered;
    private volatile long renewedNanos;
    private volatile @Nullable Order order;
    private volatile @Nullable RunningCall call; // once it is put together

    /** An end that was ordered from outside, which the call should have come to soon after. */
    record Order(CallEnd end, long atNanos) {}

    /**
     * Begins now; on its loop.
     *
     * @param visit which of the call's visits it belongs to
     * @param route the name of the route that the call takes
     */
    LiveStream(IncomingCall incoming, int visit, String route, PhoneLeg phone, Scheduler loop) {
        this.incoming = incoming;
        this.route = route;
        this.visit = visit;
        this.phone = phone;
        this.loop = loop;
        this.taps = new SoundTaps(loop);
        this.beganNanos = taps.beganNanos();
        this.renewedNanos = beganNanos;
    }

    String callSid() {
        return incoming.callSid();
    }

    String streamSid() {
        return incoming.streamSid();
    }

    int visit() {
        return visit;
    }

    long beganNanos() {
        return beganNanos;
    }

    IncomingCall incoming() {
        return incoming;
    }

    PhoneLeg phone() {
        return phone;
    }

    Scheduler loop() {
        return loop;
    }

    /** Who listens to it. */
    SoundTaps taps() {
        return taps;
    }

    /** Tells them the end that the call cannot tell. */
    void endTaps() {
        loop.execute(taps::end);
    }

    void isCall(RunningCall put) {
        call = put;
    }

    /** The call's loop for the call alone: as long as its ticks come, its lease is renewed. */
    Scheduler leased() {
        return new Leased(loop, this);
    }

    /** Has the call do something, on its loop. */
    void tell(Consumer<RunningCall> what) {
        loop.execute(() -> {
            RunningCall there = call;
            if (there != null) {
                what.accept(there);
            }
        });
    }

    /** Whether its call is put together, and can be told something. */
    boolean hasCall() {
        return call != null;
    }

    /** Who is called: it decides about the route. */
    String called() {
        return incoming.to();
    }

    /** Orders its end; when it does not come, the guard sees that. What another node has taken over is nobody's to go on with here. */
    void orderEnd(CallEnd end, long nowNanos) {
        Order before = order;
        if (before == null) {
            order = new Order(end, nowNanos);
        } else if (end == CallEnd.MOVED && before.end().goesOn()) {
            order = new Order(end, before.atNanos());
        }
        tell(it -> it.onEndOrdered(end));
    }

    /** What was ordered, or null. */
    @Nullable
    Order order() {
        return order;
    }

    /** Closes the stream without asking the call. */
    void closePhone() {
        loop.execute(phone::leave);
    }

    /** Whether this mover has not asked the call to move before. */
    boolean isAskedBy(CallMover asking) {
        return mover.getAndSet(asking) != asking;
    }

    void renew(long nowNanos) {
        renewedNanos = nowNanos;
    }

    /** For how long its call has not said that it lives. */
    long silentNanos(long nowNanos) {
        return nowNanos - renewedNanos;
    }

    /** Its listeners have been told that it began. */
    void answered() {
        isAnswered = true;
    }

    boolean isAnswered() {
        return isAnswered;
    }

    /** What they are told. */
    CallEvent.Answered beginning() {
        return new CallEvent.Answered(incoming, route, false);
    }

    /** Its one end: true for whoever comes first. */
    boolean end() {
        return !isOver.getAndSet(true);
    }

    boolean isOver() {
        return isOver.get();
    }

    /** A scheduler whose ticks renew a lease, once the ticker has done its work. */
    private record Leased(Scheduler loop, LiveStream stream) implements Scheduler {

        @Override
        public long nowNanos() {
            return loop.nowNanos();
        }

        @Override
        public void execute(Runnable task) {
            loop.execute(task);
        }

        @Override
        public Timer after(long delayNanos, Runnable task) {
            return loop.after(delayNanos, task);
        }

        @Override
        public Timer patience(long delayNanos, Runnable task) {
            return loop.patience(delayNanos, task);
        }

        @Override
        public Timer every(long periodNanos, Runnable task) {
            return loop.every(periodNanos, task);
        }

        @Override
        public Timer everyTick(Tick tick) {
            return loop.everyTick(nowNanos -> {
                tick.onTick(nowNanos);
                stream.renew(nowNanos);
            });
        }
    }
}
