package dev.trunkline.call;

import dev.trunkline.ai.AiEvents;
import dev.trunkline.ai.AiLeg;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.AiProblem;
import dev.trunkline.ai.GrownText;
import dev.trunkline.ai.ToolCall;
import dev.trunkline.audio.SoundFormat;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one AI leg tells. It reaches the call while the leg is the call's own: a leg that waits beside it is heard by nobody, and
 * one in whose place another has gone is not heard any more, however late it is. Confined to the call's loop.
 */
final class LegEvents implements AiEvents {

    /** Learns what becomes of a leg that is to wait. */
    interface Waiting {
        void onReady(AiLeg leg, String chatId, String chatGroupId);

        void onNextEndsSoon(long remainingNanos);

        void onLost(AiLoss loss);
    }

    private static final int MOST_UNHEARD = 256;

    private final AiEvents call;
    private @Nullable Waiting waiting;
    private boolean replaced;
    private final Set<String> unheard = new HashSet<>(); // sentences that it began while it waited: a greeting, say
    private long waitedBytes; // of silence, which it got while it waited
    private final long knownLines; // of what was heard in the call, when it was opened

    private LegEvents(AiEvents call, @Nullable Waiting waiting, long knownLines) {
        this.call = call;
        this.waiting = waiting;
        this.knownLines = knownLines;
    }

    /** Those of a leg that is the call's own. */
    static LegEvents own(AiEvents call) {
        return new LegEvents(call, null, Long.MAX_VALUE);
    }

    /**
     * Those of a leg that is opened beside it.
     *
     * @param knownLines where what was heard in the call stands now
     */
    static LegEvents waiting(AiEvents call, Waiting waiting, long knownLines) {
        return new LegEvents(call, waiting, knownLines);
    }

    /** Where what was heard in the call stood when the leg was opened beside another; what came later it does not know. */
    long knownLines() {
        return knownLines;
    }

    /** It got silence in the place of the caller. */
    void keptAwake(int soundBytes) {
        waitedBytes += soundBytes;
    }

    /** The leg is the call's own from now on. */
    void goOn() {
        waiting = null;
    }

    /** Nothing that it tells matters any more. */
    void dismiss() {
        replaced = true;
        waiting = null;
    }

    private static String kept(String text) {
        return GrownText.fitting(0, text);
    }

    private boolean isOwn() {
        return waiting == null && !replaced;
    }

    @Override
    public void onReady(AiLeg leg, String chatId, String chatGroupId) {
        if (waiting != null) {
            waiting.onReady(leg, chatId, chatGroupId);
        } else if (replaced) {
            leg.close();
        } else {
            call.onReady(leg, chatId, chatGroupId);
        }
    }

    @Override
    public void onCallerHeard(long soundBytes) {
        if (isOwn()) {
            call.onCallerHeard(Math.max(0, soundBytes - waitedBytes));
        }
    }

    @Override
    public void onCallerUnderstood(long soundBytes) {
        if (isOwn()) {
            call.onCallerUnderstood(Math.max(0, soundBytes - waitedBytes));
        }
    }

    @Override
    public void onUserMessage(String text, boolean interim, Map<String, Double> scores) {
        if (isOwn()) {
            call.onUserMessage(kept(text), interim, scores);
        }
    }

    @Override
    public void onAgentMessage(String messageId, String text, Map<String, Double> scores) {
        if (isHeard(messageId)) {
            call.onAgentMessage(messageId, kept(text), scores);
        }
    }

    @Override
    public void onAgentFiller(String messageId, String text, Map<String, Double> scores) {
        if (isHeard(messageId)) {
            call.onAgentFiller(messageId, kept(text), scores);
        }
    }

    @Override
    public void onAgentText(String messageId, String more) {
        if (isHeard(messageId) && !unheard.contains(messageId)) {
            call.onAgentText(messageId, more);
        }
    }

    /** What begins while the leg waits is not heard later either. */
    private boolean isHeard(String messageId) {
        if (waiting != null && unheard.size() < MOST_UNHEARD) {
            unheard.add(messageId);
        }
        return isOwn();
    }

    @Override
    public void onAgentAudio(String messageId, SoundFormat format, byte[] sound, int offset, int lengthBytes) {
        if (isOwn() && (unheard.isEmpty() || !unheard.contains(messageId))) {
            call.onAgentAudio(messageId, format, sound, offset, lengthBytes);
        }
    }

    @Override
    public void onAgentTurnEnded() {
        if (isOwn()) {
            call.onAgentTurnEnded();
        }
    }

    @Override
    public void onUserInterrupted() {
        if (isOwn()) {
            call.onUserInterrupted();
        }
    }

    @Override
    public void onAgentHeld() {
        if (isOwn()) {
            call.onAgentHeld();
        }
    }

    @Override
    public void onAgentGoesOn() {
        if (isOwn()) {
            call.onAgentGoesOn();
        }
    }

    @Override
    public void onToolCalled(ToolCall tool) {
        if (isOwn()) {
            call.onToolCalled(tool);
        }
    }

    @Override
    public void onProblem(AiProblem problem) {
        if (!replaced) {
            call.onProblem(problem);
        }
    }

    @Override
    public void onEndsSoon(long remainingNanos) {
        if (waiting != null) {
            waiting.onNextEndsSoon(remainingNanos);
        } else if (!replaced) {
            call.onEndsSoon(remainingNanos);
        }
    }

    @Override
    public void onResumable(String chatGroupId) {
        if (isOwn()) {
            call.onResumable(chatGroupId);
        }
    }

    @Override
    public void onTooLong(long limitNanos) {
        if (isOwn()) {
            call.onTooLong(limitNanos);
        }
    }

    @Override
    public void onMessageRejected(String reason) {
        if (!replaced) {
            call.onMessageRejected(reason);
        }
    }

    @Override
    public void onLost(AiLoss loss) {
        if (waiting != null) {
            waiting.onLost(loss);
        } else if (!replaced) {
            call.onLost(loss);
        }
    }
}
