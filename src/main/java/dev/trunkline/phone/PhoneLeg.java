package dev.trunkline.phone;

/**
 * What a call may ask of its phone side. Every method runs on the call's loop and returns at once; after the leg is
 * gone they do nothing.
 */
public interface PhoneLeg {

    /**
     * Queues sound on the far side's playout buffer, behind what is already there.
     *
     * @param muLaw G.711 mu-law, 8,000 bytes a second, no header; read before this returns, so the caller may reuse it
     * @param lengthBytes how many bytes of it, from index 0; whole 20 ms frames are multiples of 160
     */
    void play(byte[] muLaw, int lengthBytes);

    /**
     * Asks to be told ({@link PhoneEvents#onPlayed}) when everything queued so far has been played or cleared.
     *
     * @param mark what will be told then; 0 or more
     */
    void mark(long mark);

    /** Drops everything queued on the far side; pending marks come back at once, unheard. */
    void clear();

    /** Writes everything asked for since the last flush in one go; called once per turn of the loop. */
    void flush();

    /** Closes the stream from our side: the carrier then asks what comes next. */
    void leave();
}
