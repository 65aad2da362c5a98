package dev.trunkline.engine.mind.script;

import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.SentenceCutter;
import dev.trunkline.engine.mind.ToolRequest;
import dev.trunkline.engine.mind.Trigger;
import org.jspecify.annotations.Nullable;

/** What the script says and does in the place of a model that lets its caller down. Confined to one generation. */
final class RescueReply {

    private final Script script;
    private final Understanding understanding;
    private final DialogRequest request;
    private final ScriptHistory history;
    private final ScriptedReply reply;

    RescueReply(Script script, Understanding understanding, ScriptedReply reply, DialogRequest request) {
        this.script = script;
        this.understanding = understanding;
        this.request = request;
        this.history = new ScriptHistory(script, understanding, request.messages());
        this.reply = reply;
    }

    /**
     * Instead of a model that has failed: what the caller asks for, when it is a way out; the second time in a row a person, or
     * the end where nobody can be reached; null for nothing but the apology.
     *
     * @param apology what is said the first time
     */
    @Nullable
    ScriptAnswer ofFailure(String apology) {
        if (request.trigger() instanceof Trigger.ToolSucceeded done
                && (done.tool().equals(ScriptedReply.TRANSFER) || done.tool().equals(ToolRequest.HANG_UP))) {
            return reply.toolSucceeded(done);
        }
        Intent intent = request.trigger() instanceof Trigger.CallerSpoke spoke ? asked(spoke) : null;
        if (intent != null
                && intent.outcome().action() == Intent.Action.TRANSFER
                && request.tool(ScriptedReply.TRANSFER) != null) {
            return reply.transfer(intent, "");
        }
        if (intent != null && intent.outcome().action() == Intent.Action.HANG_UP && reply.canHangUp()) {
            return reply.hangUp(intent.says());
        }
        boolean isSecond =
                history.agentHasJustSaid(SentenceCutter.split(apology).get(0));
        return isSecond && reply.canHandOn() ? reply.handOn() : null;
    }

    /**
     * When nobody can make out what the caller says, again and again: the second time in a row a person is
     * offered, then the caller is handed on; null while the model may try.
     */
    @Nullable
    ScriptAnswer ofBadHearing() {
        boolean isUnclear = request.trigger() instanceof Trigger.CallerSpoke spoke
                && !spoke.understood()
                && reply.unansweredKeys() == null;
        int times =
                isUnclear ? history.unclearInARow(script.says(Phrase.HANDED_ON).get(1)) : 0;
        if (times == 2) {
            return reply.puzzledAgain();
        }
        return times > 2 && reply.canHandOn() ? reply.handOn() : null;
    }

    private @Nullable Intent asked(Trigger.CallerSpoke trigger) {
        String keys = DtmfMentions.in(trigger.text());
        String pressed = keys == null ? reply.unansweredKeys() : keys;
        if (pressed != null) {
            String name = script.keys().get(pressed);
            return name == null ? null : script.named(name);
        }
        return trigger.understood() ? understanding.of(trigger.text(), null).best() : null;
    }
}
