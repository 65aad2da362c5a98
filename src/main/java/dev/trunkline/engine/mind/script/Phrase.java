package dev.trunkline.engine.mind.script;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the {@link ScriptedDialogModel} has to say that belongs to no intent; {@code contact-centre.yaml} has the sentences and tells when. */
enum Phrase {
    GREETING,
    ENDING,
    OFFER,
    ANYTHING_ELSE,
    WHAT_NEXT,
    ALL_RIGHT,
    PLEASE_GO_ON,
    NOTHING_ELSE,
    DECLINED,
    DID_YOU_MEAN,
    WHICH_ONE,
    SAY_AGAIN,
    CORRECTED,
    WHAT_IS_RIGHT,
    LEFT_AS_IT_IS,
    LOOK_UP_FAILED,
    NOT_UNDERSTOOD,
    NOT_UNDERSTOOD_ALONE,
    NOT_UNDERSTOOD_AGAIN,
    NOT_UNDERSTOOD_AGAIN_ALONE,
    HANDED_ON,
    GIVEN_UP,
    DEMONSTRATION,
    INTERRUPTED,
    PRESSED_DIGIT,
    NOTHING_BEHIND,
    ENTERED_DIGITS,
    CANNOT_TRANSFER,
    TRANSFERRED,
    TRANSFER_FAILED,
    TOOL_FAILED,
    TRANSFER_UNANSWERED,
    BACK_AGAIN,
    NOTHING_TO_REPEAT,
    STILL_THERE,
    STILL_THERE_AGAIN;

    /** Those that an answer may begin with, word for word. */
    static final Set<Phrase> OPENINGS = EnumSet.complementOf(EnumSet.of(
            GREETING, ENDING, OFFER, ANYTHING_ELSE, DID_YOU_MEAN, PRESSED_DIGIT, NOTHING_BEHIND, ENTERED_DIGITS));

    /** The one of that name, in small letters or capital ones; null for none. */
    static @Nullable Phrase named(String name) {
        return Stream.of(values())
                .filter(phrase -> phrase.name().equalsIgnoreCase(name))
                .findFirst()
                .orElse(null);
    }
}
