package dev.trunkline.outbound;

import java.util.ArrayList;
import java.util.List;

/** What is said for an answering machine: kept until the machine records, and heard from then on. Confined to the call's loop. */
final class KeptMessage {

    private static final int MOST_BYTES = 16 * 1024 * 1024; // two minutes and a half at 48 kHz

    private final Runnable begins;
    private final List<Runnable> kept = new ArrayList<>();
    private int keptBytes;
    private boolean isOpen;
    private boolean hasBegun;

    /** @param begins is told when the message begins to be heard */
    KeptMessage(Runnable begins) {
        this.begins = begins;
    }

    /** The machine records: what there is of it is heard, and the rest as it comes. */
    void open() {
        if (isOpen) {
            return;
        }
        isOpen = true;
        List<Runnable> now = List.copyOf(kept);
        kept.clear();
        if (!now.isEmpty()) {
            began(); // first: whoever waits for its end hears of that, too
        }
        now.forEach(Runnable::run);
    }

    boolean isOpen() {
        return isOpen;
    }

    /** Whether some of it was heard. */
    boolean hasBegun() {
        return hasBegun;
    }

    /** What there is of it is not heard. */
    void forget() {
        kept.clear();
        keptBytes = 0;
    }

    /** Whether there is room for more sound; if so it is taken. */
    boolean takesSound(int lengthBytes) {
        if (keptBytes + lengthBytes > MOST_BYTES) {
            return false;
        }
        keptBytes += lengthBytes;
        return true;
    }

    /** A part of it: heard now, or when the machine records. */
    void add(Runnable part) {
        if (!isOpen) {
            kept.add(part);
            return;
        }
        part.run();
        began();
    }

    private void began() {
        if (!hasBegun) {
            hasBegun = true;
            begins.run();
        }
    }
}
