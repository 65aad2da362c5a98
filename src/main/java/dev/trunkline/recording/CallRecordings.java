package dev.trunkline.recording;

import dev.trunkline.bounded.BoundedMap;
import dev.trunkline.call.CallEvent;
import dev.trunkline.call.CallListener;
import dev.trunkline.call.SoundAudience;
import dev.trunkline.call.SoundTaps;
import dev.trunkline.phone.IncomingCall;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records the calls of those routes for which that is configured: takes their sound from their loops, has it written by two threads of its
 * own, pauses it when somebody wants that, and finds it again. A call notices nothing of it, whatever the disk does. Thread-safe.
 */
public final class CallRecordings implements SoundAudience, CallListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CallRecordings.class);
    private static final int CONSENTS_REMEMBERED = 10_000;

    private final RecordingSettings settings;
    private final Surroundings around;
    private final RecordingFolder folder;
    private final List<RecordingKey> keys = new ArrayList<>();
    private final RecordingThreads threads;
    private final Map<String, LiveRecording> live = new ConcurrentHashMap<>();
    private final Set<String> consented =
            Collections.synchronizedSet(Collections.newSetFromMap(new BoundedMap<>(CONSENTS_REMEMBERED)));
    private volatile CallListener listener = (callSid, atNanos, event) -> {};
    private volatile Announcer announcer = Announcer.NONE;

    /**
     * What it needs of its process. Immutable.
     *
     * @param nanoTime the clock of the loops
     * @param wall the time for people
     * @param leavesOut whether the process is pressed so hard that nothing is to be recorded; it counts what it says yes to
     */
    public record Surroundings(
            LongSupplier nanoTime,
            InstantSource wall,
            ThreadFactory threads,
            BooleanSupplier leavesOut,
            RecordingMeters meters) {}

    /** Has something said in the agent's voice. Thread-safe; must not block. */
    public interface Announcer {

        /** Nobody. */
        Announcer NONE = new Announcer() {
            @Override
            public boolean needsAgent(String words) {
                return true;
            }

            @Override
            public boolean say(String callSid, String words) {
                return false;
            }
        };

        /** Whether an agent has to be there to say it; else it is heard before everything else. */
        boolean needsAgent(String words);

        /** Returns false when it cannot be said. */
        boolean say(String callSid, String words);
    }

    /** Records nothing yet. */
    public CallRecordings(RecordingSettings settings, Surroundings around) {
        this.settings = settings;
        this.around = around;
        this.folder = new RecordingFolder(settings.folder());
        if (settings.key() != null) {
            keys.add(settings.key());
        }
        keys.addAll(settings.formerKeys());
        this.threads = new RecordingThreads(around.threads(), this::write);
        if (settings.keepDays() > 0) {
            threads.hourly(this::deleteOld);
        }
    }

    /** All that callers are told before. */
    public Set<String> consents() {
        return settings.consents().values().stream()
                .filter(words -> !words.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Who is told of recordings that are finished, those of a process that died among them; once, before calls come. */
    public void tell(CallListener who) {
        listener = who;
        threads.soon(this::settle);
    }

    /** Who has consent sentences said; once, before calls come. */
    public void speakBy(Announcer who) {
        announcer = who;
    }

    @Override
    public void onStream(IncomingCall call, String route, SoundTaps taps) {
        String words = settings.consents().get(route);
        String callSid = call.callSid();
        if (words == null || !RecordingFolder.isSid(callSid) || !RecordingFolder.isSid(call.streamSid())) {
            return;
        }
        if (around.leavesOut().getAsBoolean()) {
            LOG.atWarn().addKeyValue("callSid", callSid).log("not recorded: the process is pressed");
            return;
        }
        RecordedStream stream = new RecordedStream(
                callSid,
                call.streamSid(),
                route,
                taps.beganNanos(),
                around.wall().millis());
        boolean asks = !words.isEmpty() && !consented.contains(callSid);
        LiveRecording recording = new LiveRecording(
                stream, taps, asks ? new Consent(words, announcer.needsAgent(words)) : null, settings);
        recording.begin();
        live.put(callSid, recording);
        threads.begin(new PartWriter(stream, folder, settings.format(), settings.key(), around.meters()));
    }

    @Override
    public void onEvent(String callSid, long atNanos, CallEvent event) {
        LiveRecording recording = live.get(callSid);
        if (recording == null) {
            return;
        }
        switch (recording.onEvent(event, atNanos)) {
            case SAY -> recording.soon(() -> ask(callSid, recording.route()));
            case CONSENTED -> consented.add(callSid);
            case REFUSED -> LOG.atInfo().addKeyValue("callSid", callSid).log("not recorded: no consent");
            case NOTHING -> {}
        }
    }

    private void ask(String callSid, String route) {
        if (!announcer.say(callSid, settings.consents().getOrDefault(route, ""))) {
            LOG.atWarn().addKeyValue("callSid", callSid).log("not recorded: the consent cannot be said");
        }
    }

    /**
     * Somebody pauses a call's recording, or has it go on as far as it is for him: whoever else holds it still does. An operator ends the
     * agent's pause too.
     *
     * @return false when the call is not being recorded here
     */
    public boolean pause(String callSid, Hold who, boolean isPaused) {
        LiveRecording recording = live.get(callSid);
        if (recording != null) {
            recording.pause(who, isPaused);
        }
        return recording != null;
    }

    /** Whether a call's sound is taken here now, though it may be paused. */
    public boolean isRecorded(String callSid) {
        return live.containsKey(callSid);
    }

    /**
     * Opens what there is of a call, on a thread of its own.
     *
     * @return null when there is nothing; it is to be closed. Fails when it cannot be opened; the message says why
     */
    @SuppressWarnings("NullAway") // it does not read what a type argument may be
    public CompletableFuture<@Nullable StoredRecording> open(String callSid) {
        return threads.submit(() -> StoredRecording.open(folder, callSid, keys));
    }

    /** Reads the next part of an open recording, on that thread; fewer bytes at its end. */
    public CompletableFuture<byte[]> read(StoredRecording recording, long from, int length) {
        return threads.submit(() -> recording.readFully(from, length));
    }

    /**
     * Deletes what there is of these calls, and records no more of them.
     *
     * @return how many files that was
     */
    public CompletableFuture<Integer> erase(Collection<String> callSids) {
        callSids.forEach(callSid -> {
            LiveRecording recording = live.remove(callSid);
            if (recording != null) {
                recording.discard();
            }
        });
        return threads.submit(() -> {
            int deleted = 0;
            for (String callSid : callSids) {
                deleted += folder.delete(callSid);
            }
            return deleted;
        });
    }

    private boolean write(PartWriter part) {
        boolean isDone = part.work(around.nanoTime().getAsLong(), isPressed());
        RecordedStream stream = part.stream();
        if (isDone) {
            live.computeIfPresent(stream.callSid(), (callSid, newest) -> newest.isOf(stream) ? null : newest);
        }
        if (isDone && stream.isDiscarded()) {
            delete(stream.callSid());
        } else if (isDone && part.isAnything()) {
            listener.onEvent(
                    stream.callSid(),
                    around.nanoTime().getAsLong(),
                    new CallEvent.Recorded(
                            stream.streamSid(), settings.format().label(), part.millis(), part.isComplete()));
        }
        return isDone;
    }

    private boolean isPressed() {
        return around.leavesOut().getAsBoolean();
    }

    private void delete(String callSid) {
        try {
            folder.delete(callSid);
        } catch (IOException e) {
            isNotDeleted(callSid, e);
        }
    }

    private static void isNotDeleted(String callSid, IOException why) {
        LOG.atError()
                .addKeyValue("callSid", callSid)
                .addKeyValue("cause", String.valueOf(why))
                .log("a recording cannot be deleted");
    }

    void deleteOld() {
        long oldest = around.wall().millis() - TimeUnit.DAYS.toMillis(settings.keepDays());
        try {
            folder.callSids().forEach(callSid -> deleteIfOld(callSid, oldest));
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("cause", String.valueOf(e)).log("old recordings are not deleted");
        }
    }

    /** One that cannot be looked at keeps no other. */
    private void deleteIfOld(String callSid, long oldestMillis) {
        try {
            if (!live.containsKey(callSid) && folder.newestMillis(callSid) < oldestMillis) {
                folder.delete(callSid);
            }
        } catch (IOException e) {
            isNotDeleted(callSid, e);
        }
    }

    /** What a process that died has left: it is as long as its sound, and not complete. */
    private void settle() {
        try {
            folder.callSids().stream()
                    .filter(callSid -> !live.containsKey(callSid))
                    .forEach(this::settleAsFarAsPossible);
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("cause", String.valueOf(e)).log("recordings cannot be listed");
        }
    }

    private void settleAsFarAsPossible(String callSid) {
        try {
            settle(callSid);
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("callSid", callSid)
                    .addKeyValue("cause", String.valueOf(e))
                    .log("a recording is as the process left it that died");
        }
    }

    private void settle(String callSid) throws IOException {
        for (RecordingFolder.Part part : folder.parts(callSid)) {
            if (part.index().state().equals(RecordingIndex.RECORDING)) {
                RecordingIndex settled = StoredRecording.settled(part, keys);
                folder.write(settled);
                listener.onEvent(
                        callSid,
                        around.nanoTime().getAsLong(),
                        new CallEvent.Recorded(settled.streamSid(), settled.format(), settled.durationMillis(), false));
            }
        }
    }

    /** Writes what has come, for a few seconds at most. */
    @Override
    public void close() {
        threads.close();
    }
}
