package dev.trunkline.lab.fleet;

import dev.trunkline.lab.fleet.measure.BridgeAdmin;
import dev.trunkline.lab.history.CallHistory;
import dev.trunkline.lab.history.Continuity;
import dev.trunkline.lab.history.HistoryEvent.ChatClosed;
import dev.trunkline.lab.history.HistoryEvent.ChatOpened;
import dev.trunkline.net.connection.ClientTls;
import java.util.function.LongSupplier;

/**
 * The history of a fleet whose callers count: calls tell it what they said and heard, this what the far end and the bridge
 * say. Confined to the thread that samples, but for the history itself.
 */
final class FleetHistory {

    private static final int SAMPLES_PER_READING = 20; // of the records, which may be many

    private final CallHistory history = new CallHistory();
    private final ChatNotes notes = new ChatNotes(history);
    private final BridgeHistory bridge;
    private int samples;

    FleetHistory(BridgeAdmin admin, ClientTls tls, LongSupplier nanoTime) {
        this.bridge = new BridgeHistory(admin, tls, nanoTime, history);
    }

    CallHistory history() {
        return history;
    }

    /**
     * About once a second.
     *
     * @param isStopped whether callers have hung up, and records are the last ones
     */
    void sample(String noted, boolean isStopped) {
        notes.read(noted);
        bridge.readGauge();
        if (++samples % SAMPLES_PER_READING == 0 || isStopped) {
            bridge.readRecords();
        }
    }

    /** Whether all chats are closed, and all calls written down. */
    boolean isSettled() {
        int openChats = history.of(ChatOpened.class).size()
                - history.of(ChatClosed.class).size();
        return openChats <= 0 && bridge.hasAll();
    }

    /** After the last call. */
    Continuity total() {
        bridge.readRecords();
        bridge.admit();
        notes.accountForTurns();
        return Continuity.of(history);
    }
}
