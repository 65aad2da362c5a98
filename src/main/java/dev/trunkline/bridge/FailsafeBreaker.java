package dev.trunkline.bridge;

import dev.failsafe.CircuitBreaker;
import dev.trunkline.ai.Breaker;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A far end's {@link Breaker}, two of Failsafe's in one: some misses in a row open it for moments, one denial for minutes. After
 * that one attempt decides. Time is the system's. Thread-safe.
 */
public final class FailsafeBreaker implements Breaker {

    private static final Logger LOG = LoggerFactory.getLogger(FailsafeBreaker.class);

    private final CircuitBreaker<Object> outage;
    private final CircuitBreaker<Object> denial;

    /**
     * How it judges. Immutable.
     *
     * @param misses in a row that open it
     * @param pause after which one call tries again
     * @param deniedPause the same when the far end takes none of our calls
     */
    public record Rules(int misses, Duration pause, Duration deniedPause) {

        /** A handful, soon again; and a wrong key that is noticed in a coffee break. */
        public static Rules usual() {
            return new Rules(5, Duration.ofSeconds(2), Duration.ofMinutes(5));
        }
    }

    /**
     * One of a far end that nothing is known of.
     *
     * @param farEnd its name, for logs
     */
    public FailsafeBreaker(String farEnd, Rules rules) {
        this(farEnd, rules, isOut -> {});
    }

    /** @param watcher is told that it has opened, each time, and that it has closed; on any thread, must not block */
    public FailsafeBreaker(String farEnd, Rules rules, Consumer<Boolean> watcher) {
        this.outage = CircuitBreaker.builder()
                .withFailureThreshold(rules.misses())
                .withSuccessThreshold(1)
                .withDelay(rules.pause())
                .onOpen(event -> {
                    watcher.accept(true);
                    if (event.getPreviousState()
                            == CircuitBreaker.State.CLOSED) { // not each attempt that finds it out still
                        tell(farEnd, "far end is out: not called but for one attempt at a time");
                    }
                })
                .onClose(event -> {
                    watcher.accept(false);
                    tell(farEnd, "far end is back");
                })
                .build();
        this.denial = CircuitBreaker.builder()
                .withFailureThreshold(1)
                .withSuccessThreshold(1)
                .withDelay(rules.deniedPause())
                .onOpen(event -> tell(farEnd, "far end takes none of our calls: not called for minutes"))
                .onClose(event -> tell(farEnd, "far end may take our calls again"))
                .build();
    }

    private static void tell(String farEnd, String what) {
        LOG.atWarn().addKeyValue("farEnd", farEnd).log(what);
    }

    @Override
    public @Nullable Permit ask() {
        CircuitBreaker<Object> asked = judge();
        return asked.tryAcquirePermit() ? new Attempt(asked) : null;
    }

    /** Whoever has something against it. */
    private CircuitBreaker<Object> judge() {
        return denial.isClosed() ? outage : denial;
    }

    @Override
    public State state() {
        return switch (judge().getState()) {
            case CLOSED -> State.CLOSED;
            case HALF_OPEN -> State.HALF_OPEN;
            case OPEN -> State.OPEN;
        };
    }

    @Override
    public boolean lets() {
        CircuitBreaker<Object> judge = judge();
        return judge.isClosed() || (judge.isOpen() && judge.getRemainingDelay().isZero());
    }

    @Override
    public void onUseless() {
        outage.recordFailure();
    }

    private final class Attempt implements Permit {
        private final CircuitBreaker<Object> asked;

        Attempt(CircuitBreaker<Object> asked) {
            this.asked = asked;
        }

        @Override
        public void reached() {
            asked.recordSuccess();
            if (asked == denial) {
                outage.recordSuccess();
            }
        }

        @Override
        public void missed() {
            if (asked == denial) {
                denial.close(); // that is another trouble
            }
            outage.recordFailure();
        }

        @Override
        public void denied() {
            denial.open();
        }

        @Override
        public void calledOff() {
            if (asked == denial) {
                denial.close(); // the next call finds out
            } else if (outage.isHalfOpen()) {
                outage.recordFailure(); // or nobody would ever be let again: Failsafe takes no permit back
            }
        }
    }
}
