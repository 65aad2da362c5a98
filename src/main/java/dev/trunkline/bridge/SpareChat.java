package dev.trunkline.bridge;

import dev.trunkline.ai.ChatAllowance;

/**
 * The second chat of one call. Thread-safe.
 *
 * @param lock guards the room
 */
record SpareChat(Object lock, AdmissionCheck check, String callSid) implements ChatAllowance {

    @Override
    public boolean takeSpareChat() {
        synchronized (lock) {
            return check.takeSpareChat(callSid);
        }
    }

    @Override
    public void giveSpareChat() {
        synchronized (lock) {
            check.giveSpareChat(callSid);
        }
    }
}
