package dev.trunkline.engine.mind.script;

import dev.trunkline.engine.mind.script.Move.Turn;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes one turn of the caller's after the other: which intent is meant, which of two, and what a {@link Form form} makes of
 * it. The same words always lead to the same move, so that a conversation can be followed again from its transcript. Immutable.
 */
final class Dialogue {

    private static final double LEAST_OF_A_CHOICE = 0.15;
    private static final double SURELY_ANOTHER = 0.3; // the two that were asked about are the likelier ones
    private static final Set<String> FIRST = Set.of("first", "former");
    private static final Set<String> SECOND = Set.of("second", "latter", "last", "other");

    private final Script script;
    private final Understanding understanding;
    private final FormFilling filling;

    Dialogue(Script script, Understanding understanding, SlotReader reader) {
        this.script = script;
        this.understanding = understanding;
        this.filling = new FormFilling(script, understanding, reader);
    }

    /**
     * The caller said something.
     *
     * @param text nothing for what nobody could make out
     */
    Turn take(DialogueState state, String text) {
        DialogueState.Filling form = state.filling();
        if (form != null) {
            return filling.take(state, form, text, this);
        }
        if (text.isBlank()) {
            return new Turn(state, new Move.Puzzled());
        }
        if (!state.choice().isEmpty()) {
            Turn chosen = chosen(state, text);
            if (chosen != null) {
                return chosen;
            }
        }
        Meaning meaning = understanding.of(text, state.last());
        return switch (meaning.verdict()) {
            case NOTHING -> new Turn(state.filling(null), new Move.Puzzled());
            case BETWEEN_TWO -> between(state, meaning, text);
            case CLEAR -> begin(state, meaning.first(), text);
        };
    }

    /** The caller pressed keys. */
    Turn pressed(DialogueState state, String keys) {
        DialogueState.Filling form = state.filling();
        Turn filled = form == null ? null : filling.pressed(state, form, keys);
        if (filled != null) {
            return filled;
        }
        Intent intent = keys.length() == 1 && script.keys().containsKey(keys)
                ? script.named(script.keys().get(keys))
                : null;
        return intent == null ? new Turn(state, new Move.Puzzled()) : begin(state, intent, "");
    }

    /** An intent is taken: its form is asked for, or it is answered. */
    Turn begin(DialogueState state, Intent intent, String text) {
        boolean isAnswer = intent.form().isEmpty();
        return isAnswer
                ? new Turn(keepsTheQuestion(intent) ? state : state.answered(intent), new Move.Answer(intent))
                : filling.begin(state, intent, text);
    }

    /** "Yes" and "repeat that" are about what was said before. */
    private static boolean keepsTheQuestion(Intent intent) {
        return switch (intent.outcome().action()) {
            case REPEAT, ACCEPT, DECLINE -> true;
            case NOTHING, TRANSFER, HANG_UP, FORGET -> false;
        };
    }

    private Turn between(DialogueState state, Meaning meaning, String text) {
        Intent first = meaning.first();
        Intent second = meaning.second();
        boolean isAsk = script.sentences().containsKey(Phrase.DID_YOU_MEAN)
                && !first.outcome().everyday()
                && !second.outcome().everyday();
        if (!isAsk) {
            return begin(state, first, text);
        }
        String question = script.line(Phrase.DID_YOU_MEAN)
                .replace("{first}", first.title())
                .replace("{second}", second.title());
        return new Turn(
                state.choosing(List.of(first.name(), second.name()), text), new Move.Say(List.of(question), Map.of()));
    }

    /** What the answer to "did you mean this or that" leads to; null when it is something else. */
    private @Nullable Turn chosen(DialogueState state, String text) {
        Intent first = script.named(state.choice().get(0));
        Intent second = script.named(state.choice().get(1));
        Intent meant = oneOf(first, second, text, state);
        if (meant != null) {
            return begin(state, meant, state.heard() + ". " + text);
        }
        String plain = PlainWords.of(text);
        if (plain.contains("neither") || plain.contains("none of") || YesOrNo.of(text) == YesOrNo.NO) {
            Meaning other = understanding.of(text, state.last());
            Intent best = other.best();
            boolean isNone = best == null || best.outcome().action() == Intent.Action.DECLINE;
            return isNone ? new Turn(state.filling(null), new Move.Say(script.says(Phrase.ALL_RIGHT), Map.of())) : null;
        }
        boolean isYes = YesOrNo.of(text) == YesOrNo.YES && PlainWords.words(plain) <= 4;
        return isYes ? new Turn(state, new Move.Say(List.of(script.line(Phrase.WHICH_ONE)), Map.of())) : null;
    }

    private @Nullable Intent oneOf(Intent first, Intent second, String text, DialogueState state) {
        Set<String> words = words(PlainWords.of(text));
        boolean isFirst = words.stream().anyMatch(FIRST::contains) || names(words, first, second);
        boolean isSecond = words.stream().anyMatch(SECOND::contains) || names(words, second, first);
        if (isFirst != isSecond) {
            return isFirst ? first : second;
        }
        Meaning meaning = understanding.of(text, state.last());
        double ofFirst = meaning.scoreOf(first);
        double ofSecond = meaning.scoreOf(second);
        Intent best = meaning.best();
        boolean isAnother = best != null
                && !best.equals(first)
                && !best.equals(second)
                && meaning.candidates().get(0).score() > Math.max(ofFirst, ofSecond) + SURELY_ANOTHER;
        boolean isClear = Math.abs(ofFirst - ofSecond) >= script.settings().margin()
                && Math.max(ofFirst, ofSecond) >= LEAST_OF_A_CHOICE;
        return isAnother || !isClear ? null : ofFirst > ofSecond ? first : second;
    }

    private static Set<String> words(String plain) {
        return Set.copyOf(List.of(plain.split(" ")));
    }

    /** Whether a word of the title is among them that the other title does not have. */
    private static boolean names(Set<String> words, Intent intent, Intent other) {
        Set<String> others = words(PlainWords.of(other.title()));
        return words(PlainWords.of(intent.title())).stream()
                .filter(word -> word.length() > 3 && !others.contains(word))
                .anyMatch(words::contains);
    }
}
