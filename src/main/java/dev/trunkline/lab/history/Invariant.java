package dev.trunkline.lab.history;

import java.util.List;
import java.util.function.BiConsumer;

/** What holds in every history, whatever fails (reliability.md, 5.4). */
public enum Invariant {
    ONE_RECORD("each admitted call has exactly one terminal record", RecordChecks::oneRecord),
    ONE_GENERATION("at every moment at most one chat of a call is heard", SoundChecks::oneGeneration),
    NOTHING_STALE("no sound of a turn after the clear that ended it", SoundChecks::nothingStale),
    SOUND_ADDS_UP("played, trimmed and cleared sound is what was received", SoundChecks::soundAddsUp),
    NO_LONG_SILENCE("no silence of more than 3 s while a fault is known", SoundChecks::noLongSilence),
    ONE_GREETING("a caller is greeted once", SoundChecks::oneGreeting),
    TOOLS_ONCE("each tool call is done at most once, and answered while its chat lives", ToolChecks::toolsOnce),
    TRANSFERS_ASKED("no more transfers are dialled than were asked for", ToolChecks::transfersAsked),
    NO_DIALLING_WHILE_DRAINING("nobody is called out of a node that drains", RecordChecks::noDialling),
    CHATS_BELONG_TO_CALLS("every chat belongs to a call that is up, one to each", ChatChecks::chatsBelongToCalls),
    WORDS_IN_ORDER("a chat hears the caller's words in order, each at most once", ChatChecks::wordsInOrder),
    GAUGE_IS_RIGHT("the gauge of active calls is started less ended", RecordChecks::gaugeIsRight);

    private final String words;

    @SuppressWarnings("ImmutableEnumChecker") // none of them captures anything
    private final BiConsumer<CallHistory, Findings> check;

    Invariant(String words, BiConsumer<CallHistory, Findings> check) {
        this.words = words;
        this.check = check;
    }

    /** I1 to I12. */
    public String label() {
        return "I" + (ordinal() + 1);
    }

    /** What holds. */
    public String words() {
        return words;
    }

    /** Where it does not hold; empty when it does everywhere. */
    public List<Violation> check(CallHistory history) {
        Findings findings = new Findings(this);
        check.accept(history, findings);
        return findings.all();
    }
}
