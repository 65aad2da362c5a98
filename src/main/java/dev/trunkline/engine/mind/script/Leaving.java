package dev.trunkline.engine.mind.script;

import dev.trunkline.engine.mind.script.DialogueState.Asking;
import dev.trunkline.engine.mind.script.DialogueState.Filling;
import dev.trunkline.engine.mind.script.Intent.Action;
import dev.trunkline.engine.mind.script.Slot.Kind;
import dev.trunkline.engine.mind.script.Slot.Value;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a caller who is being asked for something leaves it instead: for good ("that was all"), for a person, or for
 * something else ("never mind"). Words that leave come before a value that stands beside them, what only means to leave does
 * not. Immutable.
 */
final class Leaving {

    private static final Set<Action> LEAVES =
            EnumSet.of(Action.TRANSFER, Action.HANG_UP, Action.FORGET, Action.DECLINE);
    private static final double SURELY = 0.4; // of the scores of all that leave: which of them it is matters less
    private static final double HALF = 0.5; // of the words
    private static final Pattern THANKS =
            Pattern.compile("\\b(?:many thanks|(?:thank you|thanks)(?: (?:so|very) much| a lot)?)\\b");
    private static final Pattern REFUSES = Pattern.compile("\\b(?:rather|better) not\\b|^no thank");
    private static final Pattern NO_NUMBER =
            Pattern.compile("\\b(?:one of|one more|no one)\\b", Pattern.CASE_INSENSITIVE);
    private static final Set<Kind> KNOWN_BY_A_LEAD_IN = EnumSet.of(Kind.NAME, Kind.ADDRESS, Kind.TEXT);

    private final Script script;
    private final Understanding understanding;
    private final SlotReader reader;

    Leaving(Script script, Understanding understanding, SlotReader reader) {
        this.script = script;
        this.understanding = understanding;
        this.reader = reader;
    }

    /**
     * For what the caller leaves {@code form}.
     *
     * @param meaning of {@code text}
     * @param isCorrected whether it puts something right that was read back
     * @return an intent that transfers, hangs up, forgets or declines; null for who stays
     */
    @Nullable
    Intent of(String text, Meaning meaning, Filling form, Intent intent, boolean isCorrected) {
        String plain = plain(text);
        Slot slot = form.asking() == Asking.SLOT ? intent.form().slot(form.slot()) : null;
        if (plain.isEmpty() || isChosen(slot, plain) || isAgreed(slot, plain)) {
            return null;
        }
        boolean isAnswered = isCorrected || (slot != null && value(slot, text) != null);
        Intent left = inWords(text, meaning, slot, isAnswered);
        if (left == null && !isAnswered) {
            left = byMeaning(text, meaning, slot);
        }
        return intent.equals(left) ? null : left; // who wants what the form is for stays
    }

    /** What nobody says who does not answer: a number, a date, "my name is ...". */
    private @Nullable Value value(Slot slot, String text) {
        return KNOWN_BY_A_LEAD_IN.contains(slot.kind())
                ? reader.unasked(slot, text)
                : reader.answer(slot, NO_NUMBER.matcher(text).replaceAll(" "));
    }

    private @Nullable Intent inWords(String text, Meaning meaning, @Nullable Slot slot, boolean isAnswered) {
        String plain = plain(text);
        Intent whole = whole(plain, slot);
        if (whole != null) {
            return whole;
        }
        Intent sure = meaning.best();
        if (sure != null && meaning.candidates().get(0).score() >= 1 && sure.isWayOut()) {
            boolean isMeant = !isAnswered || (sure.cues().isAlwaysIn(plain) && !isInName(slot, text, sure));
            if (isMeant) {
                return sure;
            }
        }
        List<String> parts = Stream.of(text.split("[.,;!?]+"))
                .map(Leaving::plain)
                .filter(part -> !part.isEmpty() && !THANKS.matcher(part).matches())
                .toList();
        Intent last = parts.isEmpty() ? null : whole(parts.get(parts.size() - 1), slot);
        if (last != null && (!isAnswered || last.outcome().action() == Action.FORGET)) {
            return last;
        }
        boolean isYesOrNo = isAnswered && slot != null && slot.kind() == Kind.YES_NO;
        Intent phrased = isYesOrNo ? null : phrased(plain); // "no, that's it" says no first
        if (phrased != null || isAnswered) {
            return phrased;
        }
        return parts.stream()
                .map(part -> whole(part, slot))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The intent that {@code plain} is all the words of, if it leaves. */
    private @Nullable Intent whole(String plain, @Nullable Slot slot) {
        Intent found = understanding.whole(plain);
        if (found == null) {
            found = understanding.whole(
                    THANKS.matcher(plain).replaceAll(" ").replaceAll(" +", " ").strip());
        }
        boolean isLeft = found != null && found.cues().after().isEmpty() && leaves(found, plain, slot);
        return isLeft ? found : null;
    }

    /** "No thanks" answers a question that asks for yes or no; "no" alone may begin a correction. */
    private static boolean leaves(Intent found, String plain, @Nullable Slot slot) {
        if (found.outcome().action() != Action.DECLINE) {
            return LEAVES.contains(found.outcome().action());
        }
        return slot == null
                ? REFUSES.matcher(plain).find()
                : slot.kind() != Kind.YES_NO && PlainWords.words(PlainWords.withoutFillers(plain)) > 1;
    }

    /** The intent whose phrase makes up half of what was said. */
    private @Nullable Intent phrased(String plain) {
        int words = PlainWords.words(PlainWords.withoutFillers(plain));
        return script.intents().stream()
                .filter(intent -> intent.outcome().action() == Action.HANG_UP
                        || intent.outcome().action() == Action.FORGET)
                .filter(intent -> PlainWords.words(WordMatch.phrase(plain, intent)) >= Math.max(2, words * HALF))
                .findFirst()
                .orElse(null);
    }

    private @Nullable Intent byMeaning(String text, Meaning meaning, @Nullable Slot slot) {
        Intent best = meaning.best();
        if (best == null || !leaves(best, plain(text), slot)) {
            return null;
        }
        double score = meaning.candidates().stream()
                .filter(candidate -> candidate.intent() != null
                        && LEAVES.contains(candidate.intent().outcome().action()))
                .mapToDouble(Meaning.Candidate::score)
                .sum();
        return score >= SURELY ? best : null;
    }

    /** Whether a choice's words are most of what was said: "cancel it" may be one. */
    private static boolean isChosen(@Nullable Slot slot, String plain) {
        int words = PlainWords.words(PlainWords.withoutFillers(plain));
        return slot != null
                && slot.choices().entrySet().stream()
                        .flatMap(choice ->
                                Stream.concat(Stream.of(PlainWords.of(choice.getKey())), choice.getValue().stream()))
                        .anyMatch(phrase ->
                                PlainWords.contains(plain, phrase) && PlainWords.words(phrase) >= words * HALF);
    }

    /** "That's it" agrees where the agent has asked whether something is so; with thanks, only what was read back. */
    private static boolean isAgreed(@Nullable Slot slot, String plain) {
        String rest = PlainWords.withoutFillers(
                slot == null ? THANKS.matcher(plain).replaceAll(" ").strip() : plain);
        return (slot == null || slot.kind() == Kind.YES_NO) && rest.matches("(?:yes )?that is it");
    }

    /** As the examples that leave are written: "I'll call back" is one of them. */
    private static String plain(String text) {
        return PlainWords.of(text.replace('\u2019', '\'')
                .replaceAll("(?i)'ll\\b", " will")
                .replaceAll("(?i)'ve\\b", " have")
                .replaceAll("(?i)'d\\b", " would")
                .replaceAll("(?i)\\blet's\\b", "let us"));
    }

    /** Whether the way out is part of a name: "my name is John Bye". */
    private boolean isInName(@Nullable Slot slot, String text, Intent out) {
        Value value = slot != null && KNOWN_BY_A_LEAD_IN.contains(slot.kind()) ? reader.unasked(slot, text) : null;
        if (value == null) {
            return false;
        }
        String name = PlainWords.of(value.value());
        return out.cues().isAlwaysIn(name) && !out.cues().isAlwaysIn(plain(text).replace(name, "|"));
    }
}
