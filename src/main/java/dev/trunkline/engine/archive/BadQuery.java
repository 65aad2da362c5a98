package dev.trunkline.engine.archive;

/** A request that asks for what cannot be; the message says what to change. Never leaves this package. */
final class BadQuery extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadQuery(String message) {
        super(message, null, false, false);
    }
}
