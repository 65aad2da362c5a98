package dev.trunkline.engine.mind;

/** Why a dialog model is asked. Immutable. */
public sealed interface Trigger {

    /** The answer that depends on the kind of trigger. */
    <T> T choose(Cases<T> cases);

    /**
     * The caller said something.
     *
     * @param text what was understood; may be empty
     * @param understood false when there was speech that nobody could make out
     * @param interrupting true when the agent was cut off by it
     */
    record CallerSpoke(String text, boolean understood, boolean interrupting) implements Trigger {
        @Override
        public <T> T choose(Cases<T> cases) {
            return cases.callerSpoke(this);
        }
    }

    /**
     * A new conversation begins, and the agent speaks first.
     *
     * @param greeting what is said where there is nothing better to say; may be empty
     */
    record Begun(String greeting) implements Trigger {
        @Override
        public <T> T choose(Cases<T> cases) {
            return cases.begun(this);
        }
    }

    /**
     * The conversation is about to be ended, and these are its last words.
     *
     * @param callerSilent true because the caller has not said anything for long, false because it has become too long
     */
    record Ending(boolean callerSilent) implements Trigger {
        @Override
        public <T> T choose(Cases<T> cases) {
            return cases.ending(this);
        }
    }

    /** An earlier conversation goes on, and its context says why. */
    record Resumed() implements Trigger {
        @Override
        public <T> T choose(Cases<T> cases) {
            return cases.resumed(this);
        }
    }

    /**
     * A tool did what it was asked.
     *
     * @param tool its name
     * @param content what it answered
     */
    record ToolSucceeded(String tool, String content) implements Trigger {
        @Override
        public <T> T choose(Cases<T> cases) {
            return cases.toolSucceeded(this);
        }
    }

    /**
     * A tool could not do what it was asked.
     *
     * @param tool its name
     * @param content what may be said about it; may be empty
     */
    record ToolFailed(String tool, String content) implements Trigger {
        @Override
        public <T> T choose(Cases<T> cases) {
            return cases.toolFailed(this);
        }
    }

    /**
     * The caller has been silent for a while.
     *
     * @param times 1 for the first time since the caller's last words
     */
    record CallerSilent(int times) implements Trigger {
        @Override
        public <T> T choose(Cases<T> cases) {
            return cases.callerSilent(this);
        }
    }

    /**
     * The client has told something, and nobody has said anything since. Unlike on all other triggers a model may well say
     * nothing: what was told is still known when it is asked next.
     *
     * @param context the newest of what was told
     */
    record Told(String context) implements Trigger {
        @Override
        public <T> T choose(Cases<T> cases) {
            return cases.told(this);
        }
    }

    /** One answer per kind. */
    interface Cases<T> {
        T begun(Begun trigger);

        T ending(Ending trigger);

        T callerSpoke(CallerSpoke trigger);

        T resumed(Resumed trigger);

        T toolSucceeded(ToolSucceeded trigger);

        T toolFailed(ToolFailed trigger);

        T callerSilent(CallerSilent trigger);

        T told(Told trigger);
    }
}
