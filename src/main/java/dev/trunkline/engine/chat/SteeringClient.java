package dev.trunkline.engine.chat;

import dev.trunkline.engine.controlplane.ControlResult;
import dev.trunkline.engine.turns.Client;
import dev.trunkline.engine.wire.Problem;
import dev.trunkline.engine.wire.ServerMessage;
import org.jspecify.annotations.Nullable;

/** A chat's client, except that of the mistakes of those who steer the chat only they are told. Confined to the chat's loop. */
final class SteeringClient implements Client {

    private final Client client;
    private final String requestId;
    private boolean steered;
    private ServerMessage.@Nullable Failure refusal;

    /** @param requestId of the chat, which its errors name */
    SteeringClient(Client client, String requestId) {
        this.client = client;
        this.requestId = requestId;
    }

    /** Lets the chat take a message of the control plane. */
    ControlResult steer(Runnable message) {
        steered = true;
        refusal = null;
        try {
            message.run();
        } finally {
            steered = false;
        }
        return refusal == null ? new ControlResult.Done() : new ControlResult.Refused(refusal);
    }

    /** Whether what happens now was not asked for by the client. */
    boolean isSteered() {
        return steered;
    }

    @Override
    public void send(ServerMessage message) {
        client.send(message);
    }

    @Override
    public void fail(Problem problem, String message, String cause) {
        if (steered && problem.isClientsMistake()) {
            refusal = new ServerMessage.Failure(problem, message, requestId);
        } else {
            client.fail(problem, message, cause);
        }
    }

    @Override
    public void holdBack(long nanos) {
        client.holdBack(nanos);
    }

    @Override
    public void close() {
        client.close();
    }
}
