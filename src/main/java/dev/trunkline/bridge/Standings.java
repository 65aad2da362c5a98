package dev.trunkline.bridge;

import dev.trunkline.bridge.Standing.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Where every call stands; those that have stood somewhere too long are forgotten. Guarded by its owner's monitor. */
final class Standings {

    private static final String NO_STREAM = "";

    private final LongSupplier clockNanos;
    private final FleetSeats fleet;
    private final Map<String, Standing> calls = new HashMap<>();
    private final List<String> streamless = new ArrayList<>();

    /** @param fleet learns which of the calls have seats */
    Standings(LongSupplier clockNanos, FleetSeats fleet) {
        this.clockNanos = clockNanos;
        this.fleet = fleet;
    }

    @Nullable
    Standing of(String callSid) {
        return calls.get(callSid);
    }

    @Nullable
    Stage stage(String callSid) {
        Standing standing = calls.get(callSid);
        return standing == null ? null : standing.stage();
    }

    /** A call goes on elsewhere than it stood, if it stood anywhere; without a stream. */
    void stand(String callSid, Stage stage, long withinNanos) {
        stand(callSid, stage, NO_STREAM, withinNanos);
    }

    void stand(String callSid, Stage stage, String streamSid, long withinNanos) {
        Standing before = calls.get(callSid);
        stand(before == null ? NewCall.known(callSid) : before.call(), stage, streamSid, withinNanos);
    }

    /** A call of which more is known. */
    void stand(NewCall call, Stage stage, long withinNanos) {
        stand(call, stage, NO_STREAM, withinNanos);
    }

    void stand(NewCall call, Stage stage, String streamSid, long withinNanos) {
        Standing before =
                calls.put(call.callSid(), new Standing(stage, call, streamSid, clockNanos.getAsLong(), withinNanos));
        if (before != null && before.stage() == Stage.RINGING && stage != Stage.RINGING && stage != Stage.LIVE) {
            streamless.add(call.callSid()); // it got another answer than a stream
        }
        if (stage.hasSeat()) {
            fleet.keep(call);
        } else if (stage.givesSeatUp()) {
            fleet.leave(call.callSid());
        }
    }

    /** The call is over. */
    void remove(String callSid) {
        calls.remove(callSid);
        fleet.leave(callSid);
    }

    /** The calls that have seats go on having them. */
    void keepSeats() {
        fleet.keepAgain(callSid -> {
            Stage stage = stage(callSid);
            return stage != null && stage.hasSeat();
        });
    }

    void removeAll(Stage stage) {
        calls.values().removeIf(standing -> standing.stage() == stage);
    }

    int size() {
        return calls.size();
    }

    int count(Stage stage) {
        return (int) calls.values().stream()
                .filter(standing -> standing.stage() == stage)
                .count();
    }

    /** How many seats those calls have that {@code which} means. */
    int seats(Predicate<NewCall> which) {
        return (int) calls.values().stream()
                .filter(standing -> standing.stage().hasSeat() && which.test(standing.call()))
                .count();
    }

    /** The calls that had a seat and never a stream, each once. */
    List<String> takeStreamless() {
        List<String> taken = List.copyOf(streamless);
        streamless.clear();
        return taken;
    }

    void expire(long nowNanos) {
        calls.values().removeIf(standing -> {
            boolean isPast = standing.isPast(nowNanos);
            if (isPast && standing.stage() == Stage.RINGING) {
                streamless.add(standing.call().callSid());
            }
            return isPast;
        });
    }
}
