package dev.trunkline.lab.history;

import java.util.List;
import java.util.function.BiConsumer;

/** What holds in every history, whatever fails (reliability.md, 5.4). */
public enum Invariant {
    ONE_RECORD("I1", "each admitted call has exactly one terminal record", RecordChecks::oneRecord),
    ONE_GENERATION("I2", "at every moment at most one chat of a call is heard", SoundChecks::oneGeneration),
    NOTHING_STALE("I3", "no sound of a turn after the clear that ended it", SoundChecks::nothingStale),
    SOUND_ADDS_UP("I4", "played, trimmed and cleared sound is what was received", SoundChecks::soundAddsUp),
    NO_LONG_SILENCE("I5", "no silence of more than 3 s while a fault is known", SoundChecks::noLongSilence),
    ONE_GREETING("I6", "a caller is greeted once", SoundChecks::oneGreeting),
    TOOLS_ONCE("I7", "each tool call is done at most once, and answered while its chat lives", ToolChecks::toolsOnce),
    TRANSFERS_ASKED("I8", "no more transfers are dialled than were asked for", ToolChecks::transfersAsked),
    NO_DIALLING_WHILE_DRAINING("I9", "nobody is called out of a node that drains", RecordChecks::noDialling),
    CHATS_BELONG_TO_CALLS(
            "I10", "every chat belongs to a call that is up, one to each", ChatChecks::chatsBelongToCalls),
    WORDS_IN_ORDER("I11", "a chat hears the caller's words in order, each at most once", ChatChecks::wordsInOrder),
    GAUGE_IS_RIGHT("I12", "the gauge of active calls is started less ended", RecordChecks::gaugeIsRight);

    private final String label;
    private final String words;

    @SuppressWarnings("ImmutableEnumChecker") // none of them captures anything
    private final BiConsumer<CallHistory, Findings> check;

    Invariant(String label, String words, BiConsumer<CallHistory, Findings> check) {
        this.label = label;
        this.words = words;
        this.check = check;
    }

    /** I1 to I12. */
    public String label() {
        return label;
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
