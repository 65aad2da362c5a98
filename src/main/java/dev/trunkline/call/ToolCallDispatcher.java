package dev.trunkline.call;

import dev.trunkline.ai.AiLeg;
import dev.trunkline.ai.ToolCall;
import dev.trunkline.bounded.BoundedMap;
import dev.trunkline.time.Scheduler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The tools that the AI has called in this call. Each is run once and answered once, within our own deadline (far ends have
 * none, and would wait for ever). A repeated call gets the same answer again. An answer goes to the leg that asked; when
 * that is gone, the next one is told of it. Confined to the call's loop.
 */
final class ToolCallDispatcher {

    private static final int MAX_REMEMBERED = 256;
    private static final String TOO_SLOW = "That is taking longer than expected. I could not get it done.";
    private static final String BROKEN = "I could not get that done.";

    private final ToolRunner runner;
    private final Scheduler scheduler;
    private final long deadlineNanos;
    private final Consumer<CallEvent> events;
    private final Supplier<@Nullable AiLeg> present;
    private final Consumer<AiLeg> onLateAnswer;
    private final Deque<Run> runs = new ArrayDeque<>();
    private int open;
    private int answers; // that were given so far
    private int said; // how many of them the agent has spoken of: the first ones

    /** How many there were when a message of the present leg began, or sounded last. */
    private final Map<String, Integer> known = new BoundedMap<>(MAX_REMEMBERED);

    /**
     * @param present the leg that hears the caller, if any
     * @param onLateAnswer is given a leg that was just told what a tool has answered that another leg had asked
     */
    ToolCallDispatcher(
            ToolRunner runner,
            Scheduler scheduler,
            long deadlineNanos,
            Supplier<@Nullable AiLeg> present,
            Consumer<AiLeg> onLateAnswer,
            Consumer<CallEvent> events) {
        this.present = present;
        this.onLateAnswer = onLateAnswer;
        this.runner = runner;
        this.scheduler = scheduler;
        this.deadlineNanos = deadlineNanos;
        this.events = events;
    }

    void onCalled(ToolCall tool, AiLeg asker, CallActions call) {
        for (Run earlier : runs) {
            if (earlier.isRepeated(tool, asker)) {
                earlier.repeatTo(asker);
                return;
            }
        }
        events.accept(new FarEndEvent.ToolCalled(tool));
        if (tool.builtin()) {
            return;
        }
        if (runs.size() >= MAX_REMEMBERED) {
            runs.remove().fail("failed", "too many tools at once", BROKEN);
        }
        Run run = new Run(tool, asker);
        runs.add(run);
        open++;
        run.mayTake(deadlineNanos);
        try {
            runner.run(tool, call, run);
        } catch (RuntimeException e) {
            // A tool is somebody else's code: the conversation survives it.
            run.fail("failed", "the tool threw " + e, BROKEN);
        }
    }

    /** Whether an answer is still to be given. */
    boolean isOpen() {
        return open > 0;
    }

    /** The leg is gone that asked: what runs goes on, because it may have been done already, and the next leg is told. */
    void forgetAsker() {
        runs.forEach(Run::forgetAsker);
        known.clear();
    }

    /** Sound of a message has come: it may speak of all that was answered before. */
    void onAgentSounds(String messageId) {
        known.put(messageId, answers);
    }

    /**
     * The agent has spoken: of what was answered before it has said what there is to say. Words that are told after their sound were
     * spoken when that came.
     */
    void onAgentSays(String messageId) {
        if (!known.containsKey(messageId)) {
            onAgentSounds(messageId);
        }
        said = Math.max(said, known.getOrDefault(messageId, answers));
    }

    /** Another leg is there, and is told of what those before it had asked. */
    void onLeg(AiLeg leg) {
        runs.forEach(run -> run.tellNext(leg));
    }

    /** The call is over. */
    void abandon() {
        runs.forEach(Run::abandon);
    }

    private final class Run implements ToolRunner.Answer {
        private final ToolCall tool;
        private final long sinceNanos = scheduler.nowNanos();
        private @Nullable AiLeg asker;
        private Scheduler.@Nullable Timer deadline;
        private @Nullable Consumer<AiLeg> answer;
        private String content = "";
        private int number; // of the answer
        private boolean isAbandoned; // the leg is gone that asked

        Run(ToolCall tool, AiLeg asker) {
            this.tool = tool;
            this.asker = asker;
        }

        /**
         * What another leg asks with the same id may be something else, because not all far ends have ids that are theirs alone; and once
         * the agent has spoken of the answer, it is.
         */
        boolean isRepeated(ToolCall again, AiLeg by) {
            return asker == by ? tool.id().equals(again.id()) : !isSaid() && tool.repeats(again);
        }

        private boolean isSaid() {
            return answer != null && number <= said;
        }

        /** Whether the leg is gone that asked, and no other knows the answer. */
        private boolean isOrphan() {
            return isAbandoned && !isSaid();
        }

        @Override
        public void mayTake(long nanos) {
            if (deadline != null) {
                deadline.cancel();
            }
            deadline = scheduler.patience(nanos, () -> fail("timeout", "deadline passed", TOO_SLOW));
        }

        @Override
        public void succeed(String content) {
            answered("ok", content, leg -> leg.toolSucceeded(tool, content));
        }

        @Override
        public void fail(String outcome, String error, String speakable) {
            answered(outcome, speakable, leg -> leg.toolFailed(tool, error, speakable));
        }

        private void answered(String outcome, String toldContent, Consumer<AiLeg> how) {
            if (answer != null) {
                return;
            }
            answer = how;
            open--;
            content = toldContent;
            number = ++answers;
            if (deadline != null) {
                deadline.cancel();
            }
            events.accept(new FarEndEvent.ToolAnswered(tool, outcome, toldContent, scheduler.nowNanos() - sinceNanos));
            tell();
            AiLeg other = present.get();
            if (isOrphan() && other != null) {
                tellNext(other);
                onLateAnswer.accept(other);
            }
        }

        void repeatTo(AiLeg again) {
            asker = again;
            isAbandoned = false;
            number = answer == null ? 0 : ++answers;
            tell();
        }

        void forgetAsker() {
            asker = null;
            isAbandoned |= tool.responseRequired();
        }

        /** Once it is answered, it is told once. */
        void tellNext(AiLeg leg) {
            if (isOrphan()) {
                leg.context(
                        answer == null ? BridgePhrases.toolRuns(tool) : BridgePhrases.toolAnswered(tool, content),
                        false);
                leg.flush();
            }
        }

        void abandon() {
            asker = null;
            isAbandoned = false;
            open -= answer == null ? 1 : 0;
            answer = leg -> {};
            if (deadline != null) {
                deadline.cancel();
            }
        }

        private void tell() {
            if (asker != null && answer != null) {
                answer.accept(asker);
                asker.flush();
            }
        }
    }
}
