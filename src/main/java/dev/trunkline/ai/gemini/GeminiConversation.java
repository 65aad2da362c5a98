package dev.trunkline.ai.gemini;

import dev.trunkline.ai.AgentProfile;
import org.jspecify.annotations.Nullable;

/**
 * What the connections of one call have in common: the handle by which the next one goes on, and which of them the service believes
 * to have the session. It refuses a second one (1011) while the first is open, as users found out; so the next waits for the end of it.
 * Confined to the call's loop.
 */
final class GeminiConversation {

    private static final int INTERNAL_ERROR = 1011;
    /** The service may not have noticed yet that the connection before is closed. */
    private static final int MOST_REFUSALS = 2;

    private @Nullable String handle; // the newest
    private @Nullable Holder holder;
    private int refusals; // of the handle, with a code that may mean many things

    /** A connection that has, or had, the session. */
    interface Holder {
        boolean isGone();

        /** Runs this once, later or now: when the service knows that the connection has ended, or should. */
        void whenGone(Runnable then);
    }

    /** By what a connection for this agent goes on; null when it begins anew. */
    @Nullable
    String handleFor(AgentProfile profile) {
        String wanted = profile.resumedChatGroupId();
        if (wanted == null) {
            handle = null;
        } else if (handle == null && !wanted.isEmpty()) {
            handle = wanted; // from another stream of the call, or another node
        }
        return handle;
    }

    /** The newest handle, "" for none: a connection can go on without one, but it has to be told what was said. */
    String name() {
        return handle == null ? "" : handle;
    }

    void rename(String newest) {
        handle = newest;
    }

    /** The service has taken the handle, or a new session. */
    void onTaken() {
        refusals = 0;
    }

    /** Whether a handle that was refused with {@code code} is not worth another try. */
    boolean isForgotten(int code) {
        refusals += code == INTERNAL_ERROR ? 1 : 0;
        return refusals > MOST_REFUSALS;
    }

    /** Runs this when no connection has the session; it is to {@link #hold} it then. */
    void whenFree(Runnable then) {
        Holder present = holder;
        if (present == null || present.isGone()) {
            then.run();
        } else {
            present.whenGone(() -> whenFree(then));
        }
    }

    boolean isFree() {
        return holder == null || holder.isGone();
    }

    void hold(Holder next) {
        holder = next;
    }
}
