package dev.trunkline.engine.realtime.session;

import dev.trunkline.engine.hearing.AudioInputDecoder;
import dev.trunkline.engine.hearing.SpeechPipeline;
import dev.trunkline.engine.realtime.wire.BadEvent;
import dev.trunkline.engine.realtime.wire.ServerEvent;
import dev.trunkline.engine.realtime.wire.SessionConfig;
import dev.trunkline.engine.realtime.wire.TurnRule;
import dev.trunkline.engine.realtime.wire.WireId;
import dev.trunkline.engine.realtime.wire.WireSound;
import dev.trunkline.engine.turns.MessageRate;
import dev.trunkline.engine.wire.AudioFormat;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The caller's sound, as the client appends it: cut into turns as the session's rule says, or as the client commits them. Confined to the session's
 * loop.
 */
final class InputBuffer implements SpeechPipeline.Listener {

    private static final long FRAME_MILLIS = 20;
    private static final long FRAME_NANOS = FRAME_MILLIS * 1_000_000L;
    private static final long LEAST_COMMIT_MILLIS = 100; // documented
    private static final long MAX_AHEAD_NANOS = 30_000_000_000L; // as in EVI's chats
    private static final int DICTATION_SPEED = 20; // how much quicker than speech: nothing is done but keeping it
    private static final long MAX_EVENT_MILLIS = 60_000;
    private static final long MAX_JUDGED_MILLIS = 20_000; // looking for turns in it takes the loop 70 ms
    private static final int SLICE_BYTES = 64 * 1_024; // less than the ten seconds of any format that ears take at once

    private static final Logger LOG = LoggerFactory.getLogger(InputBuffer.class);

    /** Hears what the caller does. */
    interface Listener {

        /** A turn has begun. */
        void onCallerBegins();

        /** What the caller seems to have said, in a turn that may be over. */
        void onGuess(SpeechPipeline.Words words);

        /** It is known what was said in the oldest turn that was not known, or that nobody will know. */
        void onCallerSaid();

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
    private final MessageRate rate;
    private SessionConfig.Input input;
    private @Nullable String turnId; // of the item that the turn will be; null while there is no turn
    private boolean committing; // what is no turn becomes an item all the same
    private boolean closed;
    private long soundMillis;
    private long fromMillis; // of what is not committed

    InputBuffer(SessionContext context, SessionConfig.Input input, Items items, Listener listener) {
        this.context = context;
        this.input = input;
        this.listener = listener;
        this.callers = new CallerItems(context, items);
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
            turnId = null;
        } else if (turns != null && !turns.equals(before.turns())) {
            hearing.settings(TurnRules.settings(turns));
            fromMillis = before.turns() == null ? soundMillis : fromMillis; // what was not committed is forgotten
        }
    }

    private void declare() {
        AudioFormat format = new AudioFormat(input.format().sampleRateHz(), 1);
        hearing.declareRaw(format, input.format().input());
    }

    /** More sound. */
    void append(byte[] sound) {
        long maxMillis = input.turns() == null ? MAX_EVENT_MILLIS : MAX_JUDGED_MILLIS;
        if (input.format().millisOf(sound.length) > maxMillis) {
            throw BadEvent.invalid("audio", "an event may hold " + maxMillis / 1_000 + " seconds of sound");
        }
        if (sound.length <= SLICE_BYTES) {
            hearing.accept(sound);
        } else { // a whole recording is more than ears take at once
            for (int from = 0; from < sound.length; from += SLICE_BYTES) {
                hearing.accept(Arrays.copyOfRange(sound, from, Math.min(sound.length, from + SLICE_BYTES)));
            }
        }
        context.journal().heardSound();
        rate.keep();
    }

    /** The client says that the caller's turn is over. */
    void commit() {
        long bufferedMillis = soundMillis - fromMillis;
        if (bufferedMillis < LEAST_COMMIT_MILLIS) {
            throw new BadEvent(
                    "input_audio_buffer_commit_empty",
                    "The buffer holds " + bufferedMillis + " ms of sound; there must be " + LEAST_COMMIT_MILLIS + ".",
                    null);
        }
        if (turnId == null) {
            turnId = WireId.next("item"); // so that its failure is told from that of an earlier one
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
        fromMillis = soundMillis;
        context.peer().send(new ServerEvent.Cleared());
        listener.onCallerForgotten();
    }

    /** Nobody has said anything for so long: that is told as a turn without words. */
    void commitSilence(long millis) {
        String id = WireId.next("item");
        context.peer().send(new ServerEvent.TimeoutTriggered(Math.max(0, soundMillis - millis), soundMillis, id));
        fromMillis = soundMillis;
        callers.silence(id, isTranscribed());
    }

    /** Sound that is an item of the client's: no turn, but what is said in it counts. */
    void understand(byte[] sound, String itemId) {
        WireSound format = input.format();
        long millis = format.millisOf(sound.length);
        if (millis == 0 || millis > MAX_EVENT_MILLIS) {
            throw BadEvent.invalid(
                    "item.content[0].audio", "it may be up to " + MAX_EVENT_MILLIS / 1_000 + " seconds, and not empty");
        }
        callers.created(millis);
        context.agent()
                .hearing()
                .understand(() -> format.speech(sound))
                .whenCompleteAsync(
                        (words, failure) -> onItemUnderstood(itemId, millis, words, failure), context.loop());
    }

    private void onItemUnderstood(
            String itemId, long millis, SpeechPipeline.@Nullable Words words, @Nullable Throwable failure) {
        if (failure != null) {
            logFailure(failure);
        }
        if (!closed) {
            callers.createdUnderstood(itemId, millis, words, isTranscribed());
            listener.onItemUnderstood();
        }
    }

    /** Whether the caller's turn is not over. */
    boolean isSpeaking() {
        return turnId != null;
    }

    /** Whether a turn is over of which nobody knows yet what was said. */
    boolean isUnderstanding() {
        return callers.areAwaited();
    }

    void close() {
        closed = true;
        hearing.close();
    }

    @Override
    public void onFrame(short[] samples) {
        soundMillis += FRAME_MILLIS;
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
            long startMillis = Math.max(fromMillis, soundMillis - runMillis - paddingMillis);
            fromMillis = startMillis;
            context.peer().send(new ServerEvent.SpeechStarted(startMillis, id));
            context.latency().forget();
            listener.onCallerBegins();
        }
    }

    @Override
    public void onDiscarded() {
        if (turnId != null && !committing) {
            context.peer().send(new ServerEvent.SpeechStopped(soundMillis, takeTurnId()));
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
        long lengthMillis = soundMillis - fromMillis;
        String id = takeTurnId();
        if (isFound) {
            context.peer().send(new ServerEvent.SpeechStopped(soundMillis, id));
        }
        callers.committed(id, lengthMillis);
    }

    private String takeTurnId() {
        String id = turnId == null ? WireId.next("item") : turnId;
        turnId = null;
        fromMillis = soundMillis;
        return id;
    }

    @Override
    public void onWords(SpeechPipeline.Words words) {
        callers.understood(words, isTranscribed());
        listener.onCallerSaid();
    }

    @Override
    public void onNoSpeech() {
        if (callers.areTurnsAwaited()) {
            context.latency().forget();
            callers.nothing(isTranscribed());
            listener.onCallerSaidNothing();
        }
    }

    @Override
    public void onRecognitionFailed(Throwable cause) {
        logFailure(cause);
        if (turnId != null && !hearing.isSpeaking()) {
            endTurn(); // of which there were too many
            callers.newestFailed(isTranscribed());
        } else {
            callers.failed(isTranscribed());
        }
        listener.onCallerSaid();
    }

    @Override
    public void onRejectedSound(AudioInputDecoder.Verdict verdict) {
        throw new IllegalStateException("raw sound is never rejected later: " + verdict);
    }

    private void logFailure(Throwable cause) {
        LOG.atWarn()
                .addKeyValue("sessionId", context.id())
                .addKeyValue("cause", cause.getClass().getName())
                .log("ears failed");
    }

    private boolean isTranscribed() {
        return input.transcription() != null;
    }
}
