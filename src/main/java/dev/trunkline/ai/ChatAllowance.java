package dev.trunkline.ai;

/**
 * The far end has a limit on chats at the same time, of which a few are kept for calls that are in already and need a second one
 * for a while: one that takes over from the first. Thread-safe.
 */
public interface ChatAllowance {

    /** There is always one more. */
    ChatAllowance UNLIMITED = new ChatAllowance() {
        @Override
        public boolean takeSpareChat() {
            return true;
        }

        @Override
        public void giveSpareChat() {}
    };

    /**
     * Asks for a second chat beside a call's own.
     *
     * @return false when there is none now: try again later; true: it is to be given back once, when one of the two is over
     */
    boolean takeSpareChat();

    /** One of a call's two chats is over. */
    void giveSpareChat();
}
