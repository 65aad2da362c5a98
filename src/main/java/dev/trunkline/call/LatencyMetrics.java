package dev.trunkline.call;

/** Takes the measurements that come too often to be events. Called on the call's loop; must not allocate or block. */
public interface LatencyMetrics {

    /** One frame of the caller: from having been read to having been written to the AI. */
    void uplink(long nanos);

    /** One chunk of the agent: from having been read to its first frame having been written to the phone. */
    void downlink(long nanos);

    /** Another chat went on: from the caller's last frame to the one chat to the first to the other. */
    void rollover(long nanos);
}
