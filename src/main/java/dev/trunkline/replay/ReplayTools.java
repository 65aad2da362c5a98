package dev.trunkline.replay;

import dev.trunkline.ai.ToolCall;
import dev.trunkline.call.CallActions;
import dev.trunkline.call.DigitRequest;
import dev.trunkline.call.ToolRunner;
import dev.trunkline.flight.FlightFact.ToolAct;
import dev.trunkline.flight.FlightFact.ToolReply;
import dev.trunkline.flight.FlightKind;
import dev.trunkline.flight.FlightRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The tools of a replayed call: none runs, each does again what it did. Confined to one thread. */
final class ReplayTools implements ToolRunner {

    private final ReplayLog log;
    private final FlightIndex index;
    private final Supplier<CallActions> others;
    private final Map<Long, Run> runs = new HashMap<>();
    private final Map<String, Integer> runsOfId = new HashMap<>();

    private record Run(CallActions call, Answer answer) {}

    /** @param others what may be done to the call by those who are no tools of it */
    ReplayTools(ReplayLog log, FlightIndex index, Supplier<CallActions> others) {
        this.others = others;
        this.log = log;
        this.index = index;
    }

    @Override
    public void run(ToolCall tool, CallActions call, Answer answer) {
        long number = index.runOf(tool.id(), runsOfId.merge(tool.id(), 1, Integer::sum) - 1);
        log.add(FlightKind.TOOL_RUN, number, 0, tool.id());
        runs.put(number, new Run(call, answer));
        repeat(number);
    }

    private void repeat(long cause) {
        for (FlightRecord record : index.causedBy(cause)) {
            try {
                repeat(record);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A tool does what it did, if it was run in this call. */
    void repeat(FlightRecord record) throws IOException {
        if (record.number() == 0) {
            log.add(FlightKind.TOOL_DONE, 0, act(others.get(), record.fact(ToolAct.class)) ? 1 : 0, null);
            return;
        }
        Run run = runs.get(record.number());
        if (run == null) {
            return;
        }
        if (record.kind() == FlightKind.TOOL_ACTS) {
            ToolAct act = record.fact(ToolAct.class);
            log.add(FlightKind.TOOL_DONE, record.number(), act(run.call(), act) ? 1 : 0, null);
        } else {
            answer(run.answer(), record.fact(ToolReply.class));
        }
    }

    private boolean act(CallActions call, ToolAct act) throws IOException {
        switch (act.action()) {
            case ToolAct.TRANSFER -> {
                var transfer = act.transfer();
                return transfer != null && call.transfer(transfer, act.words());
            }
            case ToolAct.HANG_UP -> {
                return call.hangUp();
            }
            case ToolAct.COLLECT_DIGITS -> {
                DigitRequest request = act.digits();
                return request != null && call.collectDigits(request, outcome -> tell(act.cause(), outcome));
            }
            case ToolAct.PRESS_KEYS -> {
                return call.pressKeys(act.words(), heard -> tell(act.cause(), heard));
            }
            default -> throw new IOException("no tool of this build does this to a call: " + act.action());
        }
    }

    private void tell(long cause, Object what) {
        log.add(FlightKind.TOOL_TOLD, cause, 0, what);
        repeat(cause);
    }

    private static void answer(ToolRunner.Answer answer, ToolReply reply) {
        switch (reply.outcome()) {
            case ToolReply.LATER -> answer.mayTake(reply.mayTakeNanos());
            case ToolReply.OK -> answer.succeed(reply.content());
            default -> answer.fail(reply.outcome(), reply.content(), reply.speakable());
        }
    }
}
