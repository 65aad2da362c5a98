package dev.trunkline.engine.mind.remote;

import dev.trunkline.engine.mind.Trigger;

/** Tells a model why it is asked, where the conversation alone does not; empty where it does. Immutable. */
final class TriggerHints implements Trigger.Cases<String> {

    static String of(Trigger trigger) {
        return trigger.choose(new TriggerHints());
    }

    @Override
    public String begun(Trigger.Begun trigger) {
        return "The conversation begins, and you speak first. Open it as your instructions say, and briefly.";
    }

    @Override
    public String ending(Trigger.Ending trigger) {
        return (trigger.callerSilent()
                        ? "The caller has not said anything for long, and the conversation is ended now."
                        : "The conversation has reached its longest time and is ended now.")
                + " Say your last words, in one or two short sentences.";
    }

    @Override
    public String callerSpoke(Trigger.CallerSpoke trigger) {
        if (!trigger.understood()) {
            return (trigger.interrupting() ? "The caller interrupted you, but what they" : "What the caller")
                    + " said could not be understood. Ask them to say it again.";
        }
        return trigger.interrupting()
                ? "The caller interrupted you and has not heard the rest of what you were saying."
                : "";
    }

    @Override
    public String resumed(Trigger.Resumed trigger) {
        return "This conversation goes on after a break. Speak first, and fittingly to what you know now.";
    }

    @Override
    public String toolSucceeded(Trigger.ToolSucceeded trigger) {
        return "";
    }

    @Override
    public String toolFailed(Trigger.ToolFailed trigger) {
        return "The tool " + trigger.tool() + " has failed. Tell the caller, without technical detail, and go on.";
    }

    @Override
    public String callerSilent(Trigger.CallerSilent trigger) {
        return trigger.times() == 1
                ? "The caller has been silent for a while. Find out kindly whether they are still there."
                : "The caller is still silent, though you have asked before (" + (trigger.times() - 1)
                        + "). Say something short.";
    }

    @Override
    public String told(Trigger.Told trigger) {
        return "";
    }
}
