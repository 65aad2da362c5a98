package dev.trunkline.speech.sphinx;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The sentences that the recognizer can hear. Written as in the Java Speech Grammar Format: lower-case words, {@code [optional words]}
 * and {@code (one | another)}, nested as needed; so {@code [actually] let me speak to (someone | a person) [please]} is eight
 * sentences. Immutable.
 */
public final class PhraseGrammar {

    private static final int MAX_PHRASES = 5_000; // nested options multiply: better an error than a full heap
    private static final Pattern TOKEN = Pattern.compile("\\s*([a-z][a-z']*|[\\[\\]()|])\\s*");

    private final Set<String> phrases;

    private PhraseGrammar(Set<String> phrases) {
        this.phrases = phrases;
    }

    /**
     * All sentences of some expressions.
     *
     * @throws IllegalArgumentException when an expression is not written as told, naming it
     */
    public static PhraseGrammar of(List<String> expressions) {
        Set<String> phrases = new LinkedHashSet<>();
        for (String expression : expressions) {
            phrases.addAll(new Expansion(expression).phrases());
        }
        if (phrases.isEmpty()) {
            throw new IllegalArgumentException("a grammar needs a phrase");
        }
        checkSize(phrases);
        return new PhraseGrammar(phrases);
    }

    /** One expression a line; blank lines and what follows a {@code #} do not count. */
    public static PhraseGrammar parse(String lines) {
        List<String> expressions = lines.lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
        return of(expressions);
    }

    /** What callers of a contact centre say: the resource {@code phrases.txt} of this package. */
    public static PhraseGrammar contactCentre() {
        try (InputStream resource = PhraseGrammar.class.getResourceAsStream("phrases.txt")) {
            if (resource == null) {
                throw new IllegalStateException("phrases.txt is not in the jar");
            }
            return parse(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every sentence, lower case, in the order written. */
    public List<String> phrases() {
        return List.copyOf(phrases);
    }

    /** Every word that occurs. */
    Set<String> vocabulary() {
        return phrases.stream().flatMap(phrase -> words(phrase).stream()).collect(Collectors.toSet());
    }

    static List<String> words(String phrase) {
        return List.of(phrase.split(" ", -1));
    }

    private static void checkSize(Set<String> phrases) {
        if (phrases.size() > MAX_PHRASES) {
            throw new IllegalArgumentException("more than " + MAX_PHRASES + " phrases");
        }
    }

    /** Reads one expression by recursive descent. */
    private static final class Expansion {
        private final String expression;
        private final Deque<String> tokens = new ArrayDeque<>();

        Expansion(String expression) {
            this.expression = expression;
            Matcher token = TOKEN.matcher(expression);
            int end = 0;
            while (end < expression.length() && token.find(end) && token.start() == end) {
                tokens.add(token.group(1));
                end = token.end();
            }
            if (end < expression.length()) {
                throw broken("unexpected '" + expression.charAt(end) + "'");
            }
        }

        Set<String> phrases() {
            Set<String> all = alternatives();
            if (!tokens.isEmpty()) {
                throw broken("unexpected '" + tokens.element() + "'");
            }
            all.remove("");
            return all;
        }

        private Set<String> alternatives() {
            Set<String> all = new LinkedHashSet<>(sequence());
            while ("|".equals(tokens.peek())) {
                tokens.remove();
                all.addAll(sequence());
            }
            return all;
        }

        private Set<String> sequence() {
            Set<String> sentences = new LinkedHashSet<>(List.of(""));
            while (!tokens.isEmpty() && !List.of("|", "]", ")").contains(tokens.element())) {
                sentences = joined(sentences, item());
                checkSize(sentences);
            }
            return sentences;
        }

        private Set<String> item() {
            String token = tokens.remove();
            return switch (token) {
                case "(" -> closed(")");
                case "[" -> {
                    Set<String> optional = new LinkedHashSet<>(List.of(""));
                    optional.addAll(closed("]"));
                    yield optional;
                }
                default -> Set.of(token);
            };
        }

        private Set<String> closed(String bracket) {
            Set<String> inside = alternatives();
            if (!bracket.equals(tokens.poll())) {
                throw broken("missing '" + bracket + "'");
            }
            return inside;
        }

        private static Set<String> joined(Set<String> heads, Set<String> tails) {
            List<String> joined = new ArrayList<>();
            for (String head : heads) {
                for (String tail : tails) {
                    joined.add((head + " " + tail).strip());
                }
            }
            return new LinkedHashSet<>(joined);
        }

        private IllegalArgumentException broken(String what) {
            return new IllegalArgumentException(what + " in phrase \"" + expression + "\"");
        }
    }
}
