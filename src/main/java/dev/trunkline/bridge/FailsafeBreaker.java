package dev.trunkline.bridge;

import dev.failsafe.CircuitBreaker;
import dev.trunkline.ai.Breaker;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A far end's {@link Breaker}, two of Failsafe's in one: some misses in a row open it for moments, and so does one denial, but for
 * longer each time that it is repeated. After that one attempt decides. Where few call, two misses are enough that lie some time apart
 * with nobody reached between them. The time of its pauses is the system's. Thread-safe.
 */
public final class FailsafeBreaker implements Breaker {

    private static final Logger LOG = LoggerFactory.getLogger(FailsafeBreaker.class);

    private final String farEnd;
    private final Rules rules;
    private final CircuitBreaker<Object> outage;
    private volatile CircuitBreaker<Object> denial; // the longer its pause, the more denials came before
    private final MissesInARow row;

    /**
     * How it judges. Immutable.
     *
     * @param misses in a row that open it
     * @param trouble after so long in which nobody was reached the second miss does: a single call that hangs in a network that swallows
     *     everything would take half a minute for five
     * @param pause after which one call tries again
     * @param deniedPause the longest pause when the far end takes none of our calls: what restarts behind a balancer is denied as well
     */
    public record Rules(int misses, Duration trouble, Duration pause, Duration deniedPause) {

        /** A handful, soon again; and a wrong key that is tried every five minutes in the end. */
        public static Rules usual() {
            return new Rules(5, Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofMinutes(5));
        }
    }

    /**
     * One of a far end that nothing is known of.
     *
     * @param farEnd its name, for logs
     */
    public FailsafeBreaker(String farEnd, Rules rules) {
        this(farEnd, rules, isOut -> {}, System::nanoTime);
    }

    /**
     * The same with somebody who watches.
     *
     * @param watcher is told that it has opened, each time, and that it has closed; on any thread, must not block
     * @param clockNanos monotonic, by which misses lie apart
     */
    public FailsafeBreaker(String farEnd, Rules rules, Consumer<Boolean> watcher, LongSupplier clockNanos) {
        this.farEnd = farEnd;
        this.rules = rules;
        this.row = new MissesInARow(rules.trouble(), clockNanos);
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
        this.denial = denial(rules.pause());
    }

    private Duration deniedPause(Duration wanted) {
        return wanted.compareTo(rules.deniedPause()) < 0 ? wanted : rules.deniedPause();
    }

    /** One that nobody has opened. */
    private CircuitBreaker<Object> denial(Duration wanted) {
        Duration pause = deniedPause(wanted);
        return CircuitBreaker.builder()
                .withFailureThreshold(1)
                .withSuccessThreshold(1)
                .withDelay(pause)
                .onOpen(event -> LOG.atWarn()
                        .addKeyValue("farEnd", farEnd)
                        .addKeyValue("pauseMillis", pause.toMillis())
                        .log("far end takes none of our calls: not called for a while"))
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
        CircuitBreaker<Object> latest = denial;
        return latest.isClosed() ? outage : latest;
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

    /** Somebody closed it who met something else than an answer to our calls. */
    private boolean remembersDenials() {
        CircuitBreaker<Object> latest = denial;
        return latest.isClosed() && !latest.getConfig().getDelay().equals(deniedPause(rules.pause()));
    }

    private final class Attempt implements Permit {
        private final CircuitBreaker<Object> asked;
        private final boolean decides; // else it was let in while all was well, and what comes of it now is of then

        Attempt(CircuitBreaker<Object> asked) {
            this.asked = asked;
            this.decides = asked != outage || asked.isHalfOpen();
        }

        @Override
        public void reached() {
            row.end();
            asked.recordSuccess();
            if (asked != outage) {
                outage.recordSuccess();
            }
            if (asked != outage || remembersDenials()) {
                denial = denial(rules.pause());
            }
        }

        @Override
        public void missed() {
            if (asked != outage) {
                asked.close(); // that is another trouble
            }
            boolean isLong = row.isLongWithAnother();
            if (decides || !outage.isHalfOpen()) {
                outage.recordFailure();
            }
            if (isLong && outage.isClosed()) {
                outage.open();
            }
        }

        @Override
        public void denied() {
            if (asked != outage) { // whoever meets the first denial together with others does not lengthen it
                denial = denial(asked.getConfig().getDelay().multipliedBy(2));
            }
            denial.open();
        }

        @Override
        public void turnedAway() {
            row.end();
            if (asked != outage) {
                asked.close();
            }
            outage.recordSuccess(); // it is there, and full
        }

        @Override
        public void calledOff() {
            if (asked != outage) {
                asked.close(); // the next call finds out
            }
            if (decides && outage.isHalfOpen()) { // also by who was denied then, and has told it nothing
                outage.recordFailure(); // or nobody would ever be let again: Failsafe takes no permit back
            }
        }
    }
}
