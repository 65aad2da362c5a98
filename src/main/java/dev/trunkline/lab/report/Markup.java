package dev.trunkline.lab.report;

import java.util.regex.Pattern;
import org.owasp.encoder.Encode;

/** Text of strangers made harmless for HTML and SVG. Thread-safe. */
public final class Markup {

    /** Overrides of the writing direction could make a line say something else than its text. */
    private static final Pattern OVERRIDES = Pattern.compile("[\\u202A-\\u202E\\u2066-\\u2069]");

    private Markup() {}

    /** Safe between tags and inside quoted attributes, and legal XML whatever it was. */
    public static String escaped(String text) {
        return Encode.forXml(OVERRIDES.matcher(text).replaceAll("\uFFFD"));
    }
}
