package dev.trunkline.lab.scene;

import dev.trunkline.lab.caller.CallerScript;
import java.util.Locale;

/**
 * One call to be made. Immutable.
 *
 * @param number its place in the book, from 1
 * @param kind what it tries
 * @param what the same in a few words
 */
public record PanelScene(int number, Kind kind, String what, CallerScript script) {

    /** What a scene tries, and of how many scenes in twenty. */
    public enum Kind {
        PLAIN(3),
        INTERRUPTION(5),
        BACKCHANNEL(4),
        TIC(3),
        ASIDE(2),
        HESITATION(1),
        NOISE(1),
        SPEAKERPHONE(1);

        private final int inTwenty;

        Kind(int inTwenty) {
            this.inTwenty = inTwenty;
        }

        int inTwenty() {
            return inTwenty;
        }

        /** For people. */
        public String words() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
