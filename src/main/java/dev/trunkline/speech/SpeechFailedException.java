package dev.trunkline.speech;

/** A voice that could not speak, or a recognizer that could not hear; the message says whose, and why, and nothing that was said. */
public class SpeechFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SpeechFailedException(String message) {
        super(message);
    }

    public SpeechFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
