package dev.trunkline.replay;

import dev.trunkline.flight.FlightKind;
import dev.trunkline.phone.PhoneLeg;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The phone of a replayed call. A mark that the recorded call sent too comes back when it did there; any other when what stood
 * before it would have been played. Confined to one thread.
 */
final class ReplayPhone implements PhoneLeg {

    private final ReplayLog log;
    private final FlightIndex index;
    private final LongSupplier nowNanos; // of the moment
    private final HeardSound heard;
    private final Set<Long> sent = new HashSet<>();
    private final List<Due> due = new ArrayList<>();

    private record Due(long mark, long atNanos) {}

    ReplayPhone(ReplayLog log, FlightIndex index, LongSupplier nowNanos, HeardSound heard) {
        this.log = log;
        this.index = index;
        this.nowNanos = nowNanos;
        this.heard = heard;
    }

    @Override
    public void play(byte[] muLaw, int lengthBytes) {
        log.addSound(FlightKind.PLAY, muLaw, lengthBytes);
        heard.play(muLaw, lengthBytes, nowNanos.getAsLong());
    }

    @Override
    public void mark(long mark) {
        log.add(FlightKind.MARK, mark, 0, null);
        sent.add(mark);
        if (!index.hasMark(mark)) {
            due.add(new Due(mark, heard.dryNanos(nowNanos.getAsLong())));
        }
    }

    @Override
    public void clear() {
        log.add(FlightKind.CLEAR, 0, 0, null);
        long atNanos = nowNanos.getAsLong();
        heard.clear(atNanos);
        due.replaceAll(mark -> new Due(mark.mark(), atNanos));
    }

    @Override
    public void flush() {
        log.add(FlightKind.PHONE_FLUSH, 0, 0, null);
    }

    @Override
    public void leave() {
        log.add(FlightKind.LEAVE, 0, 0, null);
        due.clear();
    }

    /** Whether a mark that came back in the recorded call was sent in this one. */
    boolean hasSent(long mark) {
        return sent.contains(mark);
    }

    /** When the next mark comes back that the recorded call did not send; null when none does before {@code nanos}. */
    @Nullable
    Long nextMarkNanos(long nanos) {
        return due.isEmpty() || due.get(0).atNanos() - nanos > 0
                ? null
                : due.get(0).atNanos();
    }

    /** That mark. */
    long takeMark() {
        return due.remove(0).mark();
    }
}
