package dev.trunkline.engine.mind.remote;

import dev.trunkline.engine.mind.Mind;

/** A model did not answer as it should; the message holds no keys and nothing that was said. */
final class NoAnswer extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Mind.Failure failure;

    NoAnswer(Mind.Failure failure, String reason) {
        super(reason, null, false, false);
        this.failure = failure;
    }

    static NoAnswer broken(String reason) {
        return new NoAnswer(Mind.Failure.BROKEN, reason);
    }

    Mind.Failure failure() {
        return failure;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
