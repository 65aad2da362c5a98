package dev.trunkline.record;

import dev.trunkline.phone.PhoneAddress;
import dev.trunkline.record.Erasable.Caller;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Erases one caller's data everywhere, that of calls which end meanwhile too. Thread-safe. */
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
        return CompletableFuture.supplyAsync(() -> liveOf(new Caller(number, Set.of(), Set.of())), worker)
                .thenCompose(before -> known.apply(number)
                        .thenCompose(
                                caller -> CompletableFuture.supplyAsync(() -> erase(caller, before, askedBy), worker)));
    }

    private List<CallRecord> liveOf(Caller caller) {
        return live.get().stream().filter(caller::has).toList();
    }

    /** @param before their calls that went on when nothing was erased yet */
    private ErasureReceipt erase(Caller caller, List<CallRecord> before, String askedBy) {
        Map<String, Long> erased = new LinkedHashMap<>();
        String error = erase(caller, erased);
        List<CallRecord> now = liveOf(caller);
        Caller meanwhile = ended(caller.number(), before, now);
        if (!meanwhile.callSids().isEmpty()) {
            // Their records may be gone already, and nothing but these tells whose their recordings are.
            String again = erase(meanwhile, erased);
            error = error == null ? again : error;
        }
        return new ErasureReceipt(
                PhoneAddress.of(caller.number()).masked(),
                clock.instant().toString(),
                askedBy,
                erased,
                now.size(),
                error);
    }

    /** Those calls that went on before, and do not now. */
    private static Caller ended(String number, List<CallRecord> before, List<CallRecord> now) {
        Set<String> callSids = new HashSet<>();
        Set<String> chatGroupIds = new HashSet<>();
        for (CallRecord call : before) {
            if (now.stream().noneMatch(each -> each.callSid().equals(call.callSid()))) {
                callSids.add(call.callSid());
                chatGroupIds.addAll(call.chatGroupIds());
            }
        }
        return new Caller(number, callSids, chatGroupIds);
    }

    /** Adds up in {@code erased}; returns what is wrong, or null. */
    private @Nullable String erase(Caller caller, Map<String, Long> erased) {
        for (Erasable place : places) {
            try {
                erased.merge(place.place(), place.erase(caller), Long::sum);
            } catch (IOException | RuntimeException e) {
                LOG.atWarn()
                        .addKeyValue("place", place.place())
                        .addKeyValue("why", e.getClass().getSimpleName())
                        .log("a caller's data could not be erased");
                return place.place() + " may still have something of this caller; ask again when they can be reached";
            }
        }
        return null;
    }
}
