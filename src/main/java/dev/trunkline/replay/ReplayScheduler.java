package dev.trunkline.replay;

import dev.trunkline.flight.FlightKind;
import dev.trunkline.flight.FlightMoment;
import dev.trunkline.flight.FlightRecord;
import dev.trunkline.time.Scheduler;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The clock and the timers of a replayed call. The clock tells, reading by reading, what the recorded one told in the same moment.
 * A timer that the recorded call has set in the same moment, for the same time, goes off when it did there, and not where it was
 * called off; any other when it is due. Confined to one thread.
 */
final class ReplayScheduler implements Scheduler {

    private static final long FREE = 0;

    private final FlightIndex index;
    private final List<ReplayTimer> timers = new ArrayList<>();
    private final List<Tick> tickers = new ArrayList<>();
    private final List<FlightRecord> set =
            new ArrayList<>(); // by the recorded call in this moment, and not by this one yet
    private final List<Long> sinceNanos = new ArrayList<>(); // readings of this moment
    private int readings;
    private boolean isPrimed;
    private long nowNanos;
    private int moment = -1;

    ReplayScheduler(FlightIndex index, long originNanos) {
        this.index = index;
        this.nowNanos = originNanos;
    }

    private static final class ReplayTimer {
        private final long number;
        private final Runnable task;
        private final long dueNanos;

        ReplayTimer(long number, long dueNanos, Runnable task) {
            this.number = number;
            this.dueNanos = dueNanos;
            this.task = task;
        }
    }

    void begin(FlightMoment next) {
        moment++;
        nowNanos = next.atNanos();
        isPrimed = next.input().kind() != FlightKind.TICK;
        readings = 0;
        sinceNanos.clear();
        set.clear();
        for (FlightRecord record : next.rest()) {
            if (record.kind() == FlightKind.CLOCK) {
                sinceNanos.add(record.value());
            } else if (record.kind() == FlightKind.TIMER_SET) {
                set.add(record);
            }
        }
    }

    /** Something happens between two moments, that did not in the recorded call. */
    void beginUnrecorded(long atNanos) {
        nowNanos = atNanos;
        isPrimed = false;
        readings = 0;
        sinceNanos.clear();
        set.clear();
    }

    @Override
    public long nowNanos() {
        if (isPrimed) {
            isPrimed = false;
        } else if (readings < sinceNanos.size()) {
            nowNanos += sinceNanos.get(readings++);
        }
        return nowNanos;
    }

    @Override
    public void execute(Runnable task) {
        after(0, task);
    }

    @Override
    public Timer after(long delayNanos, Runnable task) {
        ReplayTimer timer = new ReplayTimer(recorded(delayNanos), nowNanos + delayNanos, task);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    private long recorded(long delayNanos) {
        for (Iterator<FlightRecord> each = set.iterator(); each.hasNext(); ) {
            FlightRecord record = each.next();
            if (record.value() == delayNanos) {
                each.remove();
                return record.number();
            }
        }
        return FREE;
    }

    @Override
    public Timer every(long periodNanos, Runnable task) {
        throw new UnsupportedOperationException("no call does anything at intervals but at ticks");
    }

    @Override
    public Timer everyTick(Tick tick) {
        tickers.add(tick);
        return () -> tickers.remove(tick);
    }

    /** A recorded timer goes off, if it is there. */
    void fire(long number) {
        for (ReplayTimer timer : timers) {
            if (timer.number == number) {
                timers.remove(timer);
                timer.task.run();
                return;
            }
        }
    }

    void tick(long atNanos) {
        for (Tick tick : List.copyOf(tickers)) {
            tick.onTick(atNanos);
        }
    }

    /** When the next timer is due that the recorded call had not, or had called off by now; null when none is before {@code nanos}. */
    @Nullable
    Long nextFreeNanos(long nanos) {
        ReplayTimer next = nextFree(nanos);
        return next == null ? null : next.dueNanos;
    }

    /** That timer goes off. */
    void fireFree(long nanos) {
        ReplayTimer next = nextFree(nanos);
        if (next != null) {
            timers.remove(next);
            next.task.run();
        }
    }

    private @Nullable ReplayTimer nextFree(long nanos) {
        ReplayTimer next = null;
        for (ReplayTimer timer : timers) {
            boolean isFree = timer.number == FREE || index.settled(timer.number) <= moment;
            if (isFree && timer.dueNanos - nanos <= 0 && (next == null || timer.dueNanos - next.dueNanos < 0)) {
                next = timer;
            }
        }
        return next;
    }
}
