package dev.trunkline.engine.mind.remote;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Reaches its model only after a check that may block. Thread-safe. */
final class CheckedConnection implements Connection {

    private final Executor executor;
    private final Supplier<Optional<String>> objection;
    private final Connection connection;

    /** @param objection why the model may not be reached; called on {@code executor} */
    CheckedConnection(Executor executor, Supplier<Optional<String>> objection, Connection connection) {
        this.executor = executor;
        this.objection = objection;
        this.connection = connection;
    }

    @Override
    public void open(Thought thought) {
        CompletableFuture.supplyAsync(objection, executor).whenComplete((reason, bug) -> {
            if (reason == null) {
                thought.onFailure(NoAnswer.broken("the custom language model's address could not be checked"));
            } else if (reason.isPresent()) {
                thought.onFailure(NoAnswer.broken(reason.get()));
            } else {
                connection.open(thought);
            }
        });
    }

    @Override
    public void close() {
        connection.close();
    }
}
