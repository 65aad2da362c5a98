package dev.trunkline.call;

import dev.trunkline.ai.AiLeg;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.audio.SoundFormat;
import dev.trunkline.call.TalkEvent.BargedIn.Cause;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What agent and caller say to each other, as far as the caller has heard it: the agent's sentences and their sound, who
 * interrupts whom, how long an answer took. Goes on over as many AI legs as it takes. Confined to the call's loop.
 */
final class Conversation {

    private final Playout playout;
    private final AgentUtterances utterances;
    private final BargeIn bargeIn;
    private final TurnExchange exchange = new TurnExchange();
    private final CallersMood mood = new CallersMood();
    private final CallTimeline timeline;
    private final LatencyMetrics meters;
    private final LongSupplier nowNanos;
    private final Consumer<CallEvent> events;
    private String announcement = ""; // the last one's message
    private boolean held; // the present leg waits with its sound
    private boolean silenced; // the agent does not speak by itself
    private boolean yielded; // a person speaks in its place, whom nobody interrupts
    private @Nullable CutOff cutOff; // until the agent goes on

    Conversation(CallSetup setup, CallPorts ports, Consumer<CallEvent> events) {
        CallPolicy policy = setup.policy();
        this.cutOff = setup.cutOff();
        this.nowNanos = ports.scheduler()::nowNanos;
        this.playout = new Playout(
                ports.phone(),
                policy.playoutLeadNanos(),
                ports.sound(),
                policy.comfort().sounds());
        ports.taps().reckonBy(playout.ledger());
        this.utterances = new AgentUtterances(playout, events);
        this.bargeIn = new BargeIn(policy.interimWordsToInterrupt(), utterances, playout, nowNanos, events);
        this.timeline = new CallTimeline(nowNanos.getAsLong(), events);
        this.meters = ports.latencies();
        this.events = events;
    }

    Playout playout() {
        return playout;
    }

    /** How the caller has sounded lately. */
    CallersMood mood() {
        return mood;
    }

    /** How long it has gone on. */
    long sinceBeginNanos(long atNanos) {
        return timeline.sinceBeginNanos(atNanos);
    }

    /** Whether these words are more than a cough. */
    boolean isInterruption(String text, boolean interim) {
        return bargeIn.isInterruption(text, interim);
    }

    /** @param interrupts whether the agent falls silent, if these words are an interruption */
    void onCallerSaid(String text, boolean interim, Map<String, Double> scores, boolean interrupts) {
        long readNanos = nowNanos.getAsLong();
        events.accept(new TalkEvent.CallerSaid(text, interim, scores));
        exchange.onCallerSaid(text, interim);
        // An AI that holds the agent knows these words; and words that come while it fills the time are those it waited
        // for.
        boolean othersDecide = (interim && playout.isHeld(readNanos)) || utterances.isFilling();
        if (interrupts && !yielded && !othersDecide && isInterruption(text, interim) && playout.isSounding(readNanos)) {
            bargeIn.interrupt(Cause.CALLER_WAS_TRANSCRIBED, readNanos);
        }
        if (!interim) {
            mood.onCallerSaid(scores);
            timeline.callerUnderstood(readNanos);
        }
    }

    void onAgentSays(String messageId, String text, Map<String, Double> scores) {
        cutOff = null;
        exchange.onAgentSays(text);
        utterances.onMessage(messageId, text, scores);
    }

    /** More of what a message says, whose text grows beside its sound. */
    void onAgentSaysMore(String messageId, String more) {
        if (utterances.isOpen(messageId)) {
            utterances.onMore(messageId, more);
        } else {
            onAgentSays(messageId, more, Map.of());
        }
    }

    /** The same, of words that answer nothing: who is lost after them still owes the answer. */
    void onAgentFills(String messageId, String text, Map<String, Double> scores) {
        utterances.onFiller(messageId, text, scores);
    }

    /** Sound that comes too late to be heard. */
    void onSoundAfterFarewell() {
        events.accept(new CallEvent.FrameRejected("ai", "after_farewell"));
    }

    void onAgentAudio(String messageId, SoundFormat format, byte[] sound, int offset, int lengthBytes) {
        long readNanos = nowNanos.getAsLong();
        boolean wasSounding = playout.isSounding(readNanos);
        String problem = utterances.onAudio(messageId, format, sound, offset, lengthBytes);
        if (problem != null) {
            events.accept(new CallEvent.FrameRejected("ai", problem));
        }
        play(readNanos);
        if (!wasSounding && playout.isSounding(readNanos)) {
            long writtenNanos = nowNanos.getAsLong();
            meters.downlink(writtenNanos - readNanos);
            timeline.agentHeard(writtenNanos);
        }
    }

    /** Tones for the far side, as if the agent made them, behind what it is saying. */
    void playKeys(String messageId, String keys, byte[] muLaw) {
        utterances.onKeys(messageId, "(keys " + keys + ")", muLaw);
        play(nowNanos.getAsLong());
    }

    /** Words that are there as sound already, as if the agent said them: no far end knows of them, and whoever speaks does not stop them. */
    void announce(String messageId, String words, byte[] muLaw) {
        announcement = messageId;
        utterances.onKeys(messageId, words, muLaw);
        play(nowNanos.getAsLong());
        timeline.agentHeard(nowNanos.getAsLong());
    }

    /** Whether they are still to be heard. */
    boolean isAnnouncing() {
        return utterances.isOpen(announcement);
    }

    /** The caller answers with keys: he need not hear any more what he is asked. */
    void onKeyPressed() {
        if (!yielded) {
            bargeIn.interrupt(Cause.CALLER_PRESSED_A_KEY, nowNanos.getAsLong());
        }
    }

    void onTurnEnded() {
        exchange.onTurnEnded();
        utterances.onTurnEnded();
        playout.completeTurn();
    }

    void onInterrupted() {
        exchange.onInterrupted();
        bargeIn.interrupt(Cause.AI_NOTICED, nowNanos.getAsLong());
    }

    /** The caller may be interrupting: the agent's sound waits where it is. */
    void onAgentHeld() {
        playout.hold(nowNanos.getAsLong());
    }

    /** The caller was not interrupting. */
    void onAgentGoesOn() {
        playout.goOn();
        play(nowNanos.getAsLong());
    }

    /** What the loss of a leg means, after all that was said: an end without a reason may be a goodbye. */
    AiLoss understand(AiLoss loss) {
        return loss.kind() == AiLoss.Kind.CLOSED && exchange.endsWithFarewell()
                ? new AiLoss(
                        AiLoss.Kind.GOODBYE, loss.closeCode(), loss.lastProblem(), loss.detail() + " after a farewell")
                : loss;
    }

    /** Whether the agent is in the middle of what it wants to say. */
    boolean agentSpeaks() {
        return exchange.agentSpeaks();
    }

    /** Whether all of what the agent is saying has come, though it may not have been heard. */
    boolean isTurnComplete(long atNanos) {
        return !exchange.agentSpeaks() && !utterances.isFilling() && !playout.isHeld(atNanos);
    }

    /** What the caller said and nobody has answered; "" when that is nothing. */
    String unanswered() {
        return exchange.unanswered();
    }

    /** Whether the agent has announced more than it has sent, and has not ended its turn. */
    boolean owesSound() {
        return exchange.agentSpeaks() && utterances.owesSound();
    }

    /** Whether more sound has come than fits, until the end of the turn. */
    boolean isFlooded() {
        return utterances.isFlooded();
    }

    /** Whether anybody said anything on the present leg. */
    boolean anythingSaid() {
        return exchange.anythingSaid();
    }

    /** The leg is gone; what has come of its sound is still played. */
    void onAiLost(AiLoss.Kind kind) {
        playout.goOn(); // nobody is there any more who could decide
        boolean onPurpose = kind == AiLoss.Kind.GOODBYE || kind == AiLoss.Kind.INACTIVE;
        if (exchange.agentSpeaks() && !onPurpose) {
            cutOff = utterances.cutOff();
        }
        onTurnEnded();
    }

    /**
     * A leg is there: if it goes on with a conversation, it is told where that stood. When nobody else would speak, the agent does: it
     * finishes its sentence, or answers what it was asked.
     *
     * @param callerSpeaks whether it will hear the caller speak first of all
     */
    void goOn(AiLeg leg, boolean callerSpeaks) {
        onLegReplaced();
        CutOff cut = standing();
        if (cut == null || silenced) {
            return; // it is the caller's turn, and nobody missed anything; or the agent is not to speak
        }
        if (!callerSpeaks && !cut.unsaid().isEmpty()) {
            leg.speak(cut.resumption());
        } else if (!callerSpeaks) {
            leg.userSaid(cut.unanswered());
        }
        // Behind it: an AI that has something to say does not apologise first.
        leg.context(BridgePhrases.cutOff(cut), false);
        leg.flush();
    }

    /** The agent falls silent: what it was saying is cut where the caller has heard it, and it says nothing by itself. */
    void silence() {
        long atNanos = nowNanos.getAsLong();
        boolean hasMoreToSay = playout.isSounding(atNanos) || exchange.agentSpeaks();
        Set<String> notResumed = utterances.notResumed();
        List<CallEvent> heard = utterances.silence(atNanos);
        CutOff cut = utterances.cutAt(heard.stream()
                .filter(event ->
                        !(event instanceof TalkEvent.AgentHeard sentence && notResumed.contains(sentence.messageId())))
                .toList());
        playout.clear(atNanos);
        heard.forEach(events);
        if (hasMoreToSay) {
            cutOff = cut;
        }
        exchange.onTurnEnded();
        utterances.onTurnEnded();
        silenced = true;
    }

    /** A person speaks in the place of the agent, which is silent. */
    void yieldFloor() {
        yielded = true;
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
        yielded = false;
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
        if (unanswered.isEmpty() && cut != null && !cut.resumption().isEmpty()) {
            leg.speak(cut.resumption());
        } else if (!unanswered.isEmpty() && !answers) {
            leg.userSaid(unanswered);
        }
        leg.flush();
    }

    /** A leg is there; nobody was cut off, and nobody is owed anything. */
    void onLegReplaced() {
        held = false;
        exchange.onReady();
        utterances.onOtherLeg();
    }

    /** Where it stands, if somebody is owed something; null when it is the caller's turn. */
    private @Nullable CutOff standing() {
        String unanswered = exchange.unanswered();
        return cutOff != null || unanswered.isEmpty() ? cutOff : CutOff.beforeAnswerTo(unanswered);
    }

    /** At every tick. */
    void onTick(long atNanos) {
        String problem = utterances.convertParked();
        if (problem != null) {
            events.accept(new CallEvent.FrameRejected("ai", problem));
        }
        play(atNanos);
    }

    private void play(long atNanos) {
        long dryNanos = playout.pump(atNanos);
        if (dryNanos > 0) {
            events.accept(new TalkEvent.Underrun(dryNanos));
        }
        utterances.report(atNanos);
    }

    /** Lets the AI wait with its sound while too much of it is not converted, so that the loop has time for others. */
    void pace(AiLeg leg) {
        if (playout.isCrowded() != held) {
            held = playout.isCrowded();
            leg.holdBack(held);
        }
    }

    /**
     * Writes down what was heard; nothing is played any more.
     *
     * @return where it stood, should it go on; null when it is the caller's turn
     */
    @Nullable
    CutOff end(long atNanos) {
        boolean hasMoreToSay = playout.isSounding(atNanos) || exchange.agentSpeaks();
        CutOff cut = utterances.end(atNanos);
        if (hasMoreToSay) {
            cutOff = cut;
        }
        return standing();
    }
}
