package dev.trunkline.call;

import dev.trunkline.ai.AiEvents;
import dev.trunkline.ai.AiLeg;
import dev.trunkline.ai.ToolCall;
import dev.trunkline.call.OperatorEvent.Supervised;
import dev.trunkline.call.OperatorEvent.Supervised.Action;
import dev.trunkline.phone.CarrierInstruction.Transfer;
import dev.trunkline.time.Scheduler;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What operators do to a live call. Confined to the call's loop. */
final class CallSupervision implements Supervision {

    private static final long SAYING_NANOS = 4_000_000_000L; // from asking for words to their first sound, at most
    private static final String SILENCED = "an operator has silenced the agent";

    private final CallSetup setup;
    private final Scheduler scheduler;
    private final Conversation conversation;
    private final CallLifecycle lifecycle;
    private final Consumer<CallEvent> events;
    private final SilencedAgent agent;
    private final OperatorPlayout playout;
    private final OperatorContexts contexts = new OperatorContexts();
    private @Nullable AiLeg silencedLeg; // the present one, while the agent is silent
    private String saidBefore = ""; // by the caller, to a leg before that one
    private @Nullable OperatorVoice voice; // of who has taken the call over
    private Scheduler.@Nullable Timer lost;
    private @Nullable Long saidNanos;
    private int announced;

    CallSupervision(
            CallSetup setup,
            CallPorts ports,
            AiEvents call,
            Conversation conversation,
            CallLifecycle lifecycle,
            Consumer<CallEvent> events) {
        this.setup = setup;
        this.scheduler = ports.scheduler();
        this.conversation = conversation;
        this.lifecycle = lifecycle;
        this.events = events;
        this.agent = new SilencedAgent(call, this::onLeg, this::refuseTool);
        this.playout = new OperatorPlayout(ports.phone(), ports.taps(), conversation.playout());
    }

    /** Hears what the AI tells before the call does. */
    SilencedAgent agent() {
        return agent;
    }

    /** A leg is, or is just becoming, the call's own: it is told what the one before it was. */
    void onLeg(AiLeg leg) {
        if (agent.isSilent()) {
            silencedLeg = leg;
            saidBefore = conversation.unanswered();
            leg.pause();
        }
        boolean isTold = contexts.onLeg(leg);
        if (isTold || agent.isSilent()) {
            leg.flush();
        }
    }

    private void refuseTool(ToolCall tool) {
        events.accept(new FarEndEvent.ToolCalled(tool));
        events.accept(new FarEndEvent.ToolAnswered(tool, "failed", SILENCED, 0));
        AiLeg ai = lifecycle.state().ai();
        if (ai != null) {
            ai.toolFailed(tool, SILENCED, BridgePhrases.NOT_NOW);
            ai.flush();
        }
    }

    /** At every tick. */
    void onTick(long nowNanos) {
        playout.onTick(nowNanos);
    }

    @Override
    public @Nullable SupervisionRefusal say(String operator, String text) {
        SupervisionRefusal refusal = notOpen();
        AiLeg ai = lifecycle.state().ai();
        if (refusal != null || voice != null || ai == null) {
            return refusal != null
                    ? refusal
                    : voice != null ? SupervisionRefusal.TAKEN_OVER : SupervisionRefusal.AGENT_MISSING;
        }
        saidNanos = scheduler.nowNanos();
        if (!conversation.ours().saysItself(ai)) {
            agent.wants(text, ai.traits().speaksWordForWord());
        }
        conversation.ours().say(ai, text);
        ai.flush();
        return done(operator, Action.SAY, text);
    }

    @Override
    public void announce(String words, byte[] muLaw) {
        if (notOpen() == null) {
            conversation.ours().announce("announced-" + ++announced, words, muLaw);
        }
    }

    @Override
    public @Nullable SupervisionRefusal context(String operator, String text, boolean persistent) {
        SupervisionRefusal refusal = notOpen();
        if (refusal != null) {
            return refusal;
        }
        contexts.tell(lifecycle.state().ai(), text, persistent);
        return done(operator, Action.CONTEXT, text);
    }

    @Override
    public @Nullable SupervisionRefusal whisper(String operator, String text) {
        SupervisionRefusal refusal = notOpen();
        if (refusal != null) {
            return refusal;
        }
        contexts.tell(lifecycle.state().ai(), BridgePhrases.whispered(text), false);
        return done(operator, Action.WHISPER, text);
    }

    @Override
    public @Nullable SupervisionRefusal note(String operator, String text) {
        return lifecycle.isOver() ? SupervisionRefusal.OVER : done(operator, Action.NOTE, text);
    }

    @Override
    public @Nullable SupervisionRefusal pause(String operator) {
        SupervisionRefusal refusal = notOpen();
        if (refusal != null || agent.isSilent()) {
            return refusal != null
                    ? refusal
                    : voice != null ? SupervisionRefusal.TAKEN_OVER : SupervisionRefusal.PAUSED;
        }
        agent.silence();
        silence();
        return done(operator, Action.PAUSE, "");
    }

    @Override
    public @Nullable SupervisionRefusal resume(String operator) {
        SupervisionRefusal refusal = notOpen();
        if (refusal != null || voice != null || !agent.isSilent()) {
            return refusal != null
                    ? refusal
                    : voice != null ? SupervisionRefusal.TAKEN_OVER : SupervisionRefusal.NOT_PAUSED;
        }
        letSpeak(null);
        return done(operator, Action.RESUME, "");
    }

    @Override
    public @Nullable SupervisionRefusal objectionToTakeOver() {
        SupervisionRefusal refusal = notOpen();
        return refusal == null && voice != null && lost == null ? SupervisionRefusal.TAKEN_OVER : refusal;
    }

    @Override
    public @Nullable SupervisionRefusal takeOver(String operator, OperatorVoice speaking) {
        SupervisionRefusal refusal = objectionToTakeOver();
        if (refusal != null) {
            return refusal;
        }
        stopWaiting();
        voice = speaking;
        boolean wasSilent = agent.isSilent();
        agent.replace();
        if (wasSilent) {
            conversation.silence(); // words that it was made to say
        } else {
            silence();
        }
        conversation.yieldFloor();
        lifecycle.attend(true);
        playout.begin(speaking);
        return done(operator, Action.TAKE_OVER, "");
    }

    @Override
    public void onVoiceLost(String operator, OperatorVoice lostVoice) {
        if (lostVoice == voice && lost == null) {
            lost = scheduler.after(LOST_NANOS, () -> {
                handBack(BridgePhrases.PERSON_LOST);
                done(operator, Action.HAND_BACK, "");
            });
        }
    }

    @Override
    public @Nullable SupervisionRefusal release(String operator, String note) {
        if (voice == null) {
            return lifecycle.isOver() ? SupervisionRefusal.OVER : SupervisionRefusal.NOT_TAKEN_OVER;
        }
        handBack(BridgePhrases.handedBack(note));
        return done(operator, Action.RELEASE, note);
    }

    private void handBack(String told) {
        leaveFloor();
        letSpeak(told);
    }

    @Override
    public @Nullable SupervisionRefusal transfer(String operator, Transfer destination, String whisper) {
        SupervisionRefusal refusal = notOpen();
        DialObjection objection = refusal == null ? setup.dialing().to(destination) : null;
        if (refusal != null || objection != null) {
            return objection == null ? refusal : SupervisionRefusal.of(objection);
        }
        boolean speaks = voice == null && (conversation.agentSpeaks() || isAboutToSay());
        leaveFloor();
        done(operator, Action.TRANSFER, destination.destination());
        lifecycle.drain(CallEnd.TRANSFERRED, destination, whisper);
        if (!speaks) {
            lifecycle.onAgentTurnEnded(); // an agent that knows nothing of it has no last words
        }
        return null;
    }

    private boolean isAboutToSay() {
        Long said = saidNanos;
        return said != null && scheduler.nowNanos() - said < SAYING_NANOS;
    }

    /** The caller has taken the end back: if nobody speaks any more by an operator's order, the agent does. */
    void onTookBack() {
        if (voice == null && agent.isSilent()) {
            letSpeak(BridgePhrases.SPOKE_FIRST);
        }
    }

    /** The call is over. */
    void abandon() {
        leaveFloor();
    }

    private void leaveFloor() {
        stopWaiting();
        voice = null;
        playout.end();
        lifecycle.attend(false);
    }

    private void stopWaiting() {
        if (lost != null) {
            lost.cancel();
            lost = null;
        }
    }

    /** What the agent was saying is cut, and its far end answers nothing any more. */
    private void silence() {
        AiLeg ai = lifecycle.state().ai();
        silencedLeg = ai;
        saidBefore = "";
        conversation.silence();
        if (ai != null) {
            ai.pause();
            ai.flush();
        }
    }

    /** @param told what it has to know of the time meanwhile, or null when nobody spoke in its place */
    private void letSpeak(@Nullable String told) {
        AiLeg ai = lifecycle.state().ai();
        agent.letSpeak();
        if (ai == null && told != null) {
            contexts.tell(null, told, false);
        }
        conversation.giveFloorBack(ai, ai == silencedLeg && hasHeardItself(), told);
        silencedLeg = null;
    }

    /** Whether the silenced leg has heard itself what the caller said last: then it answers that without being told. */
    private boolean hasHeardItself() {
        return saidBefore.isEmpty() || !saidBefore.equals(conversation.unanswered());
    }

    /** Null while the end of the call is not decided. */
    private @Nullable SupervisionRefusal notOpen() {
        if (lifecycle.isOver()) {
            return SupervisionRefusal.OVER;
        }
        return lifecycle.isEndDecided() ? SupervisionRefusal.ENDING : null;
    }

    private @Nullable SupervisionRefusal done(String operator, Action action, String detail) {
        events.accept(new Supervised(operator, action, detail));
        return null;
    }
}
