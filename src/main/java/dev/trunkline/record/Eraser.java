package dev.trunkline.record;

import dev.trunkline.phone.PhoneAddress;
import dev.trunkline.record.Erasable.Caller;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Erases one caller's data everywhere. Thread-safe. */
public final class Eraser {

    private static final Logger LOG = LoggerFactory.getLogger(Eraser.class);

    private final Function<String, CompletionStage<Caller>> known;
    private final List<Erasable> places;
    private final Supplier<List<CallRecord>> live;
    private final InstantSource clock;
    private final Executor worker;

    /** A number that many call is nobody's to erase: their calls would go with it. */
    public static final class NotOneCaller extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /**
     * @param known tells what a caller's calls were, by the number
     * @param places are asked in this order, and none after one that fails: who tells what the calls were comes last
     * @param live the records of calls that go on
     * @param worker one thread that may block
     */
    public Eraser(
            Function<String, CompletionStage<Caller>> known,
            List<Erasable> places,
            Supplier<List<CallRecord>> live,
            InstantSource clock,
            Executor worker) {
        this.known = known;
        this.places = List.copyOf(places);
        this.live = live;
        this.clock = clock;
        this.worker = worker;
    }

    /**
     * Erases what there is.
     *
     * @param written the caller's number
     * @param askedBy the name of the operator's token
     * @return fails when nobody can tell what the caller's calls were, or with {@link NotOneCaller}; then nothing is erased
     */
    public CompletionStage<ErasureReceipt> erase(String written, String askedBy) {
        String number = SearchTerms.number(written);
        return known.apply(number)
                .thenCompose(caller -> CompletableFuture.supplyAsync(() -> erase(caller, askedBy), worker));
    }

    private ErasureReceipt erase(Caller caller, String askedBy) {
        Map<String, Long> erased = new LinkedHashMap<>();
        String error = null;
        for (Erasable place : places) {
            try {
                erased.put(place.place(), place.erase(caller));
            } catch (IOException | RuntimeException e) {
                LOG.atWarn()
                        .addKeyValue("place", place.place())
                        .addKeyValue("why", e.getClass().getSimpleName())
                        .log("a caller's data could not be erased");
                error = place.place() + " may still have something of this caller; ask again when they can be reached";
                break;
            }
        }
        int liveCalls = (int) live.get().stream().filter(caller::has).count();
        return new ErasureReceipt(
                PhoneAddress.of(caller.number()).masked(),
                clock.instant().toString(),
                askedBy,
                erased,
                liveCalls,
                error);
    }
}
