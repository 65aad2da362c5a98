package dev.trunkline.call;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the agent's sentences broke off: because a leg was lost, more came than fits, or the agent was silenced. Knows how long they
 * would have been, by the pace at which the agent speaks. Confined to the call's loop.
 */
final class BrokenSentences {

    private final Playout playout;
    private final MessageTexts open;
    private final SpeechRate rate = new SpeechRate();

    /** A sentence whose sound will never be complete, and how long that would have been. */
    private String broken = "";

    private long brokenMillis;
    private String unfinished = ""; // of the sentences that were closed last, the one of which not all words were known

    BrokenSentences(Playout playout, MessageTexts open) {
        this.playout = playout;
        this.open = open;
    }

    /** A sentence was heard to its end, of which all words are known. */
    void learn(String messageId, String text, long millis) {
        if (!messageId.equals(broken)) {
            rate.learn(text, millis);
        }
    }

    /** No more of its sound fits. */
    void cutShort(String messageId) {
        broken = messageId;
        brokenMillis = 0;
    }

    /** How long a sentence would have been of which so much has come, as far as it is known to be broken. */
    long spokenMillis(String messageId, long cameMillis) {
        return messageId.equals(broken) ? Math.max(cameMillis + 1, brokenMillis) : cameMillis;
    }

    /** How long a sentence will have been of which so much came. */
    long wholeMillis(String messageId, String text, long cameMillis) {
        boolean moreMayCome =
                playout.isMessageOpen() && messageId.equals(playout.messageId()) && !playout.isConverting();
        return moreMayCome ? rate.wholeMillis(text, cameMillis, playout.endsQuietly()) : cameMillis;
    }

    /** The leg is gone in the middle of a turn: tells where the agent was; null when all sound had come. */
    @Nullable
    CutOff byLoss() {
        String sounding = playout.lastMessageId();
        boolean unheardOf = !open.isOpen(sounding);
        CutOff cut = null;
        for (Map.Entry<String, String> sentence : open.all().entrySet()) {
            String text = sentence.getValue();
            if (unheardOf) {
                cut = cut == null ? CutOff.of(text, 0) : cut.and(text);
            } else if (sentence.getKey().equals(sounding)) {
                unheardOf = true;
                long cameMillis = playout.messageMillis();
                long wholeMillis = wholeMillis(sounding, text, cameMillis);
                if (cameMillis < wholeMillis) {
                    cut = CutOff.of(text, (double) cameMillis / wholeMillis);
                    broken = sounding;
                    brokenMillis = wholeMillis;
                }
            }
            if (open.isUnfinished(sentence.getKey()) && (cut != null || !CutOff.endsSentence(text))) {
                cut = (cut == null ? CutOff.of(text, 1) : cut).openEnded();
            }
        }
        return cut;
    }

    /** All sentences that are open are about to be closed. */
    void closing() {
        unfinished = "";
        for (String messageId : open.ids()) {
            unfinished = open.isUnfinished(messageId) ? messageId : unfinished;
        }
    }

    /**
     * Where the agent was at the caller's ear; to be asked before the sound is dropped.
     *
     * @param closed what was heard of each sentence that was not over; other events count for nothing
     * @return null when everything had been heard
     */
    @Nullable
    CutOff at(List<? extends CallEvent> closed) {
        CutOff where = null;
        for (CallEvent event : closed) {
            if (event instanceof TalkEvent.AgentHeard heard) {
                long wholeMillis = wholeMillis(heard.messageId(), heard.text(), heard.spokenMillis());
                if (where != null) {
                    where = where.and(heard.text());
                } else if (wholeMillis == 0 || heard.heardMillis() < wholeMillis) {
                    where = CutOff.of(heard.text(), wholeMillis == 0 ? 0 : (double) heard.heardMillis() / wholeMillis);
                }
                where = where != null && heard.messageId().equals(unfinished) ? where.openEnded() : where;
            }
        }
        return where;
    }
}
