package dev.trunkline.engine.turns;

import dev.trunkline.engine.hearing.AudioInputDecoder;
import dev.trunkline.engine.hearing.SpeechPipeline;
import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.ExpectedAnswer;
import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.engine.wire.AudioFormat;
import dev.trunkline.engine.wire.Problem;
import dev.trunkline.engine.wire.ServerMessage;
import dev.trunkline.speech.file.Container;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one who calls: what is heard or read of them goes to the client as a transcript, and to the turnTaking. Confined to the chat's loop. */
public final class CallerInput implements SpeechPipeline.Listener {

    private static final String UNCLEAR = "(unclear)"; // what the transcript shows for speech nobody could make out
    private static final long FRAME_NANOS = 20_000_000L;

    /** A recording may come faster than anybody speaks, but not hours of it at once: that would be work before others' turn. */
    private static final long MAX_AHEAD_NANOS = 30_000_000_000L;

    private static final int MAX_DEAF_TURNS = 5; // in a row: these ears do not come back

    /** Hears that the caller is there. */
    public interface Listener {

        void onCallerSound();

        /** What was sent as sound is none that can be heard. */
        void onRejectedSound(AudioInputDecoder.Verdict verdict);

        /** There was a user message, and it is answered next. */
        void onUserMessage();
    }

    private final ChatContext context;
    private final boolean verbose;
    private final TurnTaking turnTaking;
    private final Listener listener;
    private final MessageRate rate;
    private final SpeechPipeline hearing;
    private final long openedNanos;
    private int deafTurns;

    /** @param verbose whether the client wants to read what may still change */
    public CallerInput(ChatContext context, boolean verbose, TurnTaking turnTaking, Listener listener) {
        this.context = context;
        this.verbose = verbose;
        this.turnTaking = turnTaking;
        this.listener = listener;
        this.rate = new MessageRate(context.client()::holdBack, context.scheduler(), MAX_AHEAD_NANOS);
        this.hearing = new SpeechPipeline(
                context.agent().hearing(), context.plan().turns(), context.scheduler(), context.loop(), this);
        this.openedNanos = context.scheduler().nowNanos();
    }

    public void declare(AudioFormat format) {
        hearing.declare(format);
    }

    public AudioInputDecoder.Verdict accept(byte[] sound) {
        AudioInputDecoder.Verdict verdict = hearing.accept(sound);
        if (verdict == AudioInputDecoder.Verdict.ACCEPTED) {
            context.history().heardSound();
        }
        rate.keep();
        return verdict;
    }

    /** What kind of file the caller sends; null while it is none. */
    @Nullable
    public Container container() {
        return hearing.container();
    }

    @Override
    public void onRejectedSound(AudioInputDecoder.Verdict verdict) {
        listener.onRejectedSound(verdict);
    }

    public void type(String text) {
        context.latency().callerFinished();
        long nowMillis = (context.scheduler().nowNanos() - openedNanos) / 1_000_000;
        context.client().send(new ServerMessage.UserMessage(text, Map.of(), true, false, nowMillis, nowMillis, null));
        ChatMessage line = ChatMessage.of(ChatMessage.Role.CALLER, text).sounding(Map.of(), nowMillis, nowMillis);
        said(line);
        turnTaking.onCallerTyped(line);
    }

    /** Whether the caller's turn is not over. */
    public boolean isSpeaking() {
        return hearing.isSpeaking();
    }

    /** Whether the caller is speaking, or has spoken and is not understood yet. */
    public boolean isBusy() {
        return hearing.isBusy();
    }

    public void close() {
        hearing.close();
    }

    @Override
    public void onFrame(short[] samples) {
        rate.spend(FRAME_NANOS);
        context.recording().user(samples, context.scheduler().nowNanos() - openedNanos);
    }

    @Override
    public boolean isEcho(short[] samples) {
        return turnTaking.overlap().isEcho(samples);
    }

    @Override
    public boolean isAgentSpeaking() {
        return turnTaking.agentHasFloor();
    }

    @Override
    public void onHeard(short[] samples, long runMillis, boolean inTurn) {
        if (runMillis > 0) {
            listener.onCallerSound();
        }
        turnTaking.overlap().hear(samples, runMillis, inTurn);
    }

    @Override
    public ExpectedAnswer expectedAnswer() {
        return turnTaking.expectedAnswer();
    }

    @Override
    public void onInterim(SpeechPipeline.Words words, boolean paused) {
        if (!turnTaking.overlap().takesInterim(words.text(), words.isUnderstood())) {
            return;
        }
        if (paused && !words.isNothing()) {
            turnTaking.speculate(line(words), words.isUnderstood());
        }
        if (verbose && !words.text().isBlank()) {
            send(words, true);
        }
    }

    @Override
    public void onEndOfTurn() {
        context.latency().callerFinished();
        turnTaking.overlap().onEndOfTurn();
        turnTaking.onCallerFinished();
    }

    @Override
    public void onWords(SpeechPipeline.Words words) {
        deafTurns = 0;
        if (turnTaking.overlap().isAside(words.text(), words.isUnderstood())) {
            context.latency().forget();
            turnTaking.onCallerNothing();
            return;
        }
        send(words, false);
        ChatMessage line = line(words);
        said(line);
        turnTaking.onCallerWords(line, words.isUnderstood());
    }

    private static ChatMessage line(SpeechPipeline.Words words) {
        return ChatMessage.of(ChatMessage.Role.CALLER, textOf(words))
                .sounding(
                        words.scores(),
                        words.utterance().beginMillis(),
                        words.utterance().endMillis());
    }

    @Override
    public void onNoSpeech() {
        context.latency().forget();
        turnTaking.overlap().onNoWords();
        turnTaking.onCallerNothing();
    }

    @Override
    public void onRecognitionFailed(Throwable cause) {
        turnTaking.overlap().onNoWords();
        if (++deafTurns >= MAX_DEAF_TURNS) {
            context.client().fail(Problem.EARS_LOST, "The transcription is not available.", String.valueOf(cause));
            return;
        }
        context.client().fail(Problem.INTERNAL, "The ears failed.", String.valueOf(cause));
        turnTaking.reply(new Trigger.CallerSpoke("", false, false));
    }

    private void said(ChatMessage line) {
        context.history().userSaid(line.text(), line.scores());
        listener.onUserMessage();
    }

    private void send(SpeechPipeline.Words words, boolean interim) {
        boolean clear = !words.text().isBlank();
        context.client()
                .send(new ServerMessage.UserMessage(
                        textOf(words),
                        words.scores(),
                        false,
                        interim,
                        words.utterance().beginMillis(),
                        words.utterance().endMillis(),
                        clear ? context.agent().phrases().language() : null));
    }

    private static String textOf(SpeechPipeline.Words words) {
        return words.text().isBlank() ? UNCLEAR : words.text();
    }
}
