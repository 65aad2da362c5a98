package dev.trunkline.speech.tts;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The voices that are in the jar, and what else they are called: names of Hume's voices that configs are full of get the
 * one that is most like them.
 */
public enum HouseVoice {
    /** MaryTTS's woman. */
    SLT("ava song, kora, aura, stella, whimsy, sunny, serene assistant, inspiring woman, alice bennett,"
            + " geraldine wallace, charming cowgirl, female meditation guide, imani carter, mysterious woman,"
            + " sitcom girl, spanish instructor, warm american female, cmu-slt-hsmm, female"),
    /** The same model, lower and with a longer throat: a man. */
    SAM("ito, dacher, finn, vince douglas, colton rivers, male english actor, inspiring man, sebastian lockwood,"
            + " terrence bentley, donovan sinclair, soft male conversationalist, conversational english guy,"
            + " english casual conversationalist, old knight, dungeon master, booming american narrator,"
            + " nature documentary narrator, campfire narrator, classical film actor, excitable british naturalist,"
            + " male"),
    /** FreeTTS's robot. */
    KEVIN("fastidious robo-butler, kevin16, robot");

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
    private final Set<String> otherNames;

    HouseVoice(String otherNames) {
        this.otherNames = Set.of(otherNames.split(", ", -1));
    }

    /** As configs have it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The names to choose from, without those of other houses. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(HouseVoice::label).toList();
    }

    /**
     * The voice of that name.
     *
     * @return null when nobody is called so
     */
    public static @Nullable HouseVoice of(String name) {
        String plain = name.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        return Arrays.stream(values())
                .filter(voice -> voice.label().equals(plain) || voice.otherNames.contains(plain))
                .findFirst()
                .orElse(null);
    }
}
