package dev.trunkline.continuity;

import dev.trunkline.call.BridgePhrases;
import dev.trunkline.call.CallContinuation;
import dev.trunkline.call.CutOff;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.CarrierInstruction.Apologise;
import dev.trunkline.phone.CarrierInstruction.HangUp;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a call between its streams. Immutable; holds personal data.
 *
 * @param callSid the carrier's name of it
 * @param from who calls
 * @param to the number that was called
 * @param visit how often it has come to the voice webhook, or here from elsewhere: what an earlier visit left behind decides
 *     nothing any more
 * @param route the name of the route that its last stream took, or null before there was one
 * @param chatGroupId the conversation with the AI, or null before there was one
 * @param continuation what its last stream left behind, or has decided to; null while a stream runs or none has
 * @param news what the AI should know when it goes on, or null
 * @param streams how many streams it has had
 * @param owner whose stream it is, or was last
 * @param heard what was said
 * @param briefing what was said of the caller before the call was answered, or null
 * @param farEnd the name of the far end that has the conversation; empty when that is not known
 * @param beganMillis when the first stream of its visit began, by the clock of the wall; 0 before, or when that is not known
 */
public record RememberedCall(
        String callSid,
        String from,
        String to,
        int visit,
        @Nullable String route,
        @Nullable String chatGroupId,
        @Nullable CallContinuation continuation,
        @Nullable String news,
        int streams,
        Owner owner,
        HeardSoFar heard,
        @Nullable Briefing briefing,
        String farEnd,
        long beganMillis) {

    /** How long a call that was to hang up is known, for who asks again. */
    static final long OVER_KEPT_MILLIS = Duration.ofMinutes(10).toMillis();

    static final long KEPT_MILLIS = Duration.ofHours(4).toMillis(); // Twilio's longest call

    /**
     * Whose call it is.
     *
     * @param node the name of a process, "" before there was a stream
     * @param generation grows with every stream of the call, on whichever node; 0 before there was one
     * @param revision grows with every change within a generation
     */
    public record Owner(String node, long generation, long revision) {

        static final Owner NOBODY = new Owner("", 0, 0);

        /** Whether this knows more than the other. */
        public boolean isNewerThan(Owner other) {
            return generation != other.generation ? generation > other.generation : revision > other.revision;
        }

        private Owner changed() {
            return new Owner(node, generation, revision + 1);
        }
    }

    /** How long this is kept when it does not change any more. */
    long keptMillis() {
        return isOver() ? OVER_KEPT_MILLIS : KEPT_MILLIS;
    }

    /** Whether nothing more was to come. It may come back all the same: whoever is taken elsewhere seems to hang up. */
    boolean isOver() {
        CarrierInstruction next = continuation == null ? null : continuation.next();
        return next instanceof HangUp || (next instanceof Apologise sorry && sorry.number() == null);
    }

    /** What it takes to go on with a call, without what was said. */
    RememberedCall withoutWords() {
        Briefing kept = briefing == null ? null : briefing.withoutWords();
        return with(visit, route, chatGroupId, continuation, null, streams, owner, HeardSoFar.NOTHING, kept, farEnd);
    }

    /** A call that has just come in. */
    static RememberedCall coming(
            String callSid,
            String from,
            String to,
            @Nullable String chatGroupId,
            String farEnd,
            @Nullable String news) {
        return new RememberedCall(
                callSid,
                from,
                to,
                1,
                null,
                chatGroupId,
                null,
                news,
                0,
                Owner.NOBODY,
                HeardSoFar.NOTHING,
                null,
                farEnd,
                0);
    }

    RememberedCall going(@Nullable String group, @Nullable CallContinuation left, @Nullable String told) {
        return with(visit, route, group, left, told, streams, owner.changed(), heard, briefing, farEnd);
    }

    /** A far end has its conversation. */
    RememberedCall at(String name) {
        return with(visit, route, chatGroupId, continuation, news, streams, owner, heard, briefing, name);
    }

    /** It is at the voice webhook once more, and may last as long as any call: it was with others meanwhile. */
    RememberedCall visiting(@Nullable String told) {
        return with(visit + 1, route, chatGroupId, null, told, streams, owner.changed(), heard, briefing, farEnd)
                .begunAt(0);
    }

    /** A stream of it begins. */
    RememberedCall beginning(String routeName, Owner by, long atMillis) {
        RememberedCall next =
                with(visit, routeName, chatGroupId, continuation, news, streams + 1, by, heard, briefing, farEnd);
        return beganMillis == 0 ? next.begunAt(atMillis) : next;
    }

    private RememberedCall begunAt(long atMillis) {
        return new RememberedCall(
                callSid,
                from,
                to,
                visit,
                route,
                chatGroupId,
                continuation,
                news,
                streams,
                owner,
                heard,
                briefing,
                farEnd,
                atMillis);
    }

    RememberedCall hearing(HeardSoFar words) {
        return with(visit, route, chatGroupId, continuation, news, streams, owner.changed(), words, briefing, farEnd);
    }

    RememberedCall briefed(Briefing said) {
        return with(visit, route, chatGroupId, continuation, news, streams, owner.changed(), heard, said, farEnd);
    }

    RememberedCall ownedBy(Owner by) {
        return with(visit, route, chatGroupId, continuation, news, streams, by, heard, briefing, farEnd);
    }

    private RememberedCall with(
            int newVisit,
            @Nullable String newRoute,
            @Nullable String newGroup,
            @Nullable CallContinuation newContinuation,
            @Nullable String newNews,
            int newStreams,
            Owner newOwner,
            HeardSoFar newHeard,
            @Nullable Briefing newBriefing,
            String newFarEnd) {
        return new RememberedCall(
                callSid,
                from,
                to,
                newVisit,
                newRoute,
                newGroup,
                newContinuation,
                newNews,
                newStreams,
                newOwner,
                newHeard,
                newBriefing,
                newFarEnd,
                beganMillis);
    }

    /**
     * Where the conversation stood when its last stream was lost: as that stream said, or, when it had no time to say anything,
     * as far as was written down. Null when it is the caller's turn.
     */
    public @Nullable CutOff cutOff() {
        if (continuation != null) {
            return continuation.cutOff();
        }
        return streams == 0 || heard.unanswered().isEmpty() ? null : CutOff.beforeAnswerTo(heard.unanswered());
    }

    /** What the AI should know when it goes on, or null: one that has no conversation to resume has to know at least that. */
    public @Nullable String told() {
        return news == null && chatGroupId == null && !heard.lines().isEmpty() ? BridgePhrases.GOES_ON : news;
    }

    /** Without what people said and who they are. */
    @Override
    public String toString() {
        return "RememberedCall[" + callSid + ", " + owner + ", streams=" + streams + "]";
    }
}
