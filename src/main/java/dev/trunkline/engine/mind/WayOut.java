package dev.trunkline.engine.mind;

import dev.trunkline.engine.mind.Script.Topic;
import dev.trunkline.engine.mind.ScriptedReply.Answer;
import org.jspecify.annotations.Nullable;

/** What the script says and does in the place of a mind that lets its caller down. Confined to one thought. */
final class WayOut {

    private final Script script;
    private final Conversation conversation;
    private final SoFar soFar;
    private final ScriptedReply reply;

    WayOut(Script script, Conversation conversation) {
        this.script = script;
        this.conversation = conversation;
        this.soFar = new SoFar(script, conversation.lines());
        this.reply = new ScriptedReply(script, conversation);
    }

    /**
     * Instead of a mind that has failed: what the caller asks for, when it is a way out; the second time in a row a person, or
     * the end where nobody can be reached; null for nothing but the apology.
     *
     * @param apology what is said the first time
     */
    @Nullable
    Answer ofFailure(String apology) {
        if (conversation.occasion() instanceof Occasion.ToolSucceeded done
                && (done.tool().equals(ScriptedReply.TRANSFER) || done.tool().equals(ToolRequest.HANG_UP))) {
            return reply.toolSucceeded(done);
        }
        Topic topic = conversation.occasion() instanceof Occasion.CallerSpoke spoke ? asked(spoke) : null;
        if (topic != null
                && topic.deed() == Script.Deed.TRANSFER
                && conversation.tool(ScriptedReply.TRANSFER) != null) {
            return reply.transfer(topic, "");
        }
        if (topic != null && topic.deed() == Script.Deed.HANG_UP && reply.canHangUp()) {
            return reply.hangUp(topic.sentences());
        }
        boolean isSecond = soFar.agentHasJustSaid(SentenceCutter.split(apology).get(0));
        return isSecond && reply.canHandOn() ? reply.handOn() : null;
    }

    /**
     * Instead of a mind that hears of words that nobody understands, again and again: the second time in a row a person is
     * offered, then the caller is handed on; null while the mind may try.
     */
    @Nullable
    Answer ofBadHearing() {
        boolean isUnclear = conversation.occasion() instanceof Occasion.CallerSpoke spoke
                && !spoke.understood()
                && reply.unansweredKeys() == null;
        int times = isUnclear ? soFar.unclearInARow(script.phrases().handedOn().get(1)) : 0;
        if (times == 2) {
            return Answer.of(reply.puzzledAgain());
        }
        return times > 2 && reply.canHandOn() ? reply.handOn() : null;
    }

    private @Nullable Topic asked(Occasion.CallerSpoke occasion) {
        String keys = Keys.in(occasion.text());
        String pressed = keys == null ? reply.unansweredKeys() : keys;
        if (pressed != null) {
            String name = script.digits().get(pressed);
            return name == null ? null : script.named(name);
        }
        return occasion.understood() ? script.topicOf(occasion.text()) : null;
    }
}
