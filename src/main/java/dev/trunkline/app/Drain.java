package dev.trunkline.app;

import dev.trunkline.bridge.Admission;
import dev.trunkline.bridge.Admission.Census;
import dev.trunkline.bridge.CallMover;
import dev.trunkline.bridge.RunningCalls;
import dev.trunkline.bridge.Tally;
import dev.trunkline.config.TrunklineConfig;
import dev.trunkline.ops.DrainRoutes;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties a bridge so that no caller is lost: no new calls, and the running ones end by themselves; those that take too long go
 * on elsewhere, each from a pause of its conversation; the carrier gets the answers that it asks for meanwhile. Either because the
 * process ends, or because an operator wants it, who may want it no longer. The log tells how it goes. Thread-safe.
 */
final class Drain implements DrainRoutes.Control {

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Longer than the carrier may take to ask what comes next, and to open a stream that is ended at once. */
    private static final Duration LAST_QUESTIONS = Duration.ofSeconds(40);

    private static final CompletableFuture<Void> NO_HURRY = new CompletableFuture<>();

    private final Admission admission;
    private final RunningCalls calls;
    private final Limits limits;
    private volatile @Nullable Round round; // written under this object's lock

    /**
     * How long what may take. Immutable.
     *
     * @param soft in which calls end by themselves
     * @param pause for which a pause of each of the others is waited for
     * @param movesPerSecond how many of them go in a second
     * @param moving after which those that have not gone are ended, when the process ends
     */
    record Limits(Duration soft, Duration pause, int movesPerSecond, Duration moving) {

        /** Those of the configuration. */
        static Limits of(TrunklineConfig.Drain config) {
            return new Limits(
                    Duration.ofSeconds(config.softSeconds()),
                    Duration.ofSeconds(config.pauseSeconds()),
                    config.movesPerSecond(),
                    Duration.ofSeconds(config.moveSeconds()));
        }
    }

    /** Where it stands; names are those of the admin API and of {@code /readyz}. */
    private enum Stage {
        DRAINING(1),
        MOVING(2),
        DRAINED(3);

        private final int level;
        private final String label = name().toLowerCase(Locale.ROOT);

        Stage(int level) {
            this.level = level;
        }
    }

    Drain(Admission admission, RunningCalls calls, Limits limits) {
        this.admission = admission;
        this.calls = calls;
        this.limits = limits;
    }

    /**
     * Drains because the process ends, however long that takes; it keeps answering meanwhile.
     *
     * @param soft how long calls may take to end by themselves
     * @param hurry done when they are to be ended at once
     * @return whether all calls ended by themselves
     */
    boolean end(Duration soft, Future<?> hurry) throws InterruptedException {
        return replace(new Round(true, soft, hurry)).run();
    }

    /** Drains while the process goes on; nothing new when it drains already. */
    @Override
    public DrainRoutes.State begin(@Nullable Integer softSeconds) {
        Duration soft = softSeconds == null ? limits.soft : Duration.ofSeconds(softSeconds);
        Round next = new Round(false, soft, NO_HURRY);
        synchronized (this) {
            if (round != null) {
                return state();
            }
            replace(next);
        }
        Thread thread = new Thread(next::runUnwatched, "drain");
        thread.setDaemon(true);
        thread.start();
        return state();
    }

    /** Takes calls again; false when the process is going to end. */
    @Override
    public synchronized boolean cancel() {
        Round now = round;
        if (now == null) {
            return true;
        }
        if (now.isLast) {
            return false;
        }
        now.isCalledOff = true;
        now.isTakenBack = true;
        round = null;
        admission.takeCallsAgain();
        LOG.info("drain is called off: calls are taken again");
        return true;
    }

    private synchronized Round replace(Round next) {
        Round before = round;
        if (before != null) {
            before.isCalledOff = true;
        }
        round = next;
        admission.drain();
        return next;
    }

    @Override
    public DrainRoutes.State state() {
        Round now = round;
        Census census = admission.census();
        Tally tally = now == null ? new Tally(0, 0, 0, 0) : calls.tally().since(now.before);
        return new DrainRoutes.State(
                word(),
                census.live(),
                census.ringing(),
                census.owed(),
                tally.byThemselves(),
                tally.moved(),
                tally.forced(),
                now == null ? 0 : TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - now.beganNanos));
    }

    /** Why this node takes no calls: draining, moving or drained; running when it does. */
    String word() {
        Round now = round;
        return now == null ? "running" : now.stage.label;
    }

    /** For the gauge: 0 when calls are taken, 1 while they end by themselves, 2 while they are moved, 3 when there are none. */
    int level() {
        Round now = round;
        return now == null ? 0 : now.stage.level;
    }

    /** One drain, from its beginning to its end or its being called off. */
    private final class Round {
        private final boolean isLast;
        private final Duration soft;
        private final Future<?> hurry;
        private final Tally before = calls.tally();
        private final long beganNanos = System.nanoTime();
        private long toldNanos = beganNanos;
        private volatile Stage stage = Stage.DRAINING;
        private volatile boolean isCalledOff;
        private volatile boolean isTakenBack; // and not followed by another: whoever was asked to go stays

        Round(boolean isLast, Duration soft, Future<?> hurry) {
            this.isLast = isLast;
            this.soft = soft;
            this.hurry = hurry;
        }

        void runUnwatched() {
            try {
                run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        boolean run() throws InterruptedException {
            tell("draining");
            boolean clean = await(soft);
            if (!clean && !isCalledOff) {
                if (isLast) {
                    calls.leave();
                    admission.forgetTransferred();
                }
                if (!hurry.isDone()) {
                    move();
                }
                if (isLast) {
                    force();
                }
            }
            if (!isCalledOff) {
                stage = Stage.DRAINED;
                Tally tally = calls.tally().since(before);
                LOG.atInfo()
                        .addKeyValue("clean", clean)
                        .addKeyValue("ended", tally.byThemselves())
                        .addKeyValue("moved", tally.moved())
                        .addKeyValue("forced", tally.forced())
                        .addKeyValue("seconds", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - beganNanos))
                        .log("drained");
            }
            return clean;
        }

        private boolean await(Duration atMost) throws InterruptedException {
            long sinceNanos = System.nanoTime();
            while (!admission.awaitNoCalls(LOOK)) {
                if (System.nanoTime() - sinceNanos >= atMost.toNanos() || hurry.isDone() || isCalledOff) {
                    return false;
                }
                tellNowAndThen("still draining");
            }
            return true;
        }

        /** Asks the calls to go, one after another, and waits until those that were asked have gone. */
        private void move() throws InterruptedException {
            stage = Stage.MOVING;
            tell("drain time is over: calls are moved");
            CallMover mover = calls.mover(limits.pause, limits.movesPerSecond, () -> !isTakenBack);
            long sinceNanos = System.nanoTime();
            Duration interval = Duration.ofNanos(mover.intervalNanos());
            boolean gone = false;
            while (!gone
                    && System.nanoTime() - sinceNanos < limits.moving.toNanos()
                    && !hurry.isDone()
                    && !isCalledOff) {
                // Of a process that goes on, whoever comes back has nobody else, and stays.
                boolean asked = mover.askOne(isLast ? System.nanoTime() : sinceNanos);
                gone = admission.awaitNoCalls(interval) || (!isLast && !asked && !mover.awaits(sinceNanos));
                tellNowAndThen("calls are still moved");
            }
        }

        private void force() throws InterruptedException {
            Census left = admission.census();
            if (left.live() + left.ringing() > 0) {
                tell(hurry.isDone() ? "drain is cut short: calls are ended" : "moving takes too long: calls are ended");
            }
            calls.shutDown();
            long sinceNanos = System.nanoTime();
            while (!admission.awaitNoCalls(LOOK) && System.nanoTime() - sinceNanos < LAST_QUESTIONS.toNanos()) {
                tellNowAndThen("the carrier still has questions");
            }
        }

        private void tellNowAndThen(String what) {
            if (System.nanoTime() - toldNanos >= TELL_NANOS) {
                tell(what);
            }
        }

        private void tell(String what) {
            toldNanos = System.nanoTime();
            Census census = admission.census();
            LOG.atInfo()
                    .addKeyValue("calls", census.live())
                    .addKeyValue("ringing", census.ringing())
                    .addKeyValue("owed", census.owed())
                    .log(what);
        }
    }
}
