package dev.trunkline.call;

import dev.trunkline.phone.CarrierInstruction.Transfer;
import org.jspecify.annotations.Nullable;

/** Why nobody is dialled for a caller. Labels are metric tags: never rename, never reuse. */
public enum DialObjection {
    /** The carrier would refuse to ring a telephone without a number to show. */
    NO_CALLER_ID(
            "no_caller_id",
            "neither caller nor called party has a number to show: give the route or the destination a callerId",
            "I could not put you through. Is there anything else I can do?"),
    SWITCHED_OFF(
            "switched_off",
            "transfers.enabled is false, or an operator has switched it off",
            "Putting people through is switched off at the moment. Is there anything else I can do?"),
    CALL_LIMIT(
            "call_limit",
            "this call was put through as often as transfers.perCall allows",
            "I have tried to put you through as often as I may in one call."),
    CALLER_LIMIT(
            "caller_limit",
            "this caller was put through as often as transfers.perCallerInTenMinutes allows",
            "I cannot put you through again so soon. Please try again a little later."),
    DESTINATION_LIMIT(
            "destination_limit",
            "it was dialled as often, or talked with as long, as transfers.perDestinationPerHour and"
                    + " transfers.minutesPerDestinationPerHour allow",
            "I cannot put you through there at the moment. Please try again later."),
    ROUTE_LIMIT(
            "route_limit",
            "this route's callers were put through as often as transfers.perRoutePerHour allows",
            "I cannot put anybody through on this line at the moment. Please try again later.");

    private final String label;
    private final String words;
    private final String speakable;

    DialObjection(String label, String words, String speakable) {
        this.label = label;
        this.words = words;
        this.speakable = speakable;
    }

    /** Decides for one call what may be dialled. */
    @FunctionalInterface
    public interface Rule {

        /** Why not, or null when it may. On the call's loop. */
        @Nullable
        DialObjection to(Transfer transfer);
    }

    public String label() {
        return label;
    }

    /** For the model, and for whoever can change it. */
    public String words() {
        return words;
    }

    /** What the model may say about it. */
    public String speakable() {
        return speakable;
    }
}
