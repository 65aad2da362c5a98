package dev.trunkline.record;

import dev.trunkline.call.TalkEvent.LineShared;
import dev.trunkline.record.CallRecord.Cost;
import dev.trunkline.record.CallRecord.Figures;
import dev.trunkline.record.CallRecord.Interruption;
import dev.trunkline.record.CallRecord.Line;
import dev.trunkline.record.CallRecord.Moment;
import dev.trunkline.record.CallRecord.Note;
import dev.trunkline.record.CallRecord.Recording;
import dev.trunkline.record.CallRecord.ToolUse;
import dev.trunkline.record.CallRecord.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts together what several processes have recorded of one call: it was moved, or its process was killed. */
public final class RecordParts {

    private RecordParts() {}

    /**
     * The whole call.
     *
     * @param parts one or more, in the order in which they began
     */
    public static CallRecord joined(List<CallRecord> parts) {
        return parts.stream().reduce(RecordParts::joined).orElseThrow();
    }

    private static CallRecord joined(CallRecord first, CallRecord then) {
        long shift = then.beganMillis() - first.beganMillis();
        List<Line> transcript = both(first.transcript(), then.transcript(), line -> shifted(line, shift));
        List<Long> turnMillis = both(first.turnMillis(), then.turnMillis(), Function.identity());
        List<Interruption> bargeIns = both(
                first.bargeIns(),
                then.bargeIns(),
                each -> new Interruption(
                        each.atMillis() + shift,
                        each.cause(),
                        each.clearMicros(),
                        each.heardMillis(),
                        each.droppedMillis()));
        Map<String, Integer> rejected = new TreeMap<>(first.framesRejected());
        then.framesRejected().forEach((what, count) -> rejected.merge(what, count, Integer::sum));
        String chatGroupId = then.chatGroupId() == null ? first.chatGroupId() : then.chatGroupId();
        List<String> former = Stream.of(first.chatGroupIds(), then.chatGroupIds())
                .flatMap(Set::stream)
                .filter(each -> !each.equals(chatGroupId))
                .distinct()
                .toList();
        return new CallRecord(
                first.callSid(),
                then.state(),
                then.route(),
                first.from(),
                first.to(),
                first.startedAt(),
                shift + then.durationMillis(),
                then.endedBy(),
                then.end(),
                then.blame(),
                then.transferredTo() == null ? first.transferredTo() : then.transferredTo(),
                chatGroupId,
                former,
                first.greetingMillis() == null ? then.greetingMillis() : first.greetingMillis(),
                transcript,
                turnMillis,
                bargeIns,
                both(first.toolCalls(), then.toolCalls(), use -> shifted(use, shift)),
                first.digits() + then.digits(),
                first.underruns() + then.underruns(),
                first.framesLost() + then.framesLost(),
                rejected,
                both(
                        first.events(),
                        then.events(),
                        each -> new Moment(each.atMillis() + shift, each.name(), each.detail())),
                then.farEnd().isEmpty() ? first.farEnd() : then.farEnd(),
                both(first.notes(), then.notes(), note -> new Note(note.atMillis() + shift, note.by(), note.text())),
                Figures.of(
                        transcript,
                        turnMillis,
                        bargeIns.size(),
                        LineShared.ofBoth(
                                first.figures().lineShared(), then.figures().lineShared())),
                new Usage(
                        first.usage().carrierMillis() + then.usage().carrierMillis(),
                        first.usage().farEndMillis() + then.usage().farEndMillis()),
                sum(first.cost(), then.cost()),
                sum(first.recording(), then.recording()));
    }

    private static @Nullable Recording sum(@Nullable Recording first, @Nullable Recording then) {
        if (first == null || then == null) {
            return then == null ? first : then;
        }
        return new Recording(
                first.available() || then.available(),
                then.format(),
                first.durationMillis() + then.durationMillis(),
                first.complete() && then.complete());
    }

    private static <T> List<T> both(List<T> first, List<T> then, Function<T, T> shifted) {
        List<T> both = new ArrayList<>(first);
        then.forEach(each -> both.add(shifted.apply(each)));
        return both;
    }

    private static Line shifted(Line line, long millis) {
        Long start = line.startMillis();
        return new Line(
                line.who(),
                line.text(),
                start == null ? null : start + millis,
                line.spokenMillis(),
                line.heardMillis(),
                line.interrupted(),
                line.heardText(),
                line.scores());
    }

    private static ToolUse shifted(ToolUse use, long millis) {
        return new ToolUse(
                use.atMillis() + millis, use.name(), use.parameters(), use.outcome(), use.content(), use.tookMillis());
    }

    /** Prices in another currency are another matter: the later ones count. */
    private static @Nullable Cost sum(@Nullable Cost first, @Nullable Cost then) {
        if (first == null || then == null || !first.currency().equals(then.currency())) {
            return then == null ? first : then;
        }
        return new Cost(
                first.currency(),
                first.total() + then.total(),
                first.carrier() + then.carrier(),
                first.farEnd() + then.farEnd());
    }
}
