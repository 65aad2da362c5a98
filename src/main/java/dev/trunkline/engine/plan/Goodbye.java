package dev.trunkline.engine.plan;

import dev.trunkline.speech.bargein.OverlapWords;
import java.util.Set;

/**
 * What a caller may do to the agent's last words, when it hangs up by itself. Immutable.
 *
 * @param cancellable whether one who speaks into them keeps the chat open
 * @param partings what people say who have nothing more to say, as backchannels: it changes nothing
 */
public record Goodbye(boolean cancellable, OverlapWords partings) {

    private static final Set<String> ENGLISH =
            OverlapWords.listed("bye, bye bye, goodbye, good bye, good night, good day, see you, later, soon,"
                    + " take care, cheers, thanks, thank you, many thanks, a lot, very much, so much, for your help,"
                    + " for the help, have a, nice day, good one, nice evening, good evening, great day,"
                    + " nice weekend, you too, same to you, and you, okay, ok, alright, all right, right, great,"
                    + " perfect, fine, good, sure, yes, yeah, lovely, wonderful, nice, will do, that's all,"
                    + " that is all, well, then, now, and, so, too, mm, hm, mm hm, mhm, uh huh");

    /** English, and cancellable. */
    public static Goodbye english() {
        return new Goodbye(true, new OverlapWords(ENGLISH, Set.of(), Set.of()));
    }

    /** The same words, and nobody cancels it. */
    public Goodbye protectedFromCallers() {
        return new Goodbye(false, partings);
    }

    /** Whether these words of the caller are more than a goodbye of his own. */
    public boolean isCancelledBy(String text) {
        return cancellable
                && switch (partings.of(text, true)) {
                    case WORD, WISH -> true;
                    case UNHEARD, NOTHING, UNCLEAR, BACKCHANNEL -> false;
                };
    }
}
