package dev.trunkline.lab.carrier.rest;

/** Something that Twilio's debugger would list. */
@SuppressWarnings("serial") // never serialised
public final class CarrierFailure extends RuntimeException {

    private final int code;

    /** @param code Twilio's error code */
    public CarrierFailure(int code, String message) {
        super(message);
        this.code = code;
    }

    /** Twilio's error code. */
    public int code() {
        return code;
    }
}
