package dev.trunkline.lab.chaos;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * A fault and when it strikes. Immutable.
 *
 * @param amount milliseconds or bytes, as the kind says
 * @param chance of each connection; or of each second of each connection
 * @param everySecond which of the two
 * @param earliestMillis after a connection stands; the moment is chosen by chance between this and {@code latestMillis}. Of
 *     a chance a second: between which seconds it is taken
 * @param inUtterance not before sound comes down then: 8 KiB within half a second, which is no message but sound, encrypted
 *     or not
 */
public record FaultRule(
        FaultKind kind,
        long amount,
        double chance,
        boolean everySecond,
        long earliestMillis,
        long latestMillis,
        FaultDirection direction,
        boolean inUtterance) {

    private static final long DAY_MILLIS = TimeUnit.DAYS.toMillis(1);

    public FaultRule {
        require(amount >= 0 && amount <= Integer.MAX_VALUE, "amount is out of bounds");
        require(
                amount > 0 || (kind != FaultKind.BANDWIDTH && kind != FaultKind.SLICE),
                "amount must be 1 byte at least");
        require(chance >= 0 && chance <= 1, "chance must be 0 to 1");
        require(
                earliestMillis >= 0 && earliestMillis <= latestMillis && latestMillis <= DAY_MILLIS,
                "times must be at most a day, and the later one behind the earlier one");
        require(
                !kind.isOfProxy() || !(everySecond || inUtterance),
                "strikes the proxy: it knows no utterance and no chance a second");
    }

    private static void require(boolean right, String otherwise) {
        if (!right) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** Of each connection, at once, both ways. */
    public static FaultRule of(FaultKind kind) {
        return new FaultRule(kind, kind.usual(), 1, false, 0, 0, FaultDirection.BOTH, false);
    }

    /** The same with so many milliseconds or bytes. */
    public FaultRule amount(long value) {
        return new FaultRule(kind, value, chance, everySecond, earliestMillis, latestMillis, direction, inUtterance);
    }

    /** The same for this share of the connections. */
    public FaultRule chance(double share) {
        return new FaultRule(kind, amount, share, false, earliestMillis, latestMillis, direction, inUtterance);
    }

    /** The same with this chance in every second of every connection. */
    public FaultRule chanceEverySecond(double share) {
        return new FaultRule(kind, amount, share, true, earliestMillis, DAY_MILLIS, direction, inUtterance);
    }

    /** The same at a moment between these two. */
    public FaultRule between(long fromMillis, long toMillis) {
        return new FaultRule(kind, amount, chance, everySecond, fromMillis, toMillis, direction, inUtterance);
    }

    /** The same one way. */
    public FaultRule towards(FaultDirection way) {
        return new FaultRule(kind, amount, chance, everySecond, earliestMillis, latestMillis, way, inUtterance);
    }

    /** The same once sound comes down. */
    public FaultRule duringAnUtterance() {
        return new FaultRule(kind, amount, chance, everySecond, earliestMillis, latestMillis, direction, true);
    }

    long momentMillis(SplittableRandom random) {
        return random.nextLong(earliestMillis, latestMillis + 1);
    }

    /** As {@link FaultText} reads it. */
    @Override
    public String toString() {
        return FaultText.write(this);
    }
}
