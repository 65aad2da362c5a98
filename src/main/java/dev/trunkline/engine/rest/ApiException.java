package dev.trunkline.engine.rest;

/** A request that cannot be granted, and why: becomes an answer, and undoes the transaction it is thrown in. */
public final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * @param status of HTTP, 400 to 499
     * @param message for whoever has asked: what is wrong, and what to do
     */
    public ApiException(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /** The client must ask otherwise. */
    public static ApiException badRequest(String message) {
        return new ApiException(400, message);
    }

    /** What is asked for is not there. */
    public static ApiException notFound(String message) {
        return new ApiException(404, message);
    }

    int status() {
        return status;
    }
}
