package dev.trunkline.call;

import dev.trunkline.ai.AiLeg;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.audio.SoundFormat;
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
    private final GivenWords words;
    private final OurSounds ours;
    private final Resumption resumption;
    private final CallersMood mood = new CallersMood();
    private final CallTimeline timeline;
    private final LatencyMetrics meters;
    private final LongSupplier nowNanos;
    private final Consumer<CallEvent> events;
    private boolean held; // the present leg waits with its sound
    private @Nullable AiLeg leg; // that is told what was heard

    Conversation(CallSetup setup, CallPorts ports, Consumer<CallEvent> listener) {
        CallPolicy policy = setup.policy();
        this.events = event -> onEvent(event, listener);
        this.words = new GivenWords(ports.voice());
        this.resumption = new Resumption(exchange, words, setup.cutOff());
        this.nowNanos = ports.scheduler()::nowNanos;
        this.playout = new Playout(
                ports.phone(),
                policy.playoutLeadNanos(),
                ports.sound(),
                policy.comfort().sounds());
        ports.taps().reckonBy(playout.ledger());
        this.utterances = new AgentUtterances(playout, events);
        this.bargeIn = new BargeIn(policy.interimWordsToInterrupt(), utterances, playout, words, nowNanos, events);
        this.timeline = new CallTimeline(nowNanos.getAsLong(), events);
        this.meters = ports.latencies();
        this.ours = new OurSounds(words, utterances, exchange, resumption, nowNanos, this::playOurs);
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
        if (interrupts) {
            bargeIn.onCallerSaid(text, interim, readNanos, leg);
        }
        if (!interim) {
            mood.onCallerSaid(scores);
            timeline.callerUnderstood(readNanos);
        }
    }

    void onAgentSays(String messageId, String text, Map<String, Double> scores) {
        resumption.onAgentSays();
        exchange.onAgentSays(text);
        utterances.onMessage(messageId, text, scores);
    }

    /** What a message says grows beside its sound; tells whether this is the first of it. */
    boolean onAgentText(String messageId, String more) {
        boolean opens = !utterances.isOpen(messageId) && utterances.takesText(messageId);
        if (opens || utterances.isOpen(messageId)) {
            resumption.onAgentSays();
            exchange.onAgentText(messageId, more);
        } else if (utterances.wasHeardUntold(messageId)) {
            resumption.onAgentSays();
            exchange.onHeardText(messageId, more);
        }
        utterances.onText(messageId, more, nowNanos.getAsLong());
        return opens;
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

    /** What is heard as if the agent made it. */
    OurSounds ours() {
        return ours;
    }

    /** The caller answers with keys: he need not hear any more what he is asked. */
    void onKeyPressed() {
        bargeIn.onKeyPressed(leg);
    }

    void onTurnEnded() {
        exchange.onTurnEnded();
        utterances.onTurnEnded();
        playout.completeTurn();
    }

    void onInterrupted() {
        exchange.onInterrupted();
        bargeIn.onNoticed(leg);
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
            resumption.brokeOff(utterances.broken().byLoss());
        }
        leg = null;
        onTurnEnded();
    }

    /** Goes on with this leg where it stood: see {@link Resumption#goOn}. */
    void goOn(AiLeg next, boolean callerSpeaks, boolean toolsRun) {
        onLegReplaced(next);
        resumption.goOn(next, callerSpeaks, toolsRun);
    }

    /** Where it broke off. */
    Resumption resumption() {
        return resumption;
    }

    /** A tool is at work for the caller. */
    void onToolCalled() {
        exchange.onToolCalled();
    }

    /** What the caller will have heard of what is still being said, when all sound that has come is played; "" for nothing. */
    String stillHeard() {
        return utterances.stillHeard(resumption.saidOfBroken());
    }

    /** The agent falls silent: what it was saying is cut where the caller has heard it, and it says nothing by itself. */
    void silence() {
        long atNanos = nowNanos.getAsLong();
        boolean hasMoreToSay = playout.isSounding(atNanos) || exchange.agentSpeaks();
        Set<String> notResumed = utterances.notResumed();
        List<CallEvent> heard = utterances.silence(atNanos);
        CutOff cut = utterances
                .broken()
                .at(heard.stream()
                        .filter(event -> !(event instanceof TalkEvent.AgentHeard sentence
                                && notResumed.contains(sentence.messageId())))
                        .toList());
        playout.clear(atNanos);
        if (leg != null) {
            utterances.tellHeard(leg);
        }
        words.drop();
        heard.forEach(events);
        if (hasMoreToSay) {
            resumption.brokeOff(cut);
        }
        exchange.onTurnEnded();
        utterances.onTurnEnded();
        resumption.silence();
    }

    /** A person speaks in the place of the agent, which is silent. */
    void yieldFloor() {
        bargeIn.personSpeaks(true);
    }

    /** The agent may speak by itself again: see {@link Resumption#giveFloorBack}. */
    void giveFloorBack(@Nullable AiLeg to, boolean answers, @Nullable String told) {
        bargeIn.personSpeaks(false);
        resumption.giveFloorBack(to, answers, told);
    }

    /** A leg is there; nobody was cut off, and nobody is owed anything. */
    void onLegReplaced(AiLeg next) {
        leg = next;
        held = false;
        exchange.onReady();
        utterances.onOtherLeg();
    }

    /** At every tick. */
    void onTick(long atNanos) {
        String problem = utterances.convertParked();
        if (problem != null) {
            events.accept(new CallEvent.FrameRejected("ai", problem));
        }
        ours.onTick(leg);
        play(atNanos);
    }

    private void playOurs(String messageId) {
        long atNanos = nowNanos.getAsLong();
        play(atNanos);
        if (!messageId.startsWith(Keypad.OURS)) {
            timeline.agentHeard(atNanos);
        }
    }

    private void onEvent(CallEvent event, Consumer<CallEvent> listener) {
        listener.accept(event);
        ours.onEvent(event, leg);
    }

    private void play(long atNanos) {
        long dryNanos = playout.pump(atNanos);
        if (dryNanos > 0) {
            events.accept(new TalkEvent.Underrun(dryNanos));
        }
        utterances.report(atNanos);
    }

    /** Lets the AI wait with its sound while too much of it is not converted, so that the loop has time for others. */
    void pace(AiLeg sender) {
        if (playout.isCrowded() != held) {
            held = playout.isCrowded();
            sender.holdBack(held);
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
        leg = null; // it is about to be closed
        CutOff cut = utterances.end(atNanos);
        if (hasMoreToSay) {
            resumption.brokeOff(cut);
        }
        return resumption.standing();
    }
}
