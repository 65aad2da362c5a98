package dev.trunkline.phone;

/** What a carrier tells of the calls that we have placed, in any order, more than once, or not at all. Thread-safe; nothing here blocks. */
public interface PlacedCallEvents {

    /**
     * Somebody, or something, has picked up, and the carrier asks what to do.
     *
     * @return whether the call is one that we know of, and goes on; else it is to be ended
     */
    boolean answers(String orderId, String callSid);

    /** It gets on. */
    void progressed(String orderId, CallProgress progress);

    /** The carrier has listened to who answered. */
    void heard(String orderId, String callSid, WhoAnswered who);

    /** Who picked up, as the carrier heard it. */
    enum WhoAnswered {
        HUMAN,
        /** A machine, which is still speaking. */
        MACHINE_BEGINS,
        /** A machine has said what it had to say; it records from now on. */
        MACHINE_LISTENS,
        FAX,
        UNKNOWN
    }
}
