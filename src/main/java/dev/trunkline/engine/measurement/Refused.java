package dev.trunkline.engine.measurement;

/** A message that cannot be answered with predictions; becomes the stream's {@code error} message. Never leaves this package. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Code code;

    /**
     * Why, as documented under "Errors". E0206 is our reading: the documents name E0203 to E0205 for audio, video and images,
     * and the limit of text without its code.
     */
    enum Code {
        /** Not JSON. */
        E0100,
        /** A field is missing or of the wrong kind. */
        E0101,
        /** The model does not fit the media, or is not here at all. */
        E0102,
        /** Media of no known format. */
        E0200,
        /** Not base64. */
        E0201,
        /** No audio in the media that can be heard here. */
        E0202,
        /** Audio of more than five seconds. */
        E0203,
        /** Text of more than 10,000 characters. */
        E0206,
        /** Our own trouble. */
        I0100
    }

    Refused(Code code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    Code code() {
        return code;
    }

    /** Never null. */
    String text() {
        return String.valueOf(getMessage());
    }
}
