package dev.trunkline.ai.gemini;

import dev.trunkline.ai.AiEvents;
import dev.trunkline.ai.AiProblem;
import dev.trunkline.ai.GrownText;
import dev.trunkline.ai.ToolCall;
import dev.trunkline.ai.gemini.GeminiMessage.Content;
import dev.trunkline.ai.gemini.GeminiMessage.FunctionCall;
import dev.trunkline.ai.gemini.GeminiMessage.Sound;
import dev.trunkline.ai.gemini.GeminiMessage.Transcription;
import dev.trunkline.audio.SoundFormat;
import dev.trunkline.speech.bargein.EnglishOverlap;
import dev.trunkline.speech.bargein.OverlapWords;
import dev.trunkline.speech.bargein.OverlapWords.Meaning;
import dev.trunkline.time.Scheduler;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells a call what both say in its session. Gemini names no turns: one begins with the first sound after the end of the one before. Its
 * order of things is not a call's: the words of a turn come beside its sound, and the caller's may come when they are answered already.
 * Confined to the call's loop.
 */
final class GeminiReporter implements SoundParts.Sink {

    private static final OverlapWords OVERLAP = EnglishOverlap.words();

    /** What still comes of a turn that was interrupted; then the end of it must have been lost. */
    private static final long CUT_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** The same where Gemini was told not to mind interruptions, and ends the turn in its own time. */
    private static final long CUT_BY_US_NANOS = TimeUnit.SECONDS.toNanos(60);
    /** What is transcribed when an answer has just begun is the end of what it answers. */
    private static final long LATE_WORDS_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final AiEvents events;
    private final Scheduler scheduler;
    private final boolean weDecide; // what interrupts the agent
    private final Listener listener;

    private final CallerWords caller = new CallerWords();
    private final StringBuilder words = new StringBuilder(); // of a turn whose sound has not come yet
    private String session = "";
    private int turns;
    private @Nullable String turn; // the present one's name
    private long turnBeganNanos;
    private boolean generated; // all of it has come
    private boolean cut; // it was interrupted, and its end has not come
    private long cutUntilNanos;
    private boolean paused;
    private boolean unheard; // something was said in the pause
    private int ordered; // turns that are for the caller all the same
    private boolean isOrdered; // the present one is
    private SoundFormat format = SoundFormat.linear16(24_000);

    /** Who minds what becomes of turns. */
    interface Listener {
        /** It answers: what the caller said before has been read. */
        void onAnswer();

        /** Nobody is speaking now. */
        void onTurnOver();

        /** A tool is called that nobody is to run. */
        void onToolRefused(ToolCall tool);
    }

    GeminiReporter(AiEvents events, Scheduler scheduler, boolean weDecide, Listener listener) {
        this.events = events;
        this.scheduler = scheduler;
        this.weDecide = weDecide;
        this.listener = listener;
    }

    /** The session has begun; its turns are named after it. */
    void begin(String sessionId) {
        session = sessionId;
    }

    /** Whether the agent is in the middle of a turn, as Gemini reckons. */
    boolean isInTurn() {
        return turn != null;
    }

    void tellRejected(GeminiRejection reason) {
        events.onMessageRejected(reason.label());
    }

    /** What the agent says is not for the caller, for now. */
    void pause() {
        paused = true;
        isOrdered = false;
    }

    /** But the next turn that begins is. */
    void letPass() {
        ordered += paused ? 1 : 0;
    }

    private boolean isSilenced() {
        return paused && !isOrdered;
    }

    /** It is again; returns whether anything was said meanwhile. */
    boolean resume() {
        boolean any = unheard;
        paused = false;
        unheard = false;
        ordered = 0;
        return any;
    }

    /** The call has interrupted the agent: nothing more of that turn is wanted. */
    void forget(String messageId) {
        if (weDecide && messageId.equals(turn)) {
            cut(CUT_BY_US_NANOS);
        }
    }

    void tell(Sound sound) {
        onSound(sound.sampleRateHz(), sound.linear16(), sound.lengthBytes());
    }

    /** A message may say several things; this is their order. */
    void tell(Content content) {
        if (content.interrupted()) {
            interrupt();
        }
        if (content.inputTranscription() != null) {
            callerSays(content.inputTranscription());
        }
        if (content.outputTranscription() != null
                && content.outputTranscription().text() != null) {
            agentSays(content.outputTranscription().text());
        }
        if (content.modelTurn() != null) {
            SoundParts.give(content.modelTurn(), this);
        }
        if (content.generationComplete()) {
            endGeneration();
        }
        if (content.turnComplete()) {
            endTurn(content.turnCompleteReason());
        }
    }

    @Override
    public void onRejected(GeminiRejection reason) {
        tellRejected(reason);
    }

    @Override
    public void onSound(int sampleRateHz, byte[] linear16, int lengthBytes) {
        if (isCut()) {
            return;
        }
        String message = openTurn();
        if (!isSilenced() && lengthBytes > 0) {
            if (format.sampleRateHz() != sampleRateHz) {
                format = SoundFormat.linear16(sampleRateHz);
            }
            events.onAgentAudio(message, format, linear16, 0, lengthBytes);
        }
    }

    private void agentSays(String more) {
        if (more.isEmpty() || isCut()) {
            return;
        }
        if (turn == null) {
            words.append(
                    GrownText.fitting(words.length(), more)); // perhaps the end of the turn before, whose sound is over
        } else if (!isSilenced()) {
            events.onAgentText(turn, more);
        }
    }

    private String openTurn() {
        String present = turn;
        if (present != null) {
            return present;
        }
        callerIsAnswered();
        present = session + "/" + ++turns;
        turn = present;
        turnBeganNanos = scheduler.nowNanos();
        generated = false;
        isOrdered = ordered > 0;
        ordered -= isOrdered ? 1 : 0;
        if (isSilenced()) {
            unheard = true;
        } else {
            events.onAgentText(present, words.toString());
        }
        words.setLength(0);
        return present;
    }

    private void callerSays(Transcription piece) {
        String text = piece.text() == null ? "" : piece.text();
        if (turn != null && (!weDecide || isLate())) {
            caller.keep(text);
            return;
        }
        if (!text.isEmpty()) {
            caller.add(text);
            if (turn != null && OVERLAP.of(caller.soFar(), true) == Meaning.WISH) {
                tellInterrupted();
                cut(CUT_BY_US_NANOS);
            }
            tellCaller(caller.soFar(), true);
        }
        if (piece.finished()) {
            tellWhatCallerSaid();
        }
    }

    private boolean isLate() {
        return scheduler.nowNanos() - turnBeganNanos < LATE_WORDS_NANOS;
    }

    private void callerIsAnswered() {
        tellWhatCallerSaid();
        listener.onAnswer();
    }

    /** What was kept is told with the next words only: whatever is told last counts as not answered yet. */
    private void tellWhatCallerSaid() {
        String said = caller.take();
        if (!said.isEmpty()) {
            tellCaller(caller.takeKept(), false);
            tellCaller(said, false);
        }
    }

    private void tellCaller(String text, boolean interim) {
        if (!text.isEmpty()) {
            events.onUserMessage(text, interim, Map.of());
        }
    }

    private void interrupt() {
        tellInterrupted();
        cut(CUT_NANOS);
        if (caller.goOnWithKept()) {
            tellCaller(caller.soFar(), true);
        }
    }

    private void tellInterrupted() {
        if (!isSilenced()) {
            events.onUserInterrupted();
        }
    }

    private void cut(long forNanos) {
        turn = null;
        isOrdered = false;
        generated = false;
        words.setLength(0);
        cut = true;
        cutUntilNanos = scheduler.nowNanos() + forNanos;
    }

    private boolean isCut() {
        cut = cut && scheduler.nowNanos() - cutUntilNanos < 0;
        return cut;
    }

    private void endGeneration() {
        if (isCut() || generated) {
            return;
        }
        if (words.length() > 0) {
            openTurn(); // one of words alone
        }
        if (turn == null) {
            callerIsAnswered(); // by nothing
        }
        generated = true;
        if (!isSilenced()) {
            events.onAgentTurnEnded();
        }
    }

    private void endTurn(@Nullable String reason) {
        if (!cut) {
            endGeneration();
        }
        cut = false;
        turn = null;
        isOrdered = false;
        generated = false;
        if (reason != null && !reason.equals("TURN_COMPLETE_REASON_UNSPECIFIED") && !reason.equals("NEED_MORE_INPUT")) {
            events.onProblem(new AiProblem("", reason.toLowerCase(Locale.ROOT), "Gemini ended its turn early"));
        }
        listener.onTurnOver();
    }

    /** A tool is to be run. */
    void tell(FunctionCall call) {
        if (call.id() == null || call.name() == null) {
            tellRejected(GeminiRejection.MISSING_FIELD);
            return;
        }
        if (call.id().length() > ToolCall.MOST_ID_CHARACTERS) {
            tellRejected(GeminiRejection.TOO_LONG);
            return;
        }
        String arguments = call.args() == null ? "{}" : call.args().toString();
        ToolCall tool = new ToolCall(call.id(), call.name(), arguments, false, true);
        callerIsAnswered();
        if (paused) {
            unheard = true;
            listener.onToolRefused(tool);
        } else {
            events.onToolCalled(tool);
        }
    }
}
