package dev.trunkline.speech;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** Makes any text one that an English voice can read. */
final class Speakable {

    private static final Pattern APOSTROPHES = Pattern.compile("[\u2018\u2019\u02BC]");
    private static final Pattern QUOTES = Pattern.compile("[\u201C\u201D\u00AB\u00BB\"]");
    private static final Pattern DASHES = Pattern.compile("\\s*[\u2013\u2014]\\s*");
    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
    private static final Pattern UNSPEAKABLE =
            Pattern.compile("[^\\p{ASCII}]|[\\p{Cntrl}&&[^\n]]|[<>|\\\\^`~{}\\[\\]*_]");
    private static final Pattern SPACES = Pattern.compile("[ \\t]+");
    private static final Pattern SOMETHING = Pattern.compile("[A-Za-z0-9]");

    private Speakable() {}

    /** Plain ASCII without markup; "" when no letter or digit is left. */
    static String of(String text) {
        String plain = APOSTROPHES.matcher(text).replaceAll("'");
        plain = QUOTES.matcher(plain).replaceAll(" ");
        plain = DASHES.matcher(plain).replaceAll(", ");
        plain = ACCENTS.matcher(Normalizer.normalize(plain, Normalizer.Form.NFD))
                .replaceAll("");
        plain = UNSPEAKABLE.matcher(plain).replaceAll(" ");
        plain = SPACES.matcher(plain).replaceAll(" ").strip();
        return SOMETHING.matcher(plain).find() ? plain : "";
    }
}
