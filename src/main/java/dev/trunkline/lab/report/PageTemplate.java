package dev.trunkline.lab.report;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Pages and pictures out of mustache templates, which are resources beside this class. What a template does not take as
 * markup ({@code {{{...}}}}) is escaped; what looks like a tag inside a value stays as it is. Thread-safe.
 */
public final class PageTemplate {

    private static final Mustache.Compiler MUSTACHE = Mustache.compiler()
            .withLoader(name -> new StringReader(resource(name)))
            .withEscaper(Markup::escaped)
            .emptyStringIsFalse(true);

    private PageTemplate() {}

    /** A resource beside this class; of several, one after the other. */
    public static String resource(String... names) {
        return Stream.of(names).map(PageTemplate::read).collect(Collectors.joining());
    }

    /** Puts every value in its place. */
    public static String filled(String template, Map<String, Object> values) {
        return MUSTACHE.compile(resource(template)).execute(values);
    }

    /**
     * A page that loads nothing, and runs nothing but its one script.
     *
     * @param values what the template wants, {@code headline} and {@code command}
     * @param style CSS
     * @param script JavaScript; null for none
     */
    public static String page(String template, Map<String, Object> values, String style, @Nullable String script) {
        Map<String, Object> all = new HashMap<>(values);
        all.put("style", style);
        all.put("styleFingerprint", fingerprint(style));
        all.put("script", script == null ? "" : script);
        all.put("scriptFingerprint", script == null ? "" : fingerprint(script));
        all.put("clock", said(millis -> Texts.fineClock(Long.parseLong(millis))));
        all.put("span", said(millis -> Texts.span(Long.parseLong(millis))));
        all.put("apart", said(Texts::apart));
        return filled(template, all);
    }

    /** {@code {{#name}}value{{/name}}} in other words. */
    private static Mustache.Lambda said(UnaryOperator<String> words) {
        return (fragment, out) -> out.write(words.apply(fragment.execute()));
    }

    private static String read(String name) {
        try (InputStream in = PageTemplate.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the jar's " + name + " cannot be read", e);
        }
    }

    /** The form in which a content security policy names the one script or style that may run. */
    private static String fingerprint(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
