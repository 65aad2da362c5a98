package dev.trunkline.lab.carrier.media;

/** Is told what becomes of a media stream. Called on the call's loop. */
public interface StreamEvents {

    /** The stream runs. */
    void onStreamStarted();

    /**
     * The stream is over, or never came about; called once, and not after {@link SimulatedStream#stop}.
     *
     * @param code Twilio's error code
     */
    void onStreamEnded(int code, String text);
}
