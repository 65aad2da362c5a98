package dev.trunkline.engine.mind.remote;

import dev.trunkline.engine.mind.Occasion;

/** Tells a model why it is asked, where the conversation alone does not; empty where it does. Immutable. */
final class Hints implements Occasion.Cases<String> {

    static String of(Occasion occasion) {
        return occasion.choose(new Hints());
    }

    @Override
    public String begun(Occasion.Begun occasion) {
        return "The conversation begins, and you speak first. Open it as your instructions say, and briefly.";
    }

    @Override
    public String ending(Occasion.Ending occasion) {
        return (occasion.callerSilent()
                        ? "The caller has not said anything for long, and the conversation is ended now."
                        : "The conversation has reached its longest time and is ended now.")
                + " Say your last words, in one or two short sentences.";
    }

    @Override
    public String callerSpoke(Occasion.CallerSpoke occasion) {
        if (!occasion.understood()) {
            return (occasion.interrupting() ? "The caller interrupted you, but what they" : "What the caller")
                    + " said could not be understood. Ask them to say it again.";
        }
        return occasion.interrupting()
                ? "The caller interrupted you and has not heard the rest of what you were saying."
                : "";
    }

    @Override
    public String resumed(Occasion.Resumed occasion) {
        return "This conversation goes on after a break. Speak first, and fittingly to what you know now.";
    }

    @Override
    public String toolSucceeded(Occasion.ToolSucceeded occasion) {
        return "";
    }

    @Override
    public String toolFailed(Occasion.ToolFailed occasion) {
        return "The tool " + occasion.tool() + " has failed. Tell the caller, without technical detail, and go on.";
    }

    @Override
    public String callerSilent(Occasion.CallerSilent occasion) {
        return occasion.times() == 1
                ? "The caller has been silent for a while. Find out kindly whether they are still there."
                : "The caller is still silent, though you have asked before (" + (occasion.times() - 1)
                        + "). Say something short.";
    }

    @Override
    public String told(Occasion.Told occasion) {
        return "";
    }
}
