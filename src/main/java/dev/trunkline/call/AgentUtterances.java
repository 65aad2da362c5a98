package dev.trunkline.call;

import dev.trunkline.audio.SoundFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

    /** Announced and not yet over for the caller: id to text. */
    private final Map<String, String> open = new LinkedHashMap<>();

    /** Heard to their end since the last interruption; EVI may still send more of them. */
    private final Set<String> heardOut = new LinkedHashSet<>();

    private final Set<String> silenced = new LinkedHashSet<>();
    private final Set<String> offPace =
            new LinkedHashSet<>(); // tones, and sentences that may stop early: no pace is learnt from them
    private final SpeechRate rate = new SpeechRate();

    /** A sentence whose sound will never be complete, and how long that would have been. */
    private String cutMessage = "";

    private long cutMessageMillis;
    private String lastAnnounced = "";
    private boolean silenceUnnamed;
    private boolean flooded; // until the end of the turn
    private boolean over;

    AgentUtterances(Playout playout, Consumer<CallEvent> events) {
        this.playout = playout;
        this.events = events;
    }

    void onMessage(String messageId, String text, Map<String, Double> scores) {
        if (open.size() >= MAX_REMEMBERED) {
            open.remove(open.keySet().iterator().next());
        }
        open.put(messageId, text);
        lastAnnounced = messageId;
        silenceUnnamed = false;
        events.accept(new TalkEvent.AgentSays(messageId, text, scores));
    }

    /** More of what an open message says. */
    void onMore(String messageId, String more) {
        open.merge(messageId, more, String::concat);
    }

    /** A sentence that only fills the time: an answer may meet it before its end. */
    void onFiller(String messageId, String text, Map<String, Double> scores) {
        offPace.add(messageId);
        forgetOldest(offPace);
        onMessage(messageId, text, scores);
    }

    /** Whether nothing is being said but what fills the time, which its far end stops by itself. */
    boolean isFilling() {
        return !open.isEmpty() && offPace.containsAll(open.keySet());
    }

    /** Whether this message is neither heard nor cut short yet. */
    boolean isOpen(String messageId) {
        return open.containsKey(messageId);
    }

    /** Queues sound of ours, of which nothing more comes. */
    void onKeys(String messageId, String text, byte[] muLaw) {
        open.put(messageId, text);
        offPace.add(messageId);
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
        if (playout.accept(messageId.isEmpty() ? lastAnnounced : messageId, format, sound, offset, lengthBytes)) {
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
        cutMessage = messageId;
        cutMessageMillis = 0;
    }

    /** Another leg has sentences of its own, and may count them as the last one did. */
    void onOtherLeg() {
        silenced.clear();
        heardOut.clear();
        silenceUnnamed = false;
    }

    /** The turn is over, however much of it is still to be heard. */
    void onTurnEnded() {
        flooded = false;
    }

    /** Reports what began and what ended at the caller's ear since the last time. */
    void report(long nowNanos) {
        report(nowNanos, events);
    }

    private void report(long nowNanos, Consumer<CallEvent> to) {
        PlayoutLedger ledger = playout.ledger();
        for (var begun = ledger.takeBegun(nowNanos); begun != null; begun = ledger.takeBegun(nowNanos)) {
            to.accept(new TalkEvent.AgentBegins(begun.messageId()));
        }
        for (var heard = ledger.takeHeard(nowNanos); heard != null; heard = ledger.takeHeard(nowNanos)) {
            heardOut.add(heard.messageId());
            String text = open.get(heard.messageId());
            if (text != null && !heard.messageId().equals(cutMessage) && !offPace.contains(heard.messageId())) {
                rate.learn(text, heard.spokenMillis());
            }
            over(heard.messageId(), heard.spokenMillis(), heard.spokenMillis(), to);
        }
        forgetOldest(heardOut);
    }

    /** Nothing of what was announced so far is to be played any more; tells what was heard of it. */
    List<CallEvent> silence(long nowNanos) {
        silenced.addAll(heardOut);
        heardOut.clear();
        silenced.addAll(open.keySet());
        silenceUnnamed = true;
        flooded = false;
        List<CallEvent> heard = new ArrayList<>();
        closeBooks(nowNanos, heard::add);
        return heard;
    }

    /** The leg is gone in the middle of a turn: tells where the agent was; null when all sound had come. */
    @Nullable
    CutOff cutOff() {
        String sounding = playout.lastMessageId();
        boolean unheardOf = !open.containsKey(sounding);
        CutOff cut = null;
        for (Map.Entry<String, String> sentence : open.entrySet()) {
            String text = sentence.getValue();
            if (unheardOf) {
                cut = cut == null ? CutOff.of(text, 0) : cut.and(text);
            } else if (sentence.getKey().equals(sounding)) {
                unheardOf = true;
                long cameMillis = playout.messageMillis();
                long wholeMillis = wholeMillis(sounding, text, cameMillis);
                if (cameMillis < wholeMillis) {
                    cut = CutOff.of(text, (double) cameMillis / wholeMillis);
                    cutMessage = sounding;
                    cutMessageMillis = wholeMillis;
                }
            }
        }
        return cut;
    }

    /** Whether the sound of what was announced last has not come, or not to its end. */
    boolean owesSound() {
        String text = open.get(lastAnnounced);
        if (text == null || heardOut.contains(lastAnnounced)) {
            return false;
        }
        if (!lastAnnounced.equals(playout.lastMessageId())) {
            return true; // none of it
        }
        long cameMillis = playout.messageMillis();
        return cameMillis < wholeMillis(lastAnnounced, text, cameMillis);
    }

    /** Whether more has come than fits. */
    boolean isFlooded() {
        return flooded;
    }

    /** How long a sentence will have been of which so much came. */
    private long wholeMillis(String messageId, String text, long cameMillis) {
        boolean moreMayCome =
                playout.isMessageOpen() && messageId.equals(playout.messageId()) && !playout.isConverting();
        return moreMayCome ? rate.wholeMillis(text, cameMillis, playout.endsQuietly()) : cameMillis;
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
        CutOff where = cutAt(cut);
        playout.drop(nowNanos);
        return where;
    }

    /**
     * Where the agent was at the caller's ear; to be asked before the sound is dropped.
     *
     * @param over what was heard of each sentence that was not over; other events count for nothing
     * @return null when everything had been heard
     */
    @Nullable
    CutOff cutAt(List<? extends CallEvent> over) {
        CutOff where = null;
        for (CallEvent event : over) {
            if (event instanceof TalkEvent.AgentHeard heard) {
                long wholeMillis = wholeMillis(heard.messageId(), heard.text(), heard.spokenMillis());
                if (where != null) {
                    where = where.and(heard.text());
                } else if (wholeMillis == 0 || heard.heardMillis() < wholeMillis) {
                    where = CutOff.of(heard.text(), wholeMillis == 0 ? 0 : (double) heard.heardMillis() / wholeMillis);
                }
            }
        }
        return where;
    }

    /** Writes down what was heard of every sentence that is not over yet. */
    private void closeBooks(long nowNanos, Consumer<CallEvent> to) {
        report(nowNanos, to);
        PlayoutLedger ledger = playout.ledger();
        for (var cut = ledger.takeAny(); cut != null; cut = ledger.takeAny()) {
            silenced.add(cut.messageId());
            over(cut.messageId(), ledger.heardMillis(cut, nowNanos), cut.spokenMillis(), to);
        }
        while (!open.isEmpty()) {
            over(open.keySet().iterator().next(), 0, 0, to);
        }
        forgetOldest(silenced);
    }

    private static void forgetOldest(Set<String> messageIds) {
        while (messageIds.size() > MAX_REMEMBERED) {
            messageIds.remove(messageIds.iterator().next());
        }
    }

    private void over(String messageId, long heardMillis, long spokenMillis, Consumer<CallEvent> to) {
        String text = open.remove(messageId);
        offPace.remove(messageId);
        if (text != null) {
            long wholeMillis =
                    messageId.equals(cutMessage) ? Math.max(spokenMillis + 1, cutMessageMillis) : spokenMillis;
            String heardText = heardPart(text, heardMillis, wholeMillis);
            to.accept(new TalkEvent.AgentHeard(messageId, text, heardText, heardMillis, wholeMillis));
        }
    }

    /** Whole words, in proportion to the time. */
    private static String heardPart(String text, long heardMillis, long spokenMillis) {
        if (heardMillis == 0 || spokenMillis == 0) {
            return "";
        }
        if (heardMillis >= spokenMillis) {
            return text;
        }
        int characters = (int) (text.length() * heardMillis / spokenMillis);
        int wordEnd = text.lastIndexOf(' ', characters);
        return wordEnd <= 0 ? "" : text.substring(0, wordEnd);
    }

    /** What is no sentence of the agent's, such as keys, or only fills the time: nobody goes on with it. */
    Set<String> notResumed() {
        return Set.copyOf(offPace);
    }
}
