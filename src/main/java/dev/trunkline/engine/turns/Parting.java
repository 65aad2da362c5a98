package dev.trunkline.engine.turns;

import java.util.function.BooleanSupplier;

/**
 * The last words of an agent that hangs up: when they have been heard, and what a caller says to take them back. Confined to the
 * chat's loop.
 */
final class Parting {

    private static final long CALLER_PATIENCE_NANOS = 100_000_000L;

    private final ChatContext context;
    private final AgentOutput output;
    private final CallerState caller;

    Parting(ChatContext context, AgentOutput output, CallerState caller) {
        this.context = context;
        this.output = output;
        this.caller = caller;
    }

    /** Whether a caller who speaks into them can keep the chat open. */
    boolean isCancellable() {
        return context.agent().phrases().goodbye().cancellable()
                && context.plan().turns().playbackAware();
    }

    /** Whether these words of his do. */
    boolean isCancelledBy(String text) {
        return context.agent().phrases().goodbye().isCancelledBy(text);
    }

    /** Does {@code then} when what was sent should have been heard, and the caller is silent; not at all once it was taken back. */
    void whenHeard(BooleanSupplier stands, Runnable then) {
        long leftNanos = -output.quietNanos();
        if (!stands.getAsBoolean()) {
            return;
        }
        if (leftNanos > 0 || caller.isBusy()) {
            context.scheduler().after(leftNanos > 0 ? leftNanos : CALLER_PATIENCE_NANOS, () -> whenHeard(stands, then));
        } else {
            then.run();
        }
    }
}
