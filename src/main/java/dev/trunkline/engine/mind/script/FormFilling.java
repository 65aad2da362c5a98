package dev.trunkline.engine.mind.script;

import dev.trunkline.engine.mind.script.DialogueState.Asking;
import dev.trunkline.engine.mind.script.DialogueState.Filling;
import dev.trunkline.engine.mind.script.Move.Turn;
import dev.trunkline.engine.mind.script.Slot.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks for what an intent needs, one thing after the other, reads it back, and lets the caller correct it. Immutable. */
final class FormFilling {

    private static final double SURELY_SOMETHING_ELSE = 0.4; // a question beside the one that was asked
    private static final Set<String> PAUSES = Set.of("moment", "wait");
    private static final int MAX_REFUSED = 2; // of what was read back, before a person may hear it better

    private final Script script;
    private final Understanding understanding;
    private final SlotReader reader;
    private final Correction correction;
    private final Leaving leaving;

    FormFilling(Script script, Understanding understanding, SlotReader reader) {
        this.script = script;
        this.understanding = understanding;
        this.reader = reader;
        this.correction = new Correction(reader);
        this.leaving = new Leaving(script, understanding, reader);
    }

    /** An intent was recognised: what was said already is not asked for. */
    Turn begin(DialogueState state, Intent intent, String text) {
        Map<String, Value> values = new LinkedHashMap<>();
        fill(intent, values, text);
        return advance(state, intent, new Filling(intent.name(), values, Asking.SLOT, "", List.of(), 0, 0), List.of());
    }

    private void fill(Intent intent, Map<String, Value> values, String text) {
        for (Slot slot : intent.form().slots()) {
            Value value = values.containsKey(slot.name()) ? null : reader.unasked(slot, text);
            if (value != null && values.values().stream().noneMatch(value::equals)) {
                values.put(slot.name(), value);
            }
        }
    }

    /** The caller pressed keys; null when they are no answer here. */
    @Nullable
    Turn pressed(DialogueState state, Filling form, String keys) {
        Intent intent = script.named(form.intent());
        Slot slot = form.asking() == Asking.SLOT ? intent.form().slot(form.slot()) : null;
        boolean takesKeys = slot != null && (slot.kind() == Slot.Kind.DIGITS || slot.kind() == Slot.Kind.NUMBER);
        Value value = slot != null && takesKeys ? reader.answer(slot, keys.replaceAll("[^0-9]", "")) : null;
        return value == null ? null : advance(state, intent, form.with(form.slot(), value), List.of());
    }

    /** The caller said something while a form is open. */
    Turn take(DialogueState state, Filling form, String text, Dialogue dialogue) {
        Intent intent = script.named(form.intent());
        Meaning meaning = text.isBlank() ? Meaning.NOTHING : understanding.of(text, state.last());
        boolean isCorrected = form.asking() != Asking.SLOT && corrected(form, intent, text) != null;
        Intent left = leaving.of(text, meaning, form, intent, isCorrected);
        if (left != null) {
            return left.isWayOut() ? dialogue.begin(state.filling(null), left, text) : left(state);
        }
        Intent meant = meaning.best();
        boolean isCertain = meant != null && meaning.candidates().get(0).score() >= 1;
        Turn staying = meant != null && isCertain ? staying(state, form, meant) : null;
        if (staying != null) {
            return staying;
        }
        Turn turn = switch (form.asking()) {
            case SLOT -> answered(state, form, intent, text, meaning);
            case SLOT_RIGHT, ALL_RIGHT, WHAT_IS_RIGHT -> judged(state, form, intent, text);
        };
        if (turn != null) {
            return turn;
        }
        boolean isAside =
                meant != null && meaning.candidates().get(0).score() >= SURELY_SOMETHING_ELSE && !intent.equals(meant);
        if (meant == null || !isAside || isAnswer(meant)) {
            return missed(state, form, intent);
        }
        return meant.isWayOut() || !meant.form().isEmpty()
                ? dialogue.begin(state.filling(null), meant, text)
                : new Turn(state.filling(form), new Move.Aside(meant, question(intent, form, false), form.values()));
    }

    private static boolean isAnswer(Intent meant) {
        return meant.outcome().action() == Intent.Action.ACCEPT
                || meant.outcome().action() == Intent.Action.DECLINE;
    }

    private Turn left(DialogueState state) {
        List<String> says = List.of(script.line(Phrase.LEFT_AS_IT_IS), script.line(Phrase.WHAT_NEXT));
        return new Turn(state.filling(null), new Move.Say(says, Map.of()));
    }

    /** What is said at any time and leaves the question where it is: "repeat that", "one moment", "wait". */
    private @Nullable Turn staying(DialogueState state, Filling form, Intent meant) {
        if (meant.outcome().action() == Intent.Action.REPEAT) {
            List<String> again = question(script.named(form.intent()), form, false);
            return new Turn(state.filling(form), new Move.Say(again, form.values()));
        }
        return PAUSES.contains(meant.name()) ? new Turn(state.filling(form), new Move.Answer(meant)) : null;
    }

    /** The answer to a slot's question; null for none. */
    private @Nullable Turn answered(DialogueState state, Filling form, Intent intent, String text, Meaning meaning) {
        Slot slot = intent.form().slot(form.slot());
        if (slot == null || text.isBlank()) {
            return null;
        }
        if (Correction.isLikely(text) && !form.values().isEmpty()) {
            Filling corrected = corrected(form, intent, text);
            if (corrected != null) {
                return advance(state, intent, corrected, List.of(script.line(Phrase.CORRECTED)));
            }
        }
        boolean isFree =
                slot.kind() == Slot.Kind.TEXT || slot.kind() == Slot.Kind.NAME || slot.kind() == Slot.Kind.ADDRESS;
        boolean isQuestion = isFree
                && meaning.best() != null
                && !intent.equals(meaning.best())
                && meaning.candidates().get(0).score() >= SURELY_SOMETHING_ELSE
                && reader.unasked(slot, text) == null;
        Value value = isQuestion ? null : reader.answer(slot, text);
        if (value == null) {
            return null;
        }
        Map<String, Value> values = new LinkedHashMap<>(form.values());
        values.put(slot.name(), value);
        fill(intent, values, text);
        Filling filled =
                new Filling(intent.name(), values, Asking.SLOT, slot.name(), form.confirmed(), 0, form.refused());
        if (!slot.confirms().isEmpty()) {
            return new Turn(
                    state.filling(filled.asking(Asking.SLOT_RIGHT, slot.name())),
                    new Move.Say(List.of(slot.confirms()), values));
        }
        return advance(state, intent, filled, List.of());
    }

    /** The answer to "is that right"; null for none. */
    private @Nullable Turn judged(DialogueState state, Filling form, Intent intent, String text) {
        if (text.isBlank()) {
            return null;
        }
        YesOrNo answer = YesOrNo.of(text);
        Filling corrected = answer == YesOrNo.YES && !PlainWords.contains(PlainWords.of(text), "but")
                ? null
                : corrected(form, intent, text);
        if (corrected != null) {
            return readBack(state, intent, corrected);
        }
        if (answer == YesOrNo.YES && form.asking() != Asking.WHAT_IS_RIGHT) {
            return advance(state, intent, form.confirmed(form.slot()), List.of());
        }
        Slot named = named(intent, text);
        Slot only = form.asking() == Asking.SLOT_RIGHT
                ? intent.form().slot(form.slot())
                : intent.form().slots().size() == 1 ? intent.form().slots().get(0) : named;
        if (answer != YesOrNo.NO && named == null) {
            return null;
        }
        Filling refused = form.refusedOnce();
        if (refused.refused() > MAX_REFUSED) {
            return new Turn(state.filling(null), new Move.HandOn());
        }
        if (only == null) {
            return new Turn(
                    state.filling(refused.asking(Asking.WHAT_IS_RIGHT, "")),
                    new Move.Say(List.of(script.line(Phrase.WHAT_IS_RIGHT)), form.values()));
        }
        Filling without = refused.without(only.name()).asking(Asking.SLOT, only.name());
        List<String> says = new ArrayList<>(List.of(script.line(Phrase.CORRECTED)));
        says.addAll(only.asksAgain().isEmpty() ? only.asks() : only.asksAgain());
        return new Turn(state.filling(without), new Move.Say(says, without.values()));
    }

    private Turn readBack(DialogueState state, Intent intent, Filling corrected) {
        List<String> first = List.of(script.line(Phrase.CORRECTED));
        Slot slot = corrected.asking() == Asking.SLOT_RIGHT ? intent.form().slot(corrected.slot()) : null;
        if (slot != null) {
            return new Turn(
                    state.filling(corrected), new Move.Say(join(first, List.of(slot.confirms())), corrected.values()));
        }
        return advance(state, intent, corrected, first);
    }

    private @Nullable Filling corrected(Filling form, Intent intent, String text) {
        Filling now = form;
        boolean isOnly =
                form.asking() == Asking.SLOT_RIGHT || (form.values().size() == 1 && form.asking() != Asking.SLOT);
        boolean isOfOne = PlainWords.contains(PlainWords.of(text), "not"); // "fourteen, not forty" is about one of them
        for (Slot slot : digitsLast(intent.form().slots())) {
            Value before = form.values().get(slot.name());
            boolean isAbout = form.asking() != Asking.SLOT_RIGHT || form.slot().equals(slot.name());
            Value value = before == null || !isAbout || (isOfOne && !now.equals(form))
                    ? null
                    : correction.of(slot, before, text, isOnly);
            now = value == null ? now : now.with(slot.name(), value);
        }
        return now.equals(form) ? null : now;
    }

    /** A forty may stand in any long number. */
    private static List<Slot> digitsLast(List<Slot> slots) {
        return slots.stream()
                .sorted(Comparator.comparing(slot -> slot.kind() == Slot.Kind.DIGITS))
                .toList();
    }

    private static @Nullable Slot named(Intent intent, String text) {
        String plain = PlainWords.of(text);
        return intent.form().slots().stream()
                .filter(slot -> PlainWords.contains(plain, slot.name().replace('_', ' '))
                        || PlainWords.contains(plain, slot.kind().name().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(null);
    }

    /** Asks for what is missing, reads back what is there, or is done. */
    private Turn advance(DialogueState state, Intent intent, Filling form, List<String> first) {
        for (Slot slot : intent.form().slots()) {
            if (!form.values().containsKey(slot.name())) {
                return new Turn(
                        state.filling(form.asking(Asking.SLOT, slot.name())),
                        new Move.Say(join(first, slot.asks()), form.values()));
            }
        }
        boolean isReadBack =
                form.asking() == Asking.ALL_RIGHT && form.confirmed().contains("");
        if (!intent.form().confirms().isEmpty() && !isReadBack) {
            return new Turn(
                    state.filling(form.asking(Asking.ALL_RIGHT, "")),
                    new Move.Say(join(first, List.of(intent.form().confirms())), form.values()));
        }
        return new Turn(state.answered(intent), new Move.Complete(intent, form.values()));
    }

    private Turn missed(DialogueState state, Filling form, Intent intent) {
        Filling missed = form.missed();
        if (missed.misses() >= script.settings().personAfter()) {
            return new Turn(state.filling(null), new Move.HandOn());
        }
        List<String> says = join(List.of(script.line(Phrase.SAY_AGAIN)), question(intent, form, true));
        return new Turn(state.filling(missed), new Move.Say(says, form.values()));
    }

    /** What was asked last, in other words where there are some. */
    private List<String> question(Intent intent, Filling form, boolean isAgain) {
        Slot slot = intent.form().slot(form.slot());
        return switch (form.asking()) {
            case SLOT ->
                slot == null ? List.of() : isAgain && !slot.asksAgain().isEmpty() ? slot.asksAgain() : slot.asks();
            case SLOT_RIGHT -> slot == null ? List.of() : List.of(slot.confirms());
            case ALL_RIGHT -> List.of(intent.form().confirms());
            case WHAT_IS_RIGHT -> List.of(script.line(Phrase.WHAT_IS_RIGHT));
        };
    }

    private static List<String> join(List<String> first, List<String> then) {
        List<String> all = new ArrayList<>(first);
        all.addAll(then);
        return all;
    }
}
