package dev.trunkline.recording;

import dev.trunkline.audio.MuLaw;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one stream's recording. A disk that fails, or a bug, ends it: what is there stays, and says that it is not all. Nothing is made
 * for a stream of which there is nothing to hear. Confined to one of the writers' threads.
 */
final class PartWriter {

    private static final Logger LOG = LoggerFactory.getLogger(PartWriter.class);
    private static final int AT_A_TIME = 64; // pieces: half a second and more
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final RecordedStream stream;
    private final RecordingFolder folder;
    private final RecordingFormat format;
    private final @Nullable RecordingKey key;
    private final RecordingMeters meters;
    private final TimeLine timeLine;
    private final List<RecordingIndex.Pause> pauses = new ArrayList<>();
    private @Nullable StereoEncoder encoder;
    private long silentFrames; // before the file was made
    private boolean hasFailed;
    private long lostFrames;
    private long droppedFrames; // by the queue, as far as they were counted

    PartWriter(
            RecordedStream stream,
            RecordingFolder folder,
            RecordingFormat format,
            @Nullable RecordingKey key,
            RecordingMeters meters) {
        this.stream = stream;
        this.folder = folder;
        this.format = format;
        this.key = key;
        this.meters = meters;
        this.timeLine = new TimeLine(stream.beganNanos());
    }

    RecordedStream stream() {
        return stream;
    }

    /**
     * Writes what has come.
     *
     * @param nowNanos everything that happened before has been told
     * @param leavesOut whether there is no time for it: it is silence then
     * @return whether that was all
     */
    boolean work(long nowNanos, boolean leavesOut) {
        timeLine.mute(leavesOut || hasFailed || stream.isDiscarded());
        try {
            write(nowNanos, leavesOut);
            noteMarks();
            if (timeLine.isFinished()) {
                close();
            }
        } catch (IOException e) {
            fail(e);
        } catch (RuntimeException | Error bug) {
            // It would throw again each time. To the others it is over, so that its file is closed and nobody takes it
            // for live.
            LOG.atError().addKeyValue("callSid", stream.callSid()).setCause(bug).log("a recording failed");
            fail(bug);
            return true;
        }
        return timeLine.isFinished();
    }

    private void write(long nowNanos, boolean leavesOut) throws IOException {
        long lostBefore = timeLine.lost();
        int drained;
        boolean isEnded;
        do {
            isEnded = stream.queue().isEnded(); // first: all that came before can be read then
            drained = stream.queue().drainTo(timeLine, AT_A_TIME);
            if (drained == AT_A_TIME) {
                timeLine.giveOn(this::write);
            } else {
                timeLine.giveOn(nowNanos, this::write);
            }
        } while (drained == AT_A_TIME);
        if (isEnded && !timeLine.hasEnd()) { // the ring had no room for it
            timeLine.onEnded(nowNanos);
            timeLine.giveOn(nowNanos, this::write);
        }
        lose(hasFailed ? "disk" : leavesOut ? "load" : "slow", timeLine.lost() - lostBefore);
        long dropped = stream.queue().lost();
        lose("slow", dropped - droppedFrames);
        droppedFrames = dropped;
        if (encoder != null && !hasFailed) {
            encoder.flush();
        }
    }

    private void lose(String reason, long frames) {
        if (frames > 0 && !stream.isDiscarded()) {
            lostFrames += frames;
            meters.lost(reason, frames);
        }
    }

    private void write(byte[] interleaved, int frames) throws IOException {
        if (hasFailed || stream.isDiscarded()) {
            return;
        }
        if (encoder == null) {
            if (isSilent(interleaved, frames)) {
                silentFrames += frames;
                return;
            }
            encoder = open();
            encoder.silence(silentFrames);
        }
        encoder.write(interleaved, frames);
    }

    private static boolean isSilent(byte[] interleaved, int frames) {
        for (int i = 0; i < 2 * frames; i++) {
            if (interleaved[i] != MuLaw.SILENCE) {
                return false;
            }
        }
        return true;
    }

    private StereoEncoder open() throws IOException {
        RecordingIndex index = index(RecordingIndex.RECORDING);
        var path = folder.sound(index);
        folder.write(index);
        SoundFile file = key == null ? new SoundFile(path) : new SealedFile(path, key);
        return format == RecordingFormat.WAV
                ? new MuLawWav(file, key == null)
                : new OggOpus(file, stream.streamSid().hashCode());
    }

    private RecordingIndex index(String state) {
        return new RecordingIndex(
                stream.callSid(),
                stream.streamSid(),
                stream.route(),
                format.label(),
                key == null ? null : key.id(),
                stream.beganMillis(),
                timeLine.millis(),
                state,
                lostFrames,
                List.copyOf(pauses));
    }

    private void noteMarks() throws IOException {
        boolean isNews = false;
        for (RecordedStream.Mark mark = stream.takeMark(); mark != null; mark = stream.takeMark()) {
            note(mark);
            isNews = true;
        }
        if (isNews && encoder != null && !hasFailed && !stream.isDiscarded()) {
            folder.write(index(RecordingIndex.RECORDING));
        }
    }

    private void note(RecordedStream.Mark mark) {
        long atMillis = Math.max(0, mark.atNanos() - stream.beganNanos()) / NANOS_PER_MILLI;
        String by = mark.hold().label();
        if (mark.begins()) {
            pauses.add(new RecordingIndex.Pause(atMillis, null, by));
            return;
        }
        for (int i = 0; i < pauses.size(); i++) {
            RecordingIndex.Pause pause = pauses.get(i);
            if (pause.by().equals(by) && pause.toMillis() == null) {
                pauses.set(i, new RecordingIndex.Pause(pause.fromMillis(), atMillis, by));
            }
        }
    }

    private void close() throws IOException {
        StereoEncoder open = encoder;
        if (open != null && !hasFailed) {
            open.close();
            if (!stream.isDiscarded()) {
                folder.write(index(isComplete() ? RecordingIndex.COMPLETE : RecordingIndex.INCOMPLETE));
            }
        }
    }

    private void fail(Throwable cause) {
        if (hasFailed) {
            return;
        }
        hasFailed = true;
        LOG.atWarn()
                .addKeyValue("callSid", stream.callSid())
                .addKeyValue("cause", String.valueOf(cause))
                .log("recording is not complete");
        lose("disk", 1);
        try {
            if (encoder != null) {
                encoder.close();
                folder.write(index(RecordingIndex.INCOMPLETE));
            }
        } catch (IOException | RuntimeException full) {
            LOG.atDebug().addKeyValue("cause", String.valueOf(full)).log("and cannot say so");
        }
    }

    /** Whether there is anything of it, or should be. */
    boolean isAnything() {
        return (encoder != null || hasFailed) && !stream.isDiscarded();
    }

    boolean isComplete() {
        return lostFrames == 0;
    }

    long millis() {
        return timeLine.millis();
    }
}
