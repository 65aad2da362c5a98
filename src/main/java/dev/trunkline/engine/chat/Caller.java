package dev.trunkline.engine.chat;

import dev.trunkline.engine.hearing.CallerSound;
import dev.trunkline.engine.hearing.Hearing;
import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.engine.wire.AudioFormat;
import dev.trunkline.engine.wire.Problem;
import dev.trunkline.engine.wire.ServerMessage;
import dev.trunkline.speech.file.Container;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one who calls: what is heard or read of them goes to the client as a transcript, and to the floor. Confined to the chat's loop. */
final class Caller implements Hearing.Listener {

    private static final String UNCLEAR = "(unclear)"; // what the transcript shows for speech nobody could make out
    private static final long FRAME_NANOS = 20_000_000L;

    /** A recording may come faster than anybody speaks, but not hours of it at once: that would be work before others' turn. */
    private static final long MAX_AHEAD_NANOS = 30_000_000_000L;

    private static final int MAX_DEAF_TURNS = 5; // in a row: these ears do not come back

    /** Hears that the caller is there. */
    interface Listener {

        void onCallerSound();

        /** What was sent as sound is none that can be heard. */
        void onUnheard(CallerSound.Verdict verdict);

        /** There was a user message, and the floor will hear of it next. */
        void onUserMessage();
    }

    private final Chat.Place place;
    private final boolean verbose;
    private final Floor floor;
    private final Listener listener;
    private final Pace pace;
    private final Hearing hearing;
    private final long openedNanos;
    private int deafTurns;

    /**
     * Nothing was said yet.
     *
     * @param verbose whether the client wants to read what may still change
     */
    Caller(Chat.Place place, boolean verbose, Floor floor, Listener listener) {
        this.place = place;
        this.verbose = verbose;
        this.floor = floor;
        this.listener = listener;
        this.pace = new Pace(place.client(), place.scheduler(), MAX_AHEAD_NANOS);
        this.hearing =
                new Hearing(place.equipment().hearing(), place.plan().turns(), place.scheduler(), place.loop(), this);
        this.openedNanos = place.scheduler().nowNanos();
    }

    void declare(AudioFormat format) {
        hearing.declare(format);
    }

    CallerSound.Verdict accept(byte[] sound) {
        CallerSound.Verdict verdict = hearing.accept(sound);
        if (verdict == CallerSound.Verdict.HEARD) {
            place.journal().heardSound();
        }
        pace.keep();
        return verdict;
    }

    /** What kind of file the caller sends; null while it is none. */
    @Nullable
    Container container() {
        return hearing.container();
    }

    @Override
    public void onUnheard(CallerSound.Verdict verdict) {
        listener.onUnheard(verdict);
    }

    /** The caller typed. */
    void type(String text) {
        place.watch().callerFinished();
        long nowMillis = (place.scheduler().nowNanos() - openedNanos) / 1_000_000;
        place.client().send(new ServerMessage.UserMessage(text, Map.of(), true, false, nowMillis, nowMillis, null));
        ChatMessage line = ChatMessage.of(ChatMessage.Role.CALLER, text).sounding(Map.of(), nowMillis, nowMillis);
        said(line);
        floor.onCallerTyped(line);
    }

    /** Whether the caller is speaking, or has spoken and is not understood yet. */
    boolean isBusy() {
        return hearing.isBusy();
    }

    void close() {
        hearing.close();
    }

    @Override
    public void onFrame(short[] samples) {
        pace.spend(FRAME_NANOS);
        place.recording().user(samples, place.scheduler().nowNanos() - openedNanos);
    }

    @Override
    public boolean isAgentSpeaking() {
        return floor.agentHasFloor();
    }

    @Override
    public void onSpeech(long runMillis) {
        listener.onCallerSound();
        floor.onCallerSpeech(runMillis);
    }

    @Override
    public void onInterim(Hearing.Words words) {
        if (!isNothing(words)) {
            floor.foresee(line(words), words.heard().understood());
        }
        if (verbose && !words.heard().text().isBlank()) {
            send(words, true);
        }
    }

    @Override
    public void onTurnOver() {
        place.watch().callerFinished();
    }

    @Override
    public void onWords(Hearing.Words words) {
        deafTurns = 0;
        send(words, false);
        ChatMessage line = line(words);
        said(line);
        floor.onCallerWords(line, words.heard().understood());
    }

    private static boolean isNothing(Hearing.Words words) {
        return words.heard().text().isBlank() && words.heard().understood();
    }

    private static ChatMessage line(Hearing.Words words) {
        return ChatMessage.of(ChatMessage.Role.CALLER, textOf(words))
                .sounding(
                        words.scores(), words.turn().beginMillis(), words.turn().endMillis());
    }

    @Override
    public void onNothing() {
        place.watch().forget();
        floor.onCallerNothing();
    }

    @Override
    public void onDeaf(Throwable cause) {
        if (++deafTurns >= MAX_DEAF_TURNS) {
            place.client().fail(Problem.EARS_LOST, "The transcription is not available.", String.valueOf(cause));
            return;
        }
        place.client().fail(Problem.INTERNAL, "The ears failed.", String.valueOf(cause));
        floor.reply(new Trigger.CallerSpoke("", false, false));
    }

    private void said(ChatMessage line) {
        place.journal().userSaid(line.text(), line.scores());
        listener.onUserMessage();
    }

    private void send(Hearing.Words words, boolean interim) {
        boolean clear = !words.heard().text().isBlank();
        place.client()
                .send(new ServerMessage.UserMessage(
                        textOf(words),
                        words.scores(),
                        false,
                        interim,
                        words.turn().beginMillis(),
                        words.turn().endMillis(),
                        clear ? place.equipment().phrases().language() : null));
    }

    private static String textOf(Hearing.Words words) {
        return words.heard().text().isBlank() ? UNCLEAR : words.heard().text();
    }
}
