package dev.trunkline.engine.turns;

import dev.trunkline.engine.conversation.ConversationView;
import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.ExpectedAnswer;
import dev.trunkline.engine.mind.ToolRequest;
import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.engine.speaking.CachedSynthesizer;
import dev.trunkline.engine.turns.AgentTurn.Sentence;
import dev.trunkline.engine.wire.ServerMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the agent's turns, of its model's thoughts or of given words, and lets happen what they bring: sentences are sent,
 * tools called, failures told. Confined to the chat's loop.
 */
final class AgentTurns implements AgentTurn.Outcome {

    private static final long QUICK_RESPONSE_NANOS = 700_000_000L; // a pause that callers begin to wonder about

    private final ChatContext context;
    private final Session session;
    private final ConversationView conversation;
    private final AgentOutput output;
    private final ToolDispatch tools;
    private final TurnFailures failures;
    private @Nullable ExpectedAnswer expected;

    AgentTurns(
            ChatContext context,
            Session session,
            ConversationView conversation,
            AgentOutput output,
            ToolDispatch tools) {
        this.context = context;
        this.session = session;
        this.conversation = conversation;
        this.output = output;
        this.tools = tools;
        this.failures = new TurnFailures(context);
    }

    /** A turn in which nothing happens yet. */
    AgentTurn next(AgentTurn.Listener listener) {
        expected = null;
        String voice = session.voice();
        return new AgentTurn(
                context.loop(), sentence -> context.agent().speech().say(sentence, voice), this, listener);
    }

    /** The turn consists of these words. */
    void recite(AgentTurn turn, Verbatim text) {
        text.sentences().forEach(turn::say);
        turn.complete();
    }

    /** The turn is what the model thinks about {@code trigger}. */
    void think(AgentTurn turn, Trigger trigger) {
        DialogRequest about = conversation(conversation.lines(), trigger);
        if (trigger instanceof Trigger.Told) {
            turn.volunteer(about.contexts());
        } else {
            session.forgetTemporary(about.contexts());
        }
        if (context.plan().agent().shortResponses() && trigger instanceof Trigger.CallerSpoke) {
            Sentence bridge = new Sentence(context.agent().phrases().oneMoment(), false, true);
            context.scheduler().after(QUICK_RESPONSE_NANOS, () -> turn.bridge(bridge));
        }
        turn.think(context.agent().model(), about);
    }

    /** The caller seems to have said {@code line}: speaks ahead what the model would begin its answer with, if it knows. */
    void speculate(ChatMessage line, Trigger trigger) {
        List<ChatMessage> lines = new ArrayList<>(conversation.lines());
        lines.add(line);
        context.agent().model().speculate(conversation(lines, trigger)).stream()
                .findFirst()
                .ifPresent(first -> context.agent().speech().say(first, session.voice()));
    }

    /** What the agent's last words ask for, as its model says or as they read. */
    ExpectedAnswer expectedAnswer() {
        return expected == null ? ExpectedAnswer.guess(conversation.agentsLastWords()) : expected;
    }

    private DialogRequest conversation(List<ChatMessage> lines, Trigger trigger) {
        return session.conversation(lines, trigger, context.ids().chatId());
    }

    /** The turn is over. With a tool still running the agent has more to say: then it goes on when the tool answers. */
    void settle(AgentTurn turn) {
        session.forgetTemporary(turn.volunteered());
        if (!tools.areAwaited()) {
            context.client().send(new ServerMessage.AssistantEnd());
        }
    }

    @Override
    public void onSpoken(Sentence sentence, CachedSynthesizer.Spoken sound) {
        output.deliver(sentence, sound);
    }

    @Override
    public void onTool(ToolRequest request) {
        tools.call(request);
    }

    @Override
    public void onSessionNamed(String customSessionId) {
        session.name(customSessionId);
    }

    @Override
    public void onExpectedAnswer(ExpectedAnswer answer) {
        expected = answer;
    }

    @Override
    public void onModelFailed(AgentTurn turn, DialogModel.Failure failure, String reason) {
        failures.ofModel(turn, failure, reason);
    }

    @Override
    public void onVoiceFailed(AgentTurn turn, String reason) {
        failures.ofVoice(turn, reason);
    }
}
