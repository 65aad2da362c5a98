package dev.trunkline.engine.realtime.session;

import dev.trunkline.engine.hearing.AudioInputDecoder;
import dev.trunkline.engine.hearing.SpeechPipeline;
import dev.trunkline.engine.realtime.wire.BadEvent;
import dev.trunkline.engine.realtime.wire.ServerEvent;
import dev.trunkline.engine.realtime.wire.SessionConfig;
import dev.trunkline.engine.realtime.wire.TurnRule;
import dev.trunkline.engine.realtime.wire.WireId;
import dev.trunkline.engine.turns.MessageRate;
import dev.trunkline.engine.wire.AudioFormat;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The caller's sound, as the client appends it: cut into turns as the session's rule says, or as the client commits them. Confined to the session's
 * loop.
 */
final class InputBuffer implements SpeechPipeline.Listener {

    private static final long FRAME_NANOS = UncommittedSound.FRAME_MILLIS * 1_000_000L;
    private static final long LEAST_COMMIT_MILLIS = 100; // documented
    private static final long MAX_AHEAD_NANOS = 30_000_000_000L; // as in EVI's chats
    private static final int DICTATION_SPEED = 20; // how much quicker than speech: nothing is done but keeping it
    private static final long MAX_EVENT_MILLIS = 60_000;
    private static final long MAX_JUDGED_MILLIS = 20_000; // looking for turns in it takes the loop 70 ms
    private static final int SLICE_BYTES = 64 * 1_024; // less than the ten seconds of any format that ears take at once

    /** Hears what the caller does. */
    interface Listener {

        /** A turn has begun. */
        void onCallerBegins();

        /** What the caller seems to have said, in a turn that may be over. */
        void onGuess(SpeechPipeline.Words words);

        /**
         * It is known what was said in the oldest turn that was not known, or that nobody will know.
         *
         * @param isClients whether answering it is the client's affair
         */
        void onCallerSaid(boolean isClients);

        /** Nothing was said in the oldest turn that was not known, or what had begun was none. */
        void onCallerSaidNothing();

        /** The client does not want what had begun. */
        void onCallerForgotten();

        /** It is known what is said in an item of sound, or that nobody will know. */
        void onItemUnderstood();
    }

    private final SessionContext context;
    private final Listener listener;
    private final CallerItems callers;
    private final SpeechPipeline hearing;
    private final SoundItems soundItems;
    private final UncommittedSound sound;
    private final MessageRate rate;
    private SessionConfig.Input input;
    private @Nullable String turnId; // of the item that the turn will be; null while there is no turn
    private @Nullable String begunId; // the same of one that has begun before it was left to the client to end it
    private boolean committing; // what is no turn becomes an item all the same

    InputBuffer(SessionContext context, SessionConfig.Input input, Items items, Listener listener) {
        this.context = context;
        this.input = input;
        this.listener = listener;
        this.callers = new CallerItems(context, items);
        this.soundItems = new SoundItems(context, callers, this::isTranscribed, listener::onItemUnderstood);
        this.sound = new UncommittedSound(context.memory());
        this.rate = new MessageRate(context.peer()::holdBack, context.scheduler(), MAX_AHEAD_NANOS);
        this.hearing = new SpeechPipeline(
                context.agent().hearing(),
                TurnRules.settings(input.turns()),
                context.scheduler(),
                context.loop(),
                this);
        declare();
        if (input.turns() == null) {
            hearing.dictated();
        }
        sound.keep(input.turns() == null);
    }

    /** What holds from now on. */
    void apply(SessionConfig.Input changed) {
        SessionConfig.Input before = input;
        input = changed;
        if (before.format() != changed.format()) {
            declare();
        }
        TurnRule turns = changed.turns();
        if (turns == null && before.turns() != null) {
            hearing.dictated();
            if (turnId == null) {
                sound.forget(); // as ears have; a turn that has begun goes on
            }
            begunId = turnId;
            turnId = null;
        } else if (turns != null && !turns.equals(before.turns())) {
            hearing.settings(TurnRules.settings(turns));
            if (before.turns() == null) {
                forget();
            }
        }
        sound.keep(turns == null);
    }

    private void declare() {
        AudioFormat format = new AudioFormat(input.format().sampleRateHz(), 1);
        hearing.declareRaw(format, input.format().input());
    }

    /** More sound. */
    void append(byte[] bytes) {
        long maxMillis = input.turns() == null ? MAX_EVENT_MILLIS : MAX_JUDGED_MILLIS;
        long millis = input.format().millisOf(bytes.length);
        if (millis > maxMillis) {
            throw BadEvent.invalid("audio", "an event may hold " + maxMillis / 1_000 + " seconds of sound");
        }
        sound.require(millis);
        if (bytes.length <= SLICE_BYTES) {
            hearing.accept(bytes);
        } else { // a whole recording is more than ears take at once
            for (int from = 0; from < bytes.length; from += SLICE_BYTES) {
                hearing.accept(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + SLICE_BYTES)));
            }
        }
        context.journal().heardSound();
        rate.keep();
    }

    /** The client says that the caller's turn is over. */
    void commit() {
        long bufferedMillis = sound.millis();
        if (bufferedMillis < LEAST_COMMIT_MILLIS) {
            throw new BadEvent(
                    "input_audio_buffer_commit_empty",
                    "The buffer holds " + bufferedMillis + " ms of sound; there must be " + LEAST_COMMIT_MILLIS + ".",
                    null);
        }
        if (turnId == null) {
            turnId = begunId == null
                    ? WireId.next("item")
                    : begunId; // so that its failure is told from that of an earlier one
        }
        committing = true;
        boolean isTurn = hearing.finishTurn();
        committing = false;
        if (!isTurn) {
            callers.silence(takeTurnId(), isTranscribed());
            listener.onCallerSaidNothing();
        }
    }

    /** What was not committed is forgotten. */
    void clear() {
        hearing.forgetTurn();
        turnId = null;
        forget();
        context.peer().send(new ServerEvent.Cleared());
        listener.onCallerForgotten();
    }

    private void forget() {
        begunId = null;
        sound.forget();
    }

    /** Nobody has said anything for so long: that is told as a turn without words. */
    void commitSilence(long millis) {
        String id = WireId.next("item");
        context.peer()
                .send(new ServerEvent.TimeoutTriggered(
                        Math.max(0, sound.soundMillis() - millis), sound.soundMillis(), id));
        forget();
        callers.silence(id, isTranscribed());
    }

    /** Sound that is an item of the client's. */
    void understand(byte[] bytes, String itemId) {
        soundItems.understand(bytes, input.format(), itemId);
    }

    /** Whether the caller's turn is not over. */
    boolean isSpeaking() {
        return turnId != null;
    }

    /** Whether a turn is over of which nobody knows yet what was said. */
    boolean isUnderstanding() {
        return callers.areAwaited() || soundItems.areAwaited();
    }

    void close() {
        soundItems.close();
        hearing.close();
    }

    @Override
    public void onFrame(short[] samples) {
        sound.frame();
        rate.spend(input.turns() == null ? FRAME_NANOS / DICTATION_SPEED : FRAME_NANOS);
    }

    @Override
    public boolean isEcho(short[] samples) {
        return false; // the protocol leaves that to clients
    }

    @Override
    public boolean isAgentSpeaking() {
        return false; // every turn counts, also one over the agent's words
    }

    @Override
    public void onHeard(short[] samples, long runMillis, boolean inTurn) {
        TurnRule turns = input.turns();
        if (turns == null) {
            return;
        }
        if (inTurn && turnId == null) {
            String id = WireId.next("item");
            turnId = id;
            long paddingMillis = TurnRules.settings(turns).prefixPaddingMillis();
            long startMillis = Math.max(sound.fromMillis(), sound.soundMillis() - runMillis - paddingMillis);
            sound.beginAt(startMillis);
            context.peer().send(new ServerEvent.SpeechStarted(startMillis, id));
            context.latency().forget();
            listener.onCallerBegins();
        }
    }

    @Override
    public void onDiscarded() {
        if (turnId != null && !committing) {
            context.peer().send(new ServerEvent.SpeechStopped(sound.soundMillis(), takeTurnId()));
            listener.onCallerSaidNothing();
        }
    }

    @Override
    public void onInterim(SpeechPipeline.Words words, boolean paused) {
        if (paused && !words.isNothing()) {
            listener.onGuess(words);
        }
    }

    @Override
    public void onEndOfTurn() {
        context.latency().callerFinished();
        endTurn();
    }

    private void endTurn() {
        boolean isFound = turnId != null && input.turns() != null;
        long lengthMillis = sound.millis();
        String id = takeTurnId();
        if (isFound) {
            context.peer().send(new ServerEvent.SpeechStopped(sound.soundMillis(), id));
        }
        callers.committed(id, lengthMillis, committing);
    }

    private String takeTurnId() {
        String id = turnId == null ? WireId.next("item") : turnId;
        turnId = null;
        forget();
        return id;
    }

    @Override
    public void onWords(SpeechPipeline.Words words) {
        listener.onCallerSaid(callers.understood(words, isTranscribed()));
    }

    @Override
    public void onNoSpeech() {
        if (callers.areAwaited()) {
            context.latency().forget();
            callers.nothing(isTranscribed());
            listener.onCallerSaidNothing();
        }
    }

    @Override
    public void onRecognitionFailed(Throwable cause) {
        boolean isClients;
        if (turnId != null && !hearing.isSpeaking()) {
            endTurn(); // of which there were too many
            isClients = callers.newestFailed(cause, isTranscribed());
        } else {
            isClients = callers.failed(cause, isTranscribed());
        }
        listener.onCallerSaid(isClients);
    }

    @Override
    public void onRejectedSound(AudioInputDecoder.Verdict verdict) {
        throw new IllegalStateException("raw sound is never rejected later: " + verdict);
    }

    private boolean isTranscribed() {
        return input.transcription() != null;
    }
}
