package dev.trunkline.app;

import dev.trunkline.call.OwnVoice;
import dev.trunkline.time.Scheduler;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The voice of the engine in this process, for words that a far end would not say word for word. Confined to the loop of a call; the
 * words are made into sound elsewhere.
 *
 * @param loop where the call is told
 */
record EngineVoice(EmbeddedEngine embedded, Scheduler loop) implements OwnVoice {

    private static final Logger LOG = LoggerFactory.getLogger(EngineVoice.class);

    /** The voices of calls. */
    static Function<Scheduler, OwnVoice> of(@Nullable EmbeddedEngine embedded) {
        return embedded == null ? loop -> NONE : loop -> new EngineVoice(embedded, loop);
    }

    @Override
    public boolean isThere() {
        return embedded.isReady();
    }

    @Override
    public void say(String words, Consumer<byte @Nullable []> then) {
        CompletableFuture<byte[]> sound = embedded.say(words).thenApply(ComfortWords::muLaw);
        sound.whenComplete((muLaw, failure) -> {
            if (failure != null) {
                LOG.atWarn().setCause(failure).log("our own voice has failed, and the far end says it as it likes");
            }
            loop.execute(() -> then.accept(muLaw));
        });
    }
}
