package dev.trunkline.lab.farend;

import dev.trunkline.time.Scheduler;
import java.util.concurrent.TimeUnit;

/**
 * A session's ears, and what it does about what they hear: tags begin and end utterances, and are obeyed. Confined to the
 * session's loop; allocates nothing for sound that is no tag.
 */
final class RealtimeHearing implements CallerEar.Listener {

    private static final long UTTERANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long GOES_ON_NANOS = TimeUnit.MILLISECONDS.toNanos(700); // behind an interruption

    private final FarEndSettings settings;
    private final SettledSession session;
    private final CannedSpeaker speaker;
    private final RealtimeUtterances utterances;
    private final ChatJournal journal;
    private final Scheduler scheduler;
    private final Runnable flush;
    private CallerEar ear;
    private byte[] linear16 = new byte[0];
    private long heardBytes;
    private int tags;
    private int frames;

    /** @param flush sends what was written */
    RealtimeHearing(
            FarEndSettings settings,
            SettledSession session,
            CannedSpeaker speaker,
            RealtimeUtterances utterances,
            ChatJournal journal,
            Scheduler scheduler,
            Runnable flush) {
        this.settings = settings;
        this.session = session;
        this.speaker = speaker;
        this.utterances = utterances;
        this.journal = journal;
        this.scheduler = scheduler;
        this.flush = flush;
        this.ear = ear();
    }

    private CallerEar ear() {
        return new CallerEar(session.hears().sampleRateHz(), settings.numbered(), this);
    }

    /** The session has perhaps another format now. */
    void settle() {
        ear = ear();
    }

    /** The caller's next sound, in the session's format. */
    void hear(byte[] sound, int lengthBytes) {
        heardBytes += lengthBytes;
        int every = settings.script().framesPerInterim();
        if (every > 0 && ++frames % every == 0) {
            utterances.interim();
        }
        if (session.hears() == RealtimeFormat.PCM) {
            ear.hear(sound, lengthBytes);
            return;
        }
        if (linear16.length < 2 * lengthBytes) {
            linear16 = new byte[2 * lengthBytes];
        }
        Companding.linear16(sound, lengthBytes, linear16);
        ear.hear(linear16, 2 * lengthBytes);
    }

    @Override
    public void onWord(int word) {
        journal.noteChat("word", word);
    }

    @Override
    public void onTag(Tag tag) {
        int index = tags++;
        journal.note(tag.label(), index);
        if (session.detectsTurns()) {
            switch (tag) {
                case TALK -> onTalk(index);
                case INTERRUPT -> onInterrupt(index);
            }
        }
    }

    /** Who asks while the agent is heard interrupts nobody: what was said is heard to its end, and the answer follows. */
    private void onTalk(int index) {
        if (!speaker.isHeard()) {
            utterances.start(heardBytes);
            utterances.end(heardBytes);
        }
        if (session.createsResponses()) {
            speaker.answer(index);
        }
    }

    private void onInterrupt(int index) {
        utterances.start(heardBytes);
        if (session.interruptsResponses()) {
            interrupted();
        }
        // Before it can be heard: nobody is to react to what has not been noted.
        journal.note(Tag.INTERRUPT.obeyed(), index);
        journal.noteChat(ChatJournal.INTERRUPTED, 0);
        flush.run();
        scheduler.after(UTTERANCE_NANOS, () -> {
            utterances.end(heardBytes);
            flush.run();
        });
    }

    /** After an interruption a numbered agent talks on by itself; others wait until they are asked. */
    void interrupted() {
        if (settings.numbered()) {
            speaker.goOnAfter(GOES_ON_NANOS);
        } else {
            speaker.stop();
        }
    }
}
