package dev.trunkline.engine.mind.remote;

import dev.trunkline.engine.mind.Mind;

/** A model did not answer as it should; the message holds no keys and nothing that was said. */
final class NoAnswer extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Mind.Failure failure;
    private final boolean isPassing;

    NoAnswer(Mind.Failure failure, String reason) {
        this(failure, reason, false);
    }

    private NoAnswer(Mind.Failure failure, String reason, boolean isPassing) {
        super(reason, null, false, false);
        this.failure = failure;
        this.isPassing = isPassing;
    }

    static NoAnswer broken(String reason) {
        return new NoAnswer(Mind.Failure.BROKEN, reason);
    }

    /** The same, with the hope that it goes better when it is tried again soon. */
    NoAnswer passing() {
        return new NoAnswer(failure, reason(), true);
    }

    boolean isPassing() {
        return isPassing;
    }

    Mind.Failure failure() {
        return failure;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
