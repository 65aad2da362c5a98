package dev.trunkline.call;

import dev.trunkline.ai.AiLeg;
import org.jspecify.annotations.Nullable;

/**
 * Where the conversation broke off, because a leg was lost or the agent was silenced, and how the agent goes on from there. Confined to
 * the call's loop.
 */
final class Resumption {

    private final TurnExchange exchange;
    private final GivenWords words;
    private @Nullable CutOff cutOff; // until the agent goes on
    private boolean silenced; // the agent does not speak by itself

    /** @param cutOff where an earlier stream of the call was cut off, or null */
    Resumption(TurnExchange exchange, GivenWords words, @Nullable CutOff cutOff) {
        this.exchange = exchange;
        this.words = words;
        this.cutOff = cutOff;
    }

    /** The agent was in the middle of something. */
    void brokeOff(@Nullable CutOff where) {
        cutOff = where;
    }

    /** The agent speaks: nothing is left to be gone on with. */
    void onAgentSays() {
        cutOff = null;
    }

    /** The agent says nothing by itself until {@link #giveFloorBack}. */
    void silence() {
        silenced = true;
    }

    /** What the caller has heard, or will, of the sentence that broke off; null when none did. */
    @Nullable
    String saidOfBroken() {
        return cutOff == null || cutOff.isBeforeAnswer() ? null : cutOff.said();
    }

    /** What the next leg will be given as the caller's words, to answer them; "" for nothing. */
    String owed() {
        CutOff cut = standing();
        return silenced || cut == null ? "" : cut.unanswered();
    }

    /** Where it stands, if somebody is owed something; null when it is the caller's turn. */
    @Nullable
    CutOff standing() {
        String unanswered = exchange.unanswered();
        return cutOff != null || unanswered.isEmpty() ? cutOff : CutOff.beforeAnswerTo(unanswered);
    }

    /**
     * A leg is there: if it goes on with a conversation, it is told where that stood. When nobody else would speak, the agent does: it
     * finishes its sentence, or answers what it was asked.
     *
     * @param callerSpeaks whether it will hear the caller speak first of all
     * @param toolsRun whether it has to wait for what a tool finds out, and may answer only then
     */
    void goOn(AiLeg leg, boolean callerSpeaks, boolean toolsRun) {
        CutOff cut = standing();
        if (cut == null || silenced) {
            return; // it is the caller's turn, and nobody missed anything; or the agent is not to speak
        }
        if (callerSpeaks) {
            words.dropResumption();
        } else if (!cut.resumption().isEmpty()) {
            resume(leg, cut);
        } else if (!toolsRun) {
            leg.userSaid(cut.unanswered());
        }
        // Behind it: an AI that has something to say does not apologise first.
        leg.context(BridgePhrases.cutOff(cut), false);
        leg.flush();
    }

    private void resume(AiLeg leg, CutOff cut) {
        if (!words.isResuming()) {
            words.resume(leg, cut.resumption());
        }
    }

    /** What a tool has found out is told to a leg that did not ask it: now it can answer. */
    void answer(AiLeg leg) {
        if (!silenced && !exchange.agentSpeaks() && !exchange.unanswered().isEmpty()) {
            leg.userSaid(exchange.unanswered());
            leg.flush();
        }
    }

    /**
     * The agent may speak by itself again. It answers what the caller said last, or else ends the sentence that was cut.
     *
     * @param leg null while there is none: the next one is told where it stands
     * @param answers whether this leg has heard all of that, and answers it when it is resumed
     * @param told what it has to know of somebody who spoke in its place and whose words count now; null when nobody did
     */
    void giveFloorBack(@Nullable AiLeg leg, boolean answers, @Nullable String told) {
        silenced = false;
        if (told != null) {
            cutOff = null;
        }
        if (leg == null) {
            return;
        }
        CutOff cut = standing();
        String unanswered = exchange.unanswered();
        if (told != null) {
            leg.context(told, false);
        } else if (cut != null) {
            leg.context(BridgePhrases.paused(cut), false);
        }
        leg.resume();
        if (!unanswered.isEmpty()) {
            if (!answers) {
                leg.userSaid(unanswered);
            }
        } else if (cut != null && !cut.resumption().isEmpty()) {
            resume(leg, cut);
        } else if (cut != null) {
            leg.userSaid(cut.unanswered());
        }
        leg.flush();
    }
}
