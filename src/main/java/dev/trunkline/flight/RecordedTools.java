package dev.trunkline.flight;

import dev.trunkline.ai.ToolCall;
import dev.trunkline.call.CallActions;
import dev.trunkline.call.DialObjection;
import dev.trunkline.call.DigitRequest;
import dev.trunkline.call.ToolRunner;
import dev.trunkline.flight.FlightFact.ToolAct;
import dev.trunkline.flight.FlightFact.ToolReply;
import dev.trunkline.phone.CarrierInstruction.Transfer;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the AI may do, what each of its tools does to the call, and answers. A tool is the world outside: a replay runs none, it
 * does again what they did. Confined to the call's loop.
 */
final class RecordedTools implements ToolRunner {

    private final ToolRunner tools;
    private final FlightTape tape;
    private final SecretKeys secret;
    private final Executor loop;
    private boolean isAsking;

    /** @param loop where tools come back to; not the recorded one, on which every task would be the call's */
    RecordedTools(ToolRunner tools, FlightTape tape, SecretKeys secret, Executor loop) {
        this.tools = tools;
        this.tape = tape;
        this.secret = secret;
        this.loop = loop;
    }

    /** Whether a tool asks what may be dialled, just now. */
    boolean isAsking() {
        return isAsking;
    }

    @Override
    public void run(ToolCall tool, CallActions call, Answer answer) {
        int run = tape.newCause();
        tape.write(FlightKind.TOOL_RUN, run, 0, tool.id());
        int before = tape.causedBy(run);
        try {
            tools.run(tool, new Actions(run, call), new Reply(run, answer));
        } finally {
            tape.causedBy(before);
        }
    }

    /** What is done to the call by nobody who was run by its AI. */
    CallActions actions(CallActions call) {
        return new Actions(0, call);
    }

    private void enter(FlightKind kind, int run, FlightFact fact) {
        tape.enter(kind, run, tape.cause(), fact);
    }

    private boolean done(int run, boolean isDone) {
        tape.write(FlightKind.TOOL_DONE, run, isDone ? 1 : 0, null);
        return isDone;
    }

    /** The call tells a tool something, which causes more. */
    private void tell(int cause, Object what, Runnable then) {
        tape.write(FlightKind.TOOL_TOLD, cause, 0, what);
        int before = tape.causedBy(cause);
        try {
            then.run();
        } finally {
            tape.causedBy(before);
        }
    }

    private final class Actions implements CallActions {
        private final int run;
        private final CallActions call;

        Actions(int run, CallActions call) {
            this.run = run;
            this.call = call;
        }

        @Override
        public String callSid() {
            return call.callSid();
        }

        @Override
        public String digits() {
            return call.digits();
        }

        @Override
        public @Nullable DialObjection objectionTo(Transfer destination) {
            isAsking = true;
            try {
                return call.objectionTo(destination);
            } finally {
                isAsking = false;
            }
        }

        @Override
        public boolean transfer(Transfer destination, String whisper) {
            enter(FlightKind.TOOL_ACTS, run, new ToolAct(ToolAct.TRANSFER, destination, null, whisper, 0));
            try {
                return done(run, call.transfer(destination, whisper));
            } finally {
                tape.leave();
            }
        }

        @Override
        public boolean hangUp() {
            enter(FlightKind.TOOL_ACTS, run, new ToolAct(ToolAct.HANG_UP, null, null, "", 0));
            try {
                return done(run, call.hangUp());
            } finally {
                tape.leave();
            }
        }

        @Override
        public boolean collectDigits(DigitRequest request, Consumer<DigitRequest.Outcome> then) {
            int cause = tape.newCause();
            enter(FlightKind.TOOL_ACTS, run, new ToolAct(ToolAct.COLLECT_DIGITS, null, request, "", cause));
            try {
                boolean isDone = call.collectDigits(request, outcome -> {
                    secret.known(tape.lastReadNanos());
                    tell(cause, shown(request, outcome), () -> then.accept(outcome));
                });
                if (isDone) {
                    secret.asked(request);
                }
                return done(run, isDone);
            } finally {
                tape.leave();
            }
        }

        @Override
        public boolean pressKeys(String keys, Consumer<String> then) {
            int cause = tape.newCause();
            enter(FlightKind.TOOL_ACTS, run, new ToolAct(ToolAct.PRESS_KEYS, null, null, keys, cause));
            try {
                return done(run, call.pressKeys(keys, heard -> tell(cause, heard, () -> then.accept(heard))));
            } finally {
                tape.leave();
            }
        }

        @Override
        public Executor loop() {
            return loop;
        }
    }

    /** What the call tells about keys; of masked ones how many, and whether he spoke. */
    static Object shown(DigitRequest request, DigitRequest.Outcome outcome) {
        return request.masked()
                ? new DigitRequest.Outcome("0".repeat(outcome.digits().length()), outcome.spoke())
                : outcome;
    }

    private final class Reply implements Answer {
        private final int run;
        private final Answer answer;

        Reply(int run, Answer answer) {
            this.run = run;
            this.answer = answer;
        }

        @Override
        public void mayTake(long nanos) {
            answer(new ToolReply(ToolReply.LATER, "", "", nanos), () -> answer.mayTake(nanos));
        }

        @Override
        public void succeed(String content) {
            answer(new ToolReply(ToolReply.OK, content, "", 0), () -> answer.succeed(content));
        }

        @Override
        public void fail(String outcome, String error, String speakable) {
            answer(new ToolReply(outcome, error, speakable, 0), () -> answer.fail(outcome, error, speakable));
        }

        private void answer(ToolReply reply, Runnable tell) {
            enter(FlightKind.TOOL_ANSWERS, run, reply);
            try {
                tell.run();
            } finally {
                tape.leave();
            }
        }
    }
}
