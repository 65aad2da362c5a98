package dev.trunkline.phone;

/**
 * What the phone side tells a call. Every method runs on the call's loop; none is called after {@link #onStreamEnded}.
 */
public interface PhoneEvents {

    /**
     * The caller's sound.
     *
     * @param muLaw G.711 mu-law, 8,000 bytes a second; valid only until this returns
     * @param lengthBytes how many bytes of it, from index 0; normally 160 (20 ms), any size above 0 is possible
     */
    void onCallerAudio(byte[] muLaw, int lengthBytes);

    /** A key of the caller's keypad: 0-9, *, #, A-D. */
    void onDigit(char digit);

    /** A {@link PhoneLeg#mark} came back: played, or returned by {@link PhoneLeg#clear}. */
    void onPlayed(long mark);

    /**
     * The stream is over.
     *
     * @param ending what the carrier said about it
     */
    void onStreamEnded(StreamEnding ending);

    /**
     * Something arrived that could not be used; it was dropped and the stream goes on.
     *
     * @param reason a short word from a closed set, a metric label: "bad_json", "bad_base64", "wrong_stream"...
     */
    void onFrameRejected(String reason);

    /** The carrier says that the whole call is over (status callback); may come before or after the stream's end. */
    void onCallCompleted();

    /** How a stream can end, seen from us. */
    enum StreamEnding {
        /** The carrier said stop: the caller hung up, or the call was moved by REST. */
        STOPPED,
        /** The socket went away without a stop: network, carrier or load balancer. */
        LOST,
        /** The carrier broke the protocol badly enough that we closed. */
        PROTOCOL_ERROR
    }
}
