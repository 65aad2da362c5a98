package dev.trunkline.engine.mind.remote;

import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.Trigger;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What holds for all replies of one remote model. Immutable.
 *
 * @param isCustom true for a custom language model: only then does a listener hear of disconnections and timeouts
 * @param nanoClock monotonic
 * @param executor runs what comes of timers
 */
record GenerationRules(
        GenerationLimits limits, boolean isCustom, GenerationMeter meter, LongSupplier nanoClock, Executor executor) {

    /** Starts a reply, unless the client has only told something: then nothing is said, and the model reads it next time. */
    DialogModel.PendingReply start(
            DialogRequest request,
            DialogModel.Listener listener,
            ReasoningHabit habit,
            Supplier<ModelConnection> connection) {
        if (request.trigger() instanceof Trigger.Told) {
            listener.onDone();
            return () -> {};
        }
        Generation generation = new Generation(this, request, listener, habit);
        generation.start(connection.get());
        return generation;
    }
}
