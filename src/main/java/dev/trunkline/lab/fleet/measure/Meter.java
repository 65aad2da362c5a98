package dev.trunkline.lab.fleet.measure;

import dev.trunkline.lab.panel.InteractionPanel;
import dev.trunkline.lab.panel.PanelEvent;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.HdrHistogram.Recorder;

/** Where all calls write down what they measure. Thread-safe; writing allocates nothing and waits for nobody. */
public final class Meter {

    /** Longer than anything a caller would wait for. */
    static final long LONGEST_MICROS = 60_000_000;

    static final int DIGITS = 3;

    private static final int FRAME_BYTES = 160;
    private static final long MOST_ANSWER_BYTES = 600 * 8_000; // what Twilio queues

    private final Map<Measure, Recorder> recorders = new EnumMap<>(Measure.class);
    private final Recorder answers = new Recorder(MOST_ANSWER_BYTES, DIGITS);
    private final Queue<PanelEvent> conversations = new ConcurrentLinkedQueue<>();
    private final Map<Count, LongAdder> counts = new EnumMap<>(Count.class);

    /** Everything is nought. */
    public Meter() {
        for (Measure measure : Measure.values()) {
            recorders.put(measure, new Recorder(LONGEST_MICROS, DIGITS));
        }
        for (Count count : Count.values()) {
            counts.put(count, new LongAdder());
        }
    }

    /** Something took so long. */
    public void time(Measure measure, long nanos) {
        long micros = Math.max(0, Math.min(LONGEST_MICROS, nanos / 1_000));
        Recorder recorder = recorders.get(measure);
        if (recorder != null) {
            recorder.recordValue(micros);
        }
    }

    /** An answer that nobody interrupted was heard to its end. */
    public void answer(long bytes) {
        answers.recordValue(Math.min(bytes, MOST_ANSWER_BYTES));
    }

    /**
     * Frames of 20 ms by which answers were shorter than most; of any use when all answers are the same, as a canned far
     * end's are. What is longer was two answers in one. One asker, once.
     */
    public long framesMissing() {
        Histogram bytes = answers.getIntervalHistogram();
        long usual = 0;
        long usualCount = 0;
        for (HistogramIterationValue value : bytes.recordedValues()) {
            if (value.getCountAtValueIteratedTo() >= usualCount) {
                usual = value.getValueIteratedTo();
                usualCount = value.getCountAtValueIteratedTo();
            }
        }
        long frames = 0;
        for (HistogramIterationValue value : bytes.recordedValues()) {
            long missing = Math.max(0, usual - value.getValueIteratedTo()) / FRAME_BYTES;
            frames += missing * value.getCountAtValueIteratedTo();
        }
        return frames;
    }

    /** It happened once more. */
    public void count(Count count) {
        count(count, 1);
    }

    /** It happened so often more. */
    public void count(Count count, long more) {
        LongAdder adder = counts.get(count);
        if (adder != null) {
            adder.add(more);
        }
    }

    /** How caller and agent spoke together in a call that is over. */
    public void conversation(List<PanelEvent> events) {
        conversations.addAll(events);
    }

    /** The same of all calls that are over. */
    public InteractionPanel panel() {
        return InteractionPanel.of(List.copyOf(conversations));
    }

    /** How often it has happened. */
    public long counted(Count count) {
        LongAdder adder = counts.get(count);
        return adder == null ? 0 : adder.sum();
    }

    /** What was measured since this was last asked; one asker only. */
    public Map<Measure, Histogram> take() {
        Map<Measure, Histogram> taken = new EnumMap<>(Measure.class);
        recorders.forEach((measure, recorder) -> taken.put(measure, recorder.getIntervalHistogram()));
        return taken;
    }
}
