package dev.trunkline.call;

import dev.trunkline.ai.AiLeg;
import dev.trunkline.audio.SoundFormat;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The agent's sentences: which were announced, which are being heard, which were cut off. Knows which messages must not be
 * heard any more. Confined to the call's loop.
 */
final class AgentUtterances {

    private static final int MAX_REMEMBERED = 256;
    private static final String OVERFLOW = "overflow";

    private final Playout playout;
    private final Consumer<CallEvent> events;

    private final MessageTexts open = new MessageTexts();
    private final LegMessages legMessages = new LegMessages();
    private final LateWords late = new LateWords();
    private final Set<String> begunUntold = new LinkedHashSet<>(); // heard, and nobody knows yet what they say

    /** Heard to their end since the last interruption; the far end may still send more of them. */
    private final Set<String> heardOut = new LinkedHashSet<>();

    private final Set<String> silenced = new LinkedHashSet<>();
    private final Set<String> offPace =
            new LinkedHashSet<>(); // tones, and sentences that may stop early: no pace is learnt from them
    private final Set<String> ours = new LinkedHashSet<>(); // said by another voice than the agent's
    private final BrokenSentences broken;
    private String lastAnnounced = "";
    private boolean silenceUnnamed;
    private boolean flooded; // until the end of the turn
    private boolean over;

    AgentUtterances(Playout playout, Consumer<CallEvent> events) {
        this.playout = playout;
        this.events = events;
        this.broken = new BrokenSentences(playout, open);
    }

    /** Where sentences broke off. */
    BrokenSentences broken() {
        return broken;
    }

    void onMessage(String messageId, String text, Map<String, Double> scores) {
        open.open(messageId, text);
        announce(messageId, text, scores);
    }

    private void announce(String messageId, String text, Map<String, Double> scores) {
        legMessages.announced(messageId);
        lastAnnounced = messageId;
        silenceUnnamed = false;
        events.accept(new TalkEvent.AgentSays(messageId, text, scores));
        if (begunUntold.remove(messageId)) {
            events.accept(new TalkEvent.AgentBegins(messageId));
        }
    }

    /** What a message says grows, beside its sound or later; the first of it opens the message. */
    void onText(String messageId, String more, long nowNanos) {
        if (open.isOpen(messageId)) {
            String kept = open.grow(messageId, more, nowNanos);
            if (!kept.isEmpty()) {
                events.accept(new TalkEvent.AgentSaysMore(messageId, kept));
            }
        } else if (late.isUntold(messageId)) {
            long heardMillis = late.tell(messageId);
            announce(messageId, more, Map.of());
            events.accept(new TalkEvent.AgentHeard(messageId, more, more, heardMillis, heardMillis));
        } else if (late.may(messageId)) {
            events.accept(new TalkEvent.AgentSaysMore(messageId, more));
        } else if (!silenced.contains(messageId)) {
            announce(messageId, open.grow(messageId, more, nowNanos), Map.of());
        }
    }

    /** Whether a message may begin with what comes of its text: it was neither heard out nor silenced. */
    boolean takesText(String messageId) {
        return !late.may(messageId) && !silenced.contains(messageId);
    }

    /** Whether a message was heard to its end, and nothing is known of what it said. */
    boolean wasHeardUntold(String messageId) {
        return late.isUntold(messageId);
    }

    /**
     * What the caller will have heard of what is open, when all sound that has come is played.
     *
     * @param ofBroken as much of the sentence that broke off, or null when none did
     */
    String stillHeard(@Nullable String ofBroken) {
        String sounding = playout.lastMessageId();
        StringBuilder heard = new StringBuilder();
        if (!open.isOpen(sounding)) {
            return "";
        }
        for (Map.Entry<String, String> each : open.all().entrySet()) {
            boolean isLast = each.getKey().equals(sounding);
            heard.append(isLast && ofBroken != null ? ofBroken : each.getValue())
                    .append(' ');
            if (isLast) {
                break;
            }
        }
        return heard.toString().strip();
    }

    /** A sentence that only fills the time: an answer may meet it before its end. */
    void onFiller(String messageId, String text, Map<String, Double> scores) {
        offPace.add(messageId);
        forgetOldest(offPace, MAX_REMEMBERED);
        onMessage(messageId, text, scores);
    }

    /** Whether nothing is being said but what fills the time, which its far end stops by itself. */
    boolean isFilling() {
        return !open.isEmpty() && offPace.containsAll(open.ids());
    }

    /** Whether this message is neither heard nor cut short yet. */
    boolean isOpen(String messageId) {
        return open.isOpen(messageId);
    }

    /** Queues sound of ours, of which nothing more comes. */
    void onKeys(String messageId, String text, byte[] muLaw) {
        queueWhole(offPace, messageId, text, muLaw);
    }

    /** Queues words that our own voice says in the agent's place; whoever speaks stops them. */
    void onOurs(String messageId, String text, byte[] muLaw) {
        queueWhole(ours, messageId, text, muLaw);
    }

    private void queueWhole(Set<String> kind, String messageId, String text, byte[] muLaw) {
        open.open(messageId, text);
        kind.add(messageId);
        events.accept(new TalkEvent.AgentSays(messageId, text, Map.of()));
        playout.accept(messageId, SoundFormat.PHONE, muLaw, 0, muLaw.length);
        playout.completeTurn();
    }

    /** Queues sound, unless its message was interrupted; says what is wrong with it, or null. */
    @Nullable
    String onAudio(String messageId, SoundFormat format, byte[] sound, int offset, int lengthBytes) {
        boolean unwanted = messageId.isEmpty() ? silenceUnnamed : silenced.contains(messageId);
        if (unwanted || over) {
            return "interrupted";
        }
        if (flooded) {
            return OVERFLOW;
        }
        String ofMessage = messageId.isEmpty() ? lastAnnounced : messageId;
        legMessages.came(ofMessage, format, lengthBytes);
        if (playout.accept(ofMessage, format, sound, offset, lengthBytes)) {
            return null;
        }
        cutShort(playout.messageId());
        return OVERFLOW;
    }

    /** Converts a little of the sound that came at once; tells what is wrong with it, or null. */
    @Nullable
    String convertParked() {
        String messageId = playout.convertParked();
        if (messageId == null) {
            return null;
        }
        cutShort(messageId);
        return OVERFLOW;
    }

    /** No more fits: what remains of this turn is not heard, and nothing after a hole in it. */
    private void cutShort(String messageId) {
        flooded = !playout.dropParked();
        broken.cutShort(messageId);
    }

    /** Another leg has sentences of its own, and may count them as the last one did. */
    void onOtherLeg() {
        silenced.clear();
        heardOut.clear();
        late.clear();
        begunUntold.clear();
        legMessages.onOtherLeg();
        silenceUnnamed = false;
    }

    /** The present leg is told what was heard of all that was silenced. */
    void tellHeard(AiLeg leg) {
        legMessages.tell(leg);
    }

    /** The turn is over, however much of it is still to be heard. */
    void onTurnEnded() {
        flooded = false;
        open.followed();
    }

    /** Reports what began and what ended at the caller's ear since the last time. */
    void report(long nowNanos) {
        report(nowNanos, events);
    }

    private void report(long nowNanos, Consumer<CallEvent> to) {
        PlayoutLedger ledger = playout.ledger();
        for (var begun = ledger.takeBegun(nowNanos); begun != null; begun = ledger.takeBegun(nowNanos)) {
            if (open.isOpen(begun.messageId())) {
                to.accept(new TalkEvent.AgentBegins(begun.messageId()));
            } else {
                begunUntold.add(begun.messageId());
            }
        }
        for (var heard = ledger.takeHeard(nowNanos); heard != null; heard = ledger.takeHeard(nowNanos)) {
            heardOut.add(heard.messageId());
            String text = open.of(heard.messageId());
            boolean tellsPace = !offPace.contains(heard.messageId())
                    && !ours.contains(heard.messageId())
                    && open.isWhole(heard.messageId(), nowNanos);
            if (text != null && tellsPace) {
                broken.learn(heard.messageId(), text, heard.spokenMillis());
            }
            legMessages.heard(heard.messageId(), heard.spokenMillis());
            late.heard(heard.messageId(), heard.spokenMillis(), text != null);
            over(heard.messageId(), heard.spokenMillis(), heard.spokenMillis(), to);
        }
        forgetOldest(heardOut, MAX_REMEMBERED);
        forgetOldest(begunUntold, MAX_REMEMBERED);
    }

    /** Nothing of what was announced so far is to be played any more; tells what was heard of it. */
    List<CallEvent> silence(long nowNanos) {
        silenced.addAll(heardOut);
        heardOut.clear();
        silenced.addAll(open.ids());
        silenceUnnamed = true;
        flooded = false;
        List<CallEvent> heard = new ArrayList<>();
        closeBooks(nowNanos, heard::add);
        return heard;
    }

    /** Whether the sound of what was announced last has not come, or not to its end. */
    boolean owesSound() {
        String text = open.of(lastAnnounced);
        if (text == null || heardOut.contains(lastAnnounced)) {
            return false;
        }
        if (!lastAnnounced.equals(playout.lastMessageId())) {
            return true; // none of it
        }
        long cameMillis = playout.messageMillis();
        return cameMillis < broken.wholeMillis(lastAnnounced, text, cameMillis);
    }

    /** Whether more has come than fits. */
    boolean isFlooded() {
        return flooded;
    }

    /**
     * The call is over: writes down what was heard of every sentence, and plays nothing any more.
     *
     * @return where the agent was at the caller's ear; null when everything had been heard
     */
    @Nullable
    CutOff end(long nowNanos) {
        over = true;
        List<TalkEvent.AgentHeard> cut = new ArrayList<>();
        closeBooks(nowNanos, event -> {
            if (event instanceof TalkEvent.AgentHeard heard) {
                cut.add(heard);
            }
            events.accept(event);
        });
        CutOff where = broken.at(cut);
        playout.drop(nowNanos);
        return where;
    }

    /** Writes down what was heard of every sentence that is not over yet. */
    private void closeBooks(long nowNanos, Consumer<CallEvent> to) {
        report(nowNanos, to);
        broken.closing();
        PlayoutLedger ledger = playout.ledger();
        for (var cut = ledger.takeAny(); cut != null; cut = ledger.takeAny()) {
            long heardMillis = ledger.heardMillis(cut, nowNanos);
            silenced.add(cut.messageId());
            late.forget(cut.messageId());
            legMessages.cut(cut.messageId(), heardMillis);
            over(cut.messageId(), heardMillis, cut.spokenMillis(), to);
        }
        while (!open.isEmpty()) {
            String unheard = open.ids().iterator().next();
            legMessages.cut(unheard, 0);
            over(unheard, 0, 0, to);
        }
        forgetOldest(silenced, MAX_REMEMBERED);
    }

    private static void forgetOldest(Set<String> messageIds, int most) {
        while (messageIds.size() > most) {
            messageIds.remove(messageIds.iterator().next());
        }
    }

    private void over(String messageId, long heardMillis, long spokenMillis, Consumer<CallEvent> to) {
        boolean grows = open.grows(messageId);
        String text = open.remove(messageId);
        offPace.remove(messageId);
        ours.remove(messageId);
        if (text != null) {
            long wholeMillis = broken.spokenMillis(messageId, spokenMillis);
            // Its text may be well ahead of its sound.
            long textMillis = grows && heardMillis < spokenMillis
                    ? Math.max(wholeMillis, broken.wholeMillis(messageId, text, spokenMillis))
                    : wholeMillis;
            String heardText = CutOff.heardPart(text, heardMillis, textMillis);
            to.accept(new TalkEvent.AgentHeard(messageId, text, heardText, heardMillis, wholeMillis));
        }
    }

    /** What is no sentence of the agent's, such as keys, or only fills the time: nobody goes on with it. */
    Set<String> notResumed() {
        return Set.copyOf(offPace);
    }
}
