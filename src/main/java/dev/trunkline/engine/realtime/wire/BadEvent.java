package dev.trunkline.engine.realtime.wire;

import org.jspecify.annotations.Nullable;

/** A client's event that cannot be taken: what the {@code error} event is to say. Thrown and caught inside a session; has no stack trace. */
public final class BadEvent extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final String OURS = "server_error";
    private static final int MAX_CHARS = 400; // names of fields and of items are the client's, and may be long

    private final String type;
    private final String code;
    private final @Nullable String param;

    /**
     * @param code such as {@code invalid_value}
     * @param message for the client's developer
     * @param param the path of the field, such as {@code session.audio.input.format.type}; null when it is none
     */
    public BadEvent(String code, String message, @Nullable String param) {
        this("invalid_request_error", code, message, param);
    }

    private BadEvent(String type, String code, String message, @Nullable String param) {
        super(cut(message), null, false, false);
        this.type = type;
        this.code = code;
        this.param = param == null ? null : cut(param);
    }

    private static String cut(String text) {
        return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "…";
    }

    public String type() {
        return type;
    }

    /** Whether the client should have sent something else. */
    public boolean isClientsMistake() {
        return !type.equals(OURS);
    }

    public String code() {
        return code;
    }

    public @Nullable String param() {
        return param;
    }

    /** What the client is told. */
    public String text() {
        return String.valueOf(getMessage());
    }

    /** Nothing is wrong with it, but this server can do no more now. */
    public static BadEvent overloaded(String message) {
        return new BadEvent(OURS, "server_overloaded", message, null);
    }

    public static BadEvent missing(String param) {
        return new BadEvent("missing_required_parameter", "The parameter '" + param + "' is missing.", param);
    }

    public static BadEvent invalid(String param, String wanted) {
        return new BadEvent("invalid_value", "The value of '" + param + "' is not valid: " + wanted + ".", param);
    }
}
