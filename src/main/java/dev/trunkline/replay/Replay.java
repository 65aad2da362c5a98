package dev.trunkline.replay;

import static java.util.Objects.requireNonNull;

import dev.trunkline.call.Call;
import dev.trunkline.call.CallEnd;
import dev.trunkline.call.CallEvent;
import dev.trunkline.call.CallPorts;
import dev.trunkline.call.CallSetup;
import dev.trunkline.call.LatencyMetrics;
import dev.trunkline.call.SoundBudget;
import dev.trunkline.call.SoundTaps;
import dev.trunkline.flight.FlightKey;
import dev.trunkline.flight.FlightKind;
import dev.trunkline.flight.FlightMoment;
import dev.trunkline.flight.FlightOpening;
import dev.trunkline.flight.FlightQuestion;
import dev.trunkline.flight.FlightReader;
import dev.trunkline.flight.FlightRecord;
import dev.trunkline.phone.PhoneEvents.StreamEnding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One recorded call, run through this build in virtual time: whatever came to it comes again, at the same times, and what it does is
 * compared with what the recorded one did. Confined to one thread.
 */
public final class Replay {

    private static final int MOST_RAW_DIFFERENCES = 20;

    private final FlightOpening opening;
    private final Build build;
    private final ReplayLog log = new ReplayLog(this::deliver);
    private final ReplayAnswers answers = new ReplayAnswers();
    private final ReplayScheduler scheduler;
    private final ReplayPhone phone;
    private final ReplayAi ai;
    private final ReplayVoice voice;
    private final ReplayTools tools;
    private final ReplaySupervision supervision;
    private final SoundTaps taps;
    private final CallCourse recorded;
    private final CallCourse replayed;
    private final List<ReplayDifference> raw = new ArrayList<>();
    private @Nullable Call call;
    private long atNanos;
    private long moments;
    private long outputs;
    private boolean isOver;
    private boolean isEqual = true;

    /** What puts the call together: this program, or one with something changed. */
    @FunctionalInterface
    public interface Build {

        /** This program as it is. */
        Build PRESENT = Call::begin;

        Call begin(CallSetup setup, CallPorts ports);
    }

    private Replay(FlightOpening opening, FlightIndex index, Build build) {
        this.opening = opening;
        this.build = build;
        this.atNanos = opening.originNanos();
        this.scheduler = new ReplayScheduler(index, atNanos);
        this.phone = new ReplayPhone(log, index, () -> atNanos, new HeardSound(atNanos));
        this.ai = new ReplayAi(log, answers);
        this.voice = new ReplayVoice(log, answers);
        this.tools = new ReplayTools(log, index, () -> call().actions());
        this.taps = new SoundTaps(scheduler);
        this.supervision = new ReplaySupervision(log, () -> call().supervision());
        this.recorded = new CallCourse(atNanos);
        this.replayed = new CallCourse(atNanos);
    }

    /**
     * Replays a flight.
     *
     * @param keys one of which has sealed it, if it is sealed
     * @throws IOException when it cannot be read; {@link FlightReader.Unreadable} says why
     */
    public static Replayed of(Path file, List<FlightKey> keys, Build build) throws IOException {
        FlightIndex index = FlightIndex.of(file, keys);
        try (FlightReader flight = FlightReader.open(file, keys)) {
            Replay replay = new Replay(flight.opening(), index, build);
            for (FlightMoment moment = flight.next(); moment != null; moment = flight.next()) {
                replay.step(moment);
            }
            return replay.result(flight.ending());
        }
    }

    private void step(FlightMoment moment) throws IOException {
        moments++;
        happenUntil(moment.atNanos());
        atNanos = moment.atNanos();
        scheduler.begin(moment);
        answers.begin(moment);
        log.begin(moment);
        supervision.begin(moment);
        if (!isOver) {
            happens(() -> deliver(moment.input()));
        }
        compare(moment);
    }

    /** Something that happens to the call; a bug of its costs the replay nothing: what it did by then is compared. */
    private void happens(Happening happening) throws IOException {
        try {
            happening.happen();
        } catch (RuntimeException bug) {
            raw.add(new ReplayDifference(recorded.millis(atNanos), ReplayDifference.CALL, "it threw " + bug));
        }
    }

    private interface Happening {
        void happen() throws IOException;
    }

    /** What is due before the next moment, and was not in the recorded call. */
    private void happenUntil(long untilNanos) throws IOException {
        while (!isOver) {
            Long timer = scheduler.nextFreeNanos(untilNanos);
            Long mark = phone.nextMarkNanos(untilNanos);
            if (timer == null && mark == null) {
                return;
            }
            boolean isTimer = mark == null || (timer != null && timer - mark <= 0);
            long dueNanos = requireNonNull(isTimer ? timer : mark);
            atNanos = dueNanos - atNanos > 0 ? dueNanos : atNanos;
            scheduler.beginUnrecorded(atNanos);
            if (isTimer) {
                happens(() -> scheduler.fireFree(untilNanos));
            } else {
                happens(() -> call().onPlayed(phone.takeMark()));
            }
            List<FlightRecord> done = log.take();
            done.forEach(record -> replayed.note(record, atNanos));
            isEqual &= done.isEmpty();
        }
    }

    private Call call() {
        Call there = call;
        if (there == null) {
            throw new IllegalStateException("the flight does not begin with its call's beginning");
        }
        return there;
    }

    private void deliver(FlightRecord input) throws IOException {
        switch (input.kind()) {
            case BEGIN -> call = build.begin(opening.setup(supervision::objectionTo), ports());
            case TICK -> scheduler.tick(atNanos);
            case TIMER -> scheduler.fire(input.number());
            case CALLER_AUDIO -> call().onCallerAudio(input.needSound(), input.needSound().length);
            case DIGIT -> call().onDigit((char) input.number());
            case PLAYED -> {
                if (phone.hasSent(input.number())) {
                    call().onPlayed(input.number());
                }
            }
            case PHONE_REJECTED -> call().onFrameRejected(input.text());
            case STREAM_ENDED -> call().onStreamEnded(StreamEnding.valueOf(input.text()));
            case CALL_COMPLETED -> call().onCallCompleted();
            case END_ORDERED -> call().onEndOrdered(CallEnd.valueOf(input.text()));
            case MOVE_ORDERED -> call().onMoveOrdered(input.number(), () -> answers.to(FlightQuestion.MAY_MOVE));
            case SUPERVISED -> supervision.repeat(input);
            case ANNOUNCED -> supervision.announce(input);
            case OWN_VOICE_SAID -> voice.tell(input);
            case TOOL_ACTS, TOOL_ANSWERS -> tools.repeat(input);
            default -> ai.tell(input);
        }
    }

    private CallPorts ports() {
        return new CallPorts(
                phone,
                ai,
                tools,
                scheduler,
                this::onEvent,
                new Unmeasured(),
                new ReplayMemory(log),
                new SoundBudget(Long.MAX_VALUE).witnessed(isSo -> answers.to(FlightQuestion.IS_SOUND_SHORT)),
                new ReplayChats(log, answers),
                taps,
                voice);
    }

    private void onEvent(String callSid, long ignoredNanos, CallEvent event) {
        log.add(FlightKind.EVENT, 0, 0, event);
        isOver |= event instanceof CallEvent.Ended;
    }

    private void compare(FlightMoment moment) {
        List<FlightRecord> before = moment.rest().stream()
                .filter(record -> record.kind().side() == FlightKind.Side.OUT)
                .toList();
        List<FlightRecord> after = log.take();
        before.forEach(record -> recorded.note(record, moment.atNanos()));
        after.forEach(record -> replayed.note(record, moment.atNanos()));
        outputs += before.size();
        for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
            FlightRecord was = i < before.size() ? before.get(i) : null;
            FlightRecord is = i < after.size() ? after.get(i) : null;
            if (was == null || is == null || !RecordText.isSame(was, is)) {
                isEqual = false;
                if (raw.size() < MOST_RAW_DIFFERENCES) {
                    raw.add(new ReplayDifference(
                            recorded.millis(moment.atNanos()),
                            ReplayDifference.CALL,
                            "on " + moment.input().kind() + " it did " + RecordText.of(is) + ", not "
                                    + RecordText.of(was)));
                }
                return; // what follows in this moment follows from that
            }
        }
    }

    private Replayed result(String ending) {
        Comparison comparison = new Comparison(recorded, replayed);
        List<ReplayDifference> differences = new ArrayList<>(comparison.found());
        if (differences.isEmpty() && !isEqual) {
            differences.addAll(raw); // people would notice nothing
        }
        ReplayResult result = new ReplayResult(
                isEqual,
                opening.incoming().callSid(),
                opening.startedAt(),
                opening.build(),
                ending,
                recorded.millis(atNanos),
                moments,
                outputs,
                raw.isEmpty() ? "" : seconds(raw.get(0)),
                comparison.moreMillis(),
                comparison.lessMillis(),
                comparison.otherMillis(),
                List.copyOf(differences));
        return new Replayed(result, recorded.heard(), replayed.heard());
    }

    private static String seconds(ReplayDifference difference) {
        return String.format(Locale.ROOT, "at %.3f s: %s", difference.atMillis() / 1_000.0, difference.words());
    }

    /** What came of it, and both sounds. */
    public record Replayed(ReplayResult result, HeardSound recorded, HeardSound replayed) {}

    private static final class Unmeasured implements LatencyMetrics {
        @Override
        public void uplink(long nanos) {}

        @Override
        public void downlink(long nanos) {}

        @Override
        public void rollover(long nanos) {}
    }
}
