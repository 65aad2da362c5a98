package dev.trunkline.outbound;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far an order is; what the journal keeps. Immutable.
 *
 * @param askedMillis when calls were asked for, Unix time, the last one last
 * @param dueMillis while it waits: not before this, Unix time
 * @param why while it waits: a word for what it waits for, such as calling_hours or busy; "" for its turn
 * @param callSid of the present or last attempt, or null while that is not known
 * @param answeredBy who answered it: human, machine, fax, silence; "" while nobody knows
 * @param outcome once it is over, or null
 * @param endedMillis when that was, Unix time; 0 before
 * @param calledOff whether somebody wants no further attempt than the one that is under way
 */
public record OrderEntry(
        OutboundOrder order,
        Stage stage,
        List<Long> askedMillis,
        long dueMillis,
        String why,
        @Nullable String callSid,
        String answeredBy,
        @Nullable OutboundOutcome outcome,
        long endedMillis,
        boolean calledOff) {

    /** Where it stands. */
    public enum Stage {
        /** For its turn, for an hour at which it may be placed, or for another attempt. */
        WAITING,
        /** The carrier is being asked, or was, and has not said whether there is a call. */
        ASKED,
        /** There is a call. */
        CALLED,
        OVER
    }

    public OrderEntry {
        askedMillis = List.copyOf(askedMillis);
    }

    static OrderEntry of(OutboundOrder order) {
        return new OrderEntry(order, Stage.WAITING, List.of(), order.orderedMillis(), "", null, "", null, 0, false);
    }

    OrderEntry waiting(long untilMillis, String forWhat) {
        return new OrderEntry(
                order, Stage.WAITING, askedMillis, untilMillis, forWhat, callSid, answeredBy, null, 0, false);
    }

    OrderEntry asked(long nowMillis) {
        List<Long> asked = new ArrayList<>(askedMillis);
        asked.add(nowMillis);
        return new OrderEntry(order, Stage.ASKED, asked, nowMillis, "", null, "", null, 0, false);
    }

    /** The carrier did not take it, and nothing has happened: this was no attempt. */
    OrderEntry notAsked(long untilMillis) {
        List<Long> asked = askedMillis.subList(0, askedMillis.size() - 1);
        return new OrderEntry(order, Stage.WAITING, asked, untilMillis, "carrier", null, "", null, 0, calledOff);
    }

    OrderEntry called(String sid) {
        return new OrderEntry(order, Stage.CALLED, askedMillis, dueMillis, "", sid, answeredBy, null, 0, calledOff);
    }

    OrderEntry answeredBy(String who) {
        return new OrderEntry(order, stage, askedMillis, dueMillis, why, callSid, who, outcome, endedMillis, calledOff);
    }

    /** The attempt that is under way is the last one. */
    OrderEntry callingOff() {
        return new OrderEntry(
                order, stage, askedMillis, dueMillis, why, callSid, answeredBy, outcome, endedMillis, true);
    }

    OrderEntry over(OutboundOutcome how, long nowMillis) {
        return new OrderEntry(
                order, Stage.OVER, askedMillis, dueMillis, "", callSid, answeredBy, how, nowMillis, calledOff);
    }

    /** How many calls were asked for. */
    @JsonIgnore
    public int attempts() {
        return askedMillis.size();
    }

    /** When the last of them was, Unix time; 0 before the first. */
    @JsonIgnore
    long lastAskedMillis() {
        return askedMillis.isEmpty() ? 0 : askedMillis.get(askedMillis.size() - 1);
    }

    /** Whether there is, or may be, a call now. */
    @JsonIgnore
    boolean isUnderWay() {
        return stage == Stage.ASKED || stage == Stage.CALLED;
    }

    /** Whether nothing follows. */
    @JsonIgnore
    public boolean isOver() {
        return stage == Stage.OVER;
    }
}
