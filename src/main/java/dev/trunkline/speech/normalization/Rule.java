package dev.trunkline.speech.normalization;

import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How one kind of writing is spoken. Immutable.
 *
 * @param words what is said of a match, or null to leave it as it is
 */
record Rule(Pattern pattern, Function<MatchResult, @Nullable String> words) {

    static Rule of(String regex, Function<MatchResult, @Nullable String> words) {
        return new Rule(Pattern.compile(regex), words);
    }

    /** Whatever the case of its letters. */
    static Rule ofAnyCase(String regex, Function<MatchResult, @Nullable String> words) {
        return new Rule(Pattern.compile(regex, Pattern.CASE_INSENSITIVE), words);
    }

    static String all(List<Rule> rules, String text) {
        String spoken = text;
        for (Rule rule : rules) {
            spoken = rule.on(spoken);
        }
        return spoken;
    }

    private String on(String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.replaceAll(match -> {
            String said = words.apply(match);
            return Matcher.quoteReplacement(said == null ? match.group() : said);
        });
    }

    /** A group that may not have taken part. */
    static String group(MatchResult match, int index) {
        String group = match.group(index);
        return group == null ? "" : group;
    }
}
