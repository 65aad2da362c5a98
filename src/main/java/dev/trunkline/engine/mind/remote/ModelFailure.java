package dev.trunkline.engine.mind.remote;

import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.net.egress.EgressDenied;
import io.netty.channel.ConnectTimeoutException;
import java.net.http.HttpConnectTimeoutException;

/** A model did not answer as it should; the message holds no keys and nothing that was said. */
final class ModelFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final DialogModel.Failure failure;
    private final boolean isPassing;

    ModelFailure(DialogModel.Failure failure, String reason) {
        this(failure, reason, false);
    }

    private ModelFailure(DialogModel.Failure failure, String reason, boolean isPassing) {
        super(reason, null, false, false);
        this.failure = failure;
        this.isPassing = isPassing;
    }

    static ModelFailure broken(String reason) {
        return new ModelFailure(DialogModel.Failure.BROKEN, reason);
    }

    /** The model was not reached, and why. */
    static ModelFailure noConnection(Throwable failure) {
        if (failure instanceof EgressDenied out) {
            return broken("the custom language model's URL " + out.objection());
        }
        return failure instanceof ConnectTimeoutException || failure instanceof HttpConnectTimeoutException
                ? new ModelFailure(DialogModel.Failure.TIMED_OUT, "no connection to the model in time")
                : disconnected("no connection to the model", failure);
    }

    static ModelFailure disconnected(String what, Throwable failure) {
        return new ModelFailure(
                DialogModel.Failure.DISCONNECTED,
                what + ": " + failure.getClass().getSimpleName());
    }

    /** The same, with the hope that it goes better when it is tried again soon. */
    ModelFailure passing() {
        return new ModelFailure(failure, reason(), true);
    }

    boolean isPassing() {
        return isPassing;
    }

    DialogModel.Failure failure() {
        return failure;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
