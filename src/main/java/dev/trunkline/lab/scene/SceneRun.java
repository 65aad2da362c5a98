package dev.trunkline.lab.scene;

import dev.trunkline.lab.carrier.PhoneCall;
import dev.trunkline.lab.carrier.SimulatedCarrier;
import dev.trunkline.lab.carrier.twiml.Callee;
import dev.trunkline.lab.phone.PhoneRecord;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Places the calls of a book, a few at a time. Thread-safe. */
public final class SceneRun {

    private static final long RING_MILLIS = 1_000;
    private static final long LONGEST_MILLIS = 120_000;

    private final SimulatedCarrier carrier;
    private final URI webhook;
    private final int atOnce;
    private volatile boolean stopped;

    /** @param atOnce how many calls at the same time */
    public SceneRun(SimulatedCarrier carrier, URI webhook, int atOnce) {
        this.carrier = carrier;
        this.webhook = webhook;
        this.atOnce = atOnce;
    }

    /**
     * Plays all scenes and waits for them; fewer when it is stopped.
     *
     * @param done hears of each, on any thread
     */
    public List<SceneResult> play(List<PanelScene> scenes, Consumer<SceneResult> done) throws InterruptedException {
        ExecutorService callers = Executors.newFixedThreadPool(atOnce, new DefaultThreadFactory("scenes", true));
        try {
            List<Future<List<SceneResult>>> running = new ArrayList<>();
            for (PanelScene scene : scenes) {
                running.add(callers.submit(() -> play(scene, done)));
            }
            List<SceneResult> results = new ArrayList<>();
            for (Future<List<SceneResult>> each : running) {
                results.addAll(each.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a scene could not be played", e.getCause());
        } finally {
            callers.shutdownNow();
        }
    }

    private List<SceneResult> play(PanelScene scene, Consumer<SceneResult> done)
            throws InterruptedException, ExecutionException {
        if (stopped) {
            return List.of();
        }
        PhoneCall call = PhoneCall.to(webhook, scene.script())
                .withCallees(Map.of(Callee.EVERYBODY_ELSE, new Callee.NoAnswer(RING_MILLIS)))
                .withMaxDuration(LONGEST_MILLIS);
        PhoneRecord phone = carrier.place(call).get();
        if (stopped) {
            return List.of();
        }
        SceneResult result = SceneResult.of(scene, phone);
        done.accept(result);
        return List.of(result);
    }

    /** Everybody hangs up, and what was not whole does not count. */
    public void stop() {
        stopped = true;
        carrier.hangUpCallers();
    }
}
