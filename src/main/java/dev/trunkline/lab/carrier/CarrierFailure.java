package dev.trunkline.lab.carrier;

/** Something that Twilio's debugger would list. */
@SuppressWarnings("serial") // never serialised
final class CarrierFailure extends RuntimeException {

    private final int code;

    /**
     * A failure.
     *
     * @param code Twilio's error code
     */
    CarrierFailure(int code, String message) {
        super(message);
        this.code = code;
    }

    int code() {
        return code;
    }
}
