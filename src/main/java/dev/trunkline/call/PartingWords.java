package dev.trunkline.call;

import java.util.Locale;
import java.util.regex.Pattern;

/** What a caller says into a goodbye who has nothing more to say: it takes nothing back. */
final class PartingWords {

    private static final int MAX_CHARACTERS = 200;

    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}'’]+");

    private static final Pattern PARTING = Pattern.compile("(?:(?:"
            + "(?:good ?)?bye(?: bye)?|farewell|cheers|ciao|good (?:day|night|evening)|take care"
            + "|see (?:you|ya)(?: (?:later|soon|then|tomorrow))?|(?:talk|speak) to you (?:later|soon)"
            + "|(?:and )?(?:you|the same to you|same to you)(?: too| as well)?"
            + "|(?:many )?thank(?:s| you)(?: (?:a lot|so much|very much|again))?(?: for (?:your|the|all your) help)?"
            + "|(?:you )?have an? (?:\\p{L}+ )?(?:day|evening|night|afternoon|morning|weekend|one|time)"
            + "|ok(?:ay)?|al(?:l )?right|right|great|perfect|fine|good|sure|yes|yeah|yep|nice|lovely|wonderful|cool|excellent"
            + "|will do|i will|that's (?:all|it|great|fine)|that is (?:all|it)|m+[- ]?h+m+|uh huh|well|then|now|and|so|too"
            + "|danke(?: schön| sehr)?|tsch(?:ü|ue)ss|auf wiederh(?:ö|oe)ren|merci|au revoir|gracias|adi(?:ó|o)s"
            + ")(?: |$))+");

    private PartingWords() {}

    /** Whether that is all of it. */
    static boolean are(String text) {
        String words = NO_LETTERS
                .matcher(text.toLowerCase(Locale.ROOT))
                .replaceAll(" ")
                .strip();
        return words.length() <= MAX_CHARACTERS && PARTING.matcher(words).matches();
    }
}
