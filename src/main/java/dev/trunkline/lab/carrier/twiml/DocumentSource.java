package dev.trunkline.lab.carrier.twiml;

import dev.trunkline.lab.carrier.rest.CarrierFailure;
import dev.trunkline.lab.carrier.rest.CarrierWebhooks;
import java.net.URI;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Asks for documents in the name of a call. Answers come on the call's loop. Confined to it. */
record DocumentSource(CallParts parts, RunnerEvents events) {

    /**
     * Asks for one; that there is none fails the call.
     *
     * @param more parameters beside those of the call
     * @param isAwaited false: the answer comes too late, and nobody is told
     */
    void ask(
            URI url,
            String method,
            Map<String, String> more,
            BooleanSupplier isAwaited,
            Consumer<CarrierWebhooks.Answer> then) {
        SortedMap<String, String> form = parts.identity().parameters(events.callStatus());
        form.putAll(more);
        parts.carrier()
                .webhooks()
                .ask(url, method, form)
                .whenCompleteAsync(
                        (answer, error) -> {
                            if (isAwaited.getAsBoolean() && error == null) {
                                then.accept(answer);
                            } else if (isAwaited.getAsBoolean()) {
                                events.onFailure(failure(error));
                            }
                        },
                        parts.scheduler().loop());
    }

    /** Tells whoever had the caller in a queue that he has hung up. */
    void tellHungUp(Queueing left) {
        Verb.Link action = left.verb().action();
        if (action != null) {
            SortedMap<String, String> form = parts.identity().parameters("completed");
            form.putAll(left.left("hangup", parts.meter().nowMillis()));
            parts.carrier().webhooks().ask(action.from(left.base()), action.method(), form);
        }
    }

    private static CarrierFailure failure(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return cause instanceof CarrierFailure failure ? failure : new CarrierFailure(11_200, cause.toString());
    }
}
