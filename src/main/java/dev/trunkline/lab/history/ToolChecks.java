package dev.trunkline.lab.history;

import dev.trunkline.lab.history.HistoryEvent.ChatClosed;
import dev.trunkline.lab.history.HistoryEvent.ToolAnswered;
import dev.trunkline.lab.history.HistoryEvent.ToolAsked;
import dev.trunkline.lab.history.HistoryEvent.ToolExecuted;
import dev.trunkline.lab.history.HistoryEvent.TransferAsked;
import dev.trunkline.lab.history.HistoryEvent.TransferDialled;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** I7 and I8: what is done on the AI's word. */
final class ToolChecks {

    /** A chat that closes so soon behind a question owes nobody an answer, nor one that is still up then. */
    private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(10);

    private ToolChecks() {}

    static void toolsOnce(CallHistory history, Findings findings) {
        long endNanos =
                history.all().stream().mapToLong(HistoryEvent::nanos).max().orElse(0);
        for (CallHistory.OfCall call : history.calls().values()) {
            Map<String, List<ToolExecuted>> executed =
                    call.of(ToolExecuted.class).stream().collect(Collectors.groupingBy(ToolExecuted::tool));
            executed.forEach((tool, times) -> {
                if (times.size() > 1) {
                    findings.add(
                            call.call(),
                            times.get(1).nanos(),
                            "tool call " + tool + " was done " + times.size() + " times");
                }
            });
            for (ToolAsked asked : call.of(ToolAsked.class)) {
                boolean isAnswered = call.of(ToolAnswered.class).stream()
                        .anyMatch(answer -> answer.tool().equals(asked.tool()));
                long livesUntil = call.of(ChatClosed.class).stream()
                        .filter(closed -> closed.chat().equals(asked.chat()))
                        .mapToLong(ChatClosed::nanos)
                        .findFirst()
                        .orElse(endNanos);
                if (!isAnswered && livesUntil - asked.nanos() > ANSWER_NANOS) {
                    findings.add(call.call(), asked.nanos(), "tool call " + asked.tool() + " was never answered");
                }
            }
        }
    }

    static void transfersAsked(CallHistory history, Findings findings) {
        for (CallHistory.OfCall call : history.calls().values()) {
            int allowed = 0;
            for (HistoryEvent event : call.events()) {
                if (event instanceof TransferAsked) {
                    allowed++;
                } else if (event instanceof TransferDialled && --allowed < 0) {
                    findings.add(call.call(), event.nanos(), "a transfer was dialled that nobody had asked for");
                }
            }
        }
    }
}
