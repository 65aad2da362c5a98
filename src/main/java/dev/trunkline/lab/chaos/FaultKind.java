package dev.trunkline.lab.chaos;

import java.util.Locale;

/** Everything that can go wrong on the way. */
public enum FaultKind {
    LATENCY(Amount.MILLIS, 100, "every byte comes so much later, from now on"),
    JITTER(Amount.MILLIS, 50, "and by chance up to so much later still, in order"),
    BANDWIDTH(Amount.BYTES, 16_384, "so many bytes a second, from now on"),
    SLICE(Amount.BYTES, 7, "writes of so many bytes each, from now on"),
    STALL(Amount.MILLIS, 3_000, "for so long nothing is forwarded; then all of it"),
    DEAF(Amount.MILLIS, 3_000, "for so long nothing is read: the sender's buffers fill"),
    HALF_CLOSE(Amount.NONE, 0, "says that nothing more will come (FIN), and forwards nothing more"),
    RESET(Amount.NONE, 0, "the connection breaks (RST)"),
    TRUNCATE(Amount.BYTES, 0, "so many bytes more are forwarded, then the connection is closed"),
    DUPLICATE(Amount.NONE, 0, "what is read next is forwarded twice"),
    GARBAGE(Amount.BYTES, 1, "so many bytes of what is read next are changed"),
    INSERT(Amount.BYTES, 8, "so many bytes of nonsense come before what is read next"),
    REFUSE(Amount.NONE, 0, "a new connection is reset at once; @: since the proxy began"),
    BLACK_HOLE(Amount.NONE, 0, "takes everything and forwards nothing, not even an end"),
    OUTAGE(Amount.MILLIS, 10_000, "all connections are reset, new ones refused so long; @ as above");

    /** What the number behind a kind counts. */
    enum Amount {
        NONE,
        MILLIS,
        BYTES
    }

    private final Amount amount;
    private final long usual;
    private final String words;

    FaultKind(Amount amount, long usual, String words) {
        this.amount = amount;
        this.usual = usual;
        this.words = words;
    }

    Amount amount() {
        return amount;
    }

    /** The amount when none is given. */
    long usual() {
        return usual;
    }

    /** What happens, for people. */
    public String words() {
        return words;
    }

    /** As it is written on a command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it strikes the proxy and not one of its connections. */
    boolean isOfProxy() {
        return this == REFUSE || this == OUTAGE;
    }
}
