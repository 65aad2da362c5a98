package dev.trunkline.engine.wire;

/** A field that is missing or of the wrong kind; never leaves this package. */
final class BadField extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadField(String detail) {
        super(detail, null, false, false);
    }
}
