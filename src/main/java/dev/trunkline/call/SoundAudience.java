package dev.trunkline.call;

import dev.trunkline.phone.IncomingCall;

/** May want to hear calls from their first frame on. Thread-safe. */
@FunctionalInterface
public interface SoundAudience {

    /** Hears nobody. */
    SoundAudience NONE = (call, route, taps) -> {};

    /**
     * A stream begins; on its loop, before its call is put together. Must not block.
     *
     * @param route the name of the route that the call takes
     * @param taps {@link SoundTaps#addHere} begins to listen now
     */
    void onStream(IncomingCall call, String route, SoundTaps taps);
}
