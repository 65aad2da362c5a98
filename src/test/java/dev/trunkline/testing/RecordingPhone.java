package dev.trunkline.testing;

import dev.trunkline.audio.MuLaw;
import dev.trunkline.phone.PhoneEvents;
import dev.trunkline.phone.PhoneLeg;
import dev.trunkline.time.Scheduler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A phone in virtual time: plays 8 bytes a millisecond of what it was sent, one piece behind the other, and returns marks
 * when what stood before them has been played or cleared. Nothing it is asked for happens before {@link #flush}, as on a
 * socket. Keeps everything.
 */
public final class RecordingPhone implements PhoneLeg {

    public static final int RATE_HZ = 8_000;

    private static final long NANOS_PER_BYTE = 125_000;

    private final ManualScheduler scheduler;
    private final long beganNanos;
    private final List<Runnable> unflushed = new ArrayList<>();
    private final List<Piece> pieces = new ArrayList<>();
    private final List<Frame> frames = new ArrayList<>();
    private final List<SentMark> marks = new ArrayList<>();
    private final List<PendingMark> pendingMarks = new ArrayList<>();
    private final List<Long> clearsMillis = new ArrayList<>();
    private final List<String> lateRequests = new ArrayList<>();
    private @Nullable PhoneEvents events;
    private long dryAtNanos;
    private long clearCostNanos;
    private boolean losesMarks;
    private boolean broken;
    private boolean left;

    public RecordingPhone(ManualScheduler scheduler) {
        this.scheduler = scheduler;
        this.beganNanos = scheduler.elapsedNanos();
        this.dryAtNanos = beganNanos;
    }

    /** Sound that was sent. */
    public record Frame(long atMillis, int lengthBytes) {}

    /** A mark that was sent, behind {@code sentMillis} of sound in all. */
    public record SentMark(long atMillis, long sentMillis, long number) {}

    private static final class Piece {
        private final long startNanos;
        private final byte[] muLaw;

        Piece(long startNanos, byte[] muLaw) {
            this.startNanos = startNanos;
            this.muLaw = muLaw;
        }
    }

    private record PendingMark(long number, Scheduler.Timer timer) {}

    /** From now on {@code events} hears what the phone tells. */
    public void attach(PhoneEvents call) {
        this.events = call;
    }

    /** From now on marks never come back. */
    public void loseMarks() {
        losesMarks = true;
    }

    /** Writing a clear takes so long. */
    public void clearTakes(long nanos) {
        clearCostNanos = nanos;
    }

    /** From now on it throws when it is to play something: a bug. */
    public void breakDown() {
        broken = true;
    }

    @Override
    public void play(byte[] muLaw, int lengthBytes) {
        if (broken) {
            throw new IllegalStateException("a bug in the phone leg");
        }
        byte[] copy = Arrays.copyOf(muLaw, lengthBytes);
        request("play", () -> {
            frames.add(new Frame(scheduler.elapsedMillis(), copy.length));
            long startNanos = Math.max(dryAtNanos, scheduler.elapsedNanos());
            pieces.add(new Piece(startNanos, copy));
            dryAtNanos = startNanos + copy.length * NANOS_PER_BYTE;
        });
    }

    @Override
    public void mark(long number) {
        request("mark", () -> {
            long sentBytes =
                    pieces.stream().mapToLong(piece -> piece.muLaw.length).sum();
            marks.add(new SentMark(scheduler.elapsedMillis(), sentBytes / 8, number));
            if (!losesMarks) {
                long leftNanos = Math.max(0, dryAtNanos - scheduler.elapsedNanos());
                Scheduler.Timer timer = scheduler.after(leftNanos, () -> returnMark(number));
                pendingMarks.add(new PendingMark(number, timer));
            }
        });
    }

    @Override
    public void clear() {
        request("clear", () -> {
            scheduler.stall(clearCostNanos);
            long nowNanos = scheduler.elapsedNanos();
            clearsMillis.add(scheduler.elapsedMillis());
            pieces.removeIf(piece -> piece.startNanos >= nowNanos);
            if (!pieces.isEmpty()) {
                Piece last = pieces.remove(pieces.size() - 1);
                int played = (int) Math.min(last.muLaw.length, (nowNanos - last.startNanos) / NANOS_PER_BYTE);
                pieces.add(new Piece(last.startNanos, Arrays.copyOf(last.muLaw, played)));
            }
            dryAtNanos = Math.min(dryAtNanos, nowNanos);
            for (PendingMark mark : List.copyOf(pendingMarks)) {
                mark.timer.cancel();
                scheduler.after(0, () -> returnMark(mark.number));
            }
        });
    }

    @Override
    public void flush() {
        if (left) {
            lateRequests.add("flush");
        }
        List<Runnable> requests = List.copyOf(unflushed);
        unflushed.clear();
        requests.forEach(Runnable::run);
    }

    @Override
    public void leave() {
        if (left) {
            lateRequests.add("leave");
        }
        flushSilently();
        left = true;
        pendingMarks.forEach(mark -> mark.timer.cancel());
        pendingMarks.clear();
    }

    private void flushSilently() {
        unflushed.forEach(Runnable::run);
        unflushed.clear();
    }

    private void request(String what, Runnable request) {
        if (left) {
            lateRequests.add(what);
        } else {
            unflushed.add(request);
        }
    }

    private void returnMark(long number) {
        pendingMarks.removeIf(mark -> mark.number == number);
        if (events != null) {
            events.onPlayed(number);
        }
    }

    /** What the ear got from the beginning until now, silence where nothing was played. */
    public byte[] heardMuLaw() {
        byte[] heard = new byte[(int) ((scheduler.elapsedNanos() - beganNanos) / NANOS_PER_BYTE)];
        Arrays.fill(heard, MuLaw.SILENCE);
        for (Piece piece : pieces) {
            int at = (int) ((piece.startNanos - beganNanos) / NANOS_PER_BYTE);
            int length = Math.min(piece.muLaw.length, heard.length - at);
            System.arraycopy(piece.muLaw, 0, heard, Math.min(at, heard.length), Math.max(0, length));
        }
        return heard;
    }

    /** The same as samples. */
    public short[] heard() {
        return heard(0, Integer.MAX_VALUE);
    }

    /** What the ear got between two times since the beginning. */
    public short[] heard(int fromMillis, int toMillis) {
        byte[] codes = heardMuLaw();
        int from = Math.min(codes.length, fromMillis * 8);
        int to = (int) Math.min(codes.length, toMillis * 8L);
        short[] samples = new short[to - from];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = MuLaw.decode(codes[from + i]);
        }
        return samples;
    }

    /** How long anything has sounded at the ear. */
    public long soundedMillis() {
        return Tones.soundingMillis(heard(), RATE_HZ);
    }

    /** How much sound still waits to be played, in ms. */
    public long leadMillis() {
        return Math.max(0, dryAtNanos - scheduler.elapsedNanos()) / 1_000_000;
    }

    public List<Frame> frames() {
        return frames;
    }

    public List<SentMark> marks() {
        return marks;
    }

    /** When the phone was cleared, in ms since the beginning of virtual time. */
    public List<Long> clearsMillis() {
        return clearsMillis;
    }

    public boolean hasLeft() {
        return left;
    }

    /** What it was asked for after it had been told to leave: nothing, one hopes. */
    public List<String> lateRequests() {
        return lateRequests;
    }

    /** What it was asked for and never told to write. */
    public int unflushedRequests() {
        return unflushed.size();
    }
}
