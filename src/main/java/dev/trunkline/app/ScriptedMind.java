package dev.trunkline.app;

import dev.trunkline.config.ConfigException;
import dev.trunkline.config.EngineConfig;
import dev.trunkline.engine.mind.meaning.MiniLmEncoder;
import dev.trunkline.engine.mind.meaning.SentenceEncoder;
import dev.trunkline.engine.mind.script.LookUp;
import dev.trunkline.engine.mind.script.ScriptedDialogModel;
import dev.trunkline.engine.tools.HttpLookUp;
import dev.trunkline.net.egress.EgressPolicy;
import dev.trunkline.net.outgoing.OutgoingHttp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A mind that follows a script, on a thread of its own, and learns there what the script means. */
public final class ScriptedMind {

    private static final Logger LOG = LoggerFactory.getLogger(ScriptedMind.class);
    private static final int WAITING_SENTENCES = 1_000;

    private ScriptedMind() {}

    /**
     * As configured; it understands words at once, and meaning a second later than {@code after}.
     *
     * @param after when what the first caller needs sooner is loaded, or has failed
     */
    static ScriptedDialogModel of(EngineConfig.Mind mind, EgressPolicy egress, CompletableFuture<Void> after)
            throws ConfigException {
        Executor thread = thread();
        Path file = mind.script();
        ScriptedDialogModel model = file != null
                ? of(file, egress, thread)
                : mind.invents() ? ScriptedDialogModel.ofTheLab(thread) : ScriptedDialogModel.demonstration(thread);
        model.learn(after.handle((loaded, failed) -> null).thenComposeAsync(unused -> encoder(), thread));
        return model;
    }

    /**
     * For somebody who types: everything on the thread that asks, meaning included.
     *
     * @param file null for the script in the jar, as the lab has it
     * @throws ConfigException with all that is wrong in the file
     */
    public static ScriptedDialogModel typedTo(@Nullable Path file) throws ConfigException {
        ScriptedDialogModel model = file == null
                ? ScriptedDialogModel.ofTheLab()
                : of(file, EgressPolicy.privateNetworksToo(), Runnable::run);
        model.learn(encoder());
        return model;
    }

    private static ScriptedDialogModel of(Path file, EgressPolicy egress, Executor thread) throws ConfigException {
        LookUp lookUp = new HttpLookUp(new OutgoingHttp("engine-lookup", egress));
        return ScriptedDialogModel.of(ScriptFile.read(file), lookUp, thread, LocalDate::now);
    }

    private static CompletableFuture<SentenceEncoder> encoder() {
        try {
            return CompletableFuture.completedFuture(MiniLmEncoder.load());
        } catch (IOException e) {
            LOG.warn("The script is understood by its words alone: {}", e.getMessage());
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Executor thread() {
        ThreadPoolExecutor thread = new ThreadPoolExecutor(
                1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING_SENTENCES), task -> {
                    Thread started = new Thread(task, "mind");
                    started.setDaemon(true);
                    return started;
                });
        thread.allowCoreThreadTimeOut(true);
        return thread;
    }
}
