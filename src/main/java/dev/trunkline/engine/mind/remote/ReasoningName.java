package dev.trunkline.engine.mind.remote;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the name of a tag or control word says of what stands in it, judged by the words the name is made of. */
enum ReasoningName {
    /** What the model thinks, and nothing else: {@code longcat_think}, {@code antThinking}. */
    SURE,
    /** May be that, and may be a word meant for the caller: {@code internal}, {@code reason}. */
    UNSURE,
    /** Something else. */
    OTHER;

    private static final Set<String> SURE_WORDS =
            setOf("think thinks thinking thought thoughts reasoning reflection reflections scratchpad monologue cot"
                    + " thinkingprocess thoughtprocess innerthought innerthoughts antthinking seedthink"
                    + " reasoningprocess innermonologue internalmonologue chainofthought");
    private static final Set<String> UNSURE_WORDS =
            setOf("reason reflect analysis analyze deliberation internal rationale");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^A-Za-z]+|(?<=[a-z])(?=[A-Z])");

    static ReasoningName of(String name) {
        String whole = name.replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT);
        if (SURE_WORDS.contains(whole) || words(name).anyMatch(SURE_WORDS::contains)) {
            return SURE;
        }
        return UNSURE_WORDS.contains(whole) || words(name).anyMatch(UNSURE_WORDS::contains) ? UNSURE : OTHER;
    }

    /** Whether {@code name}, of two letters or more, may be the beginning of one that is not {@link #OTHER}. */
    static boolean mayBecomeOne(String name) {
        List<String> words = words(name).toList();
        String last = words.isEmpty() ? "" : words.get(words.size() - 1);
        boolean isBegun = last.length() > 1
                && Stream.concat(SURE_WORDS.stream(), UNSURE_WORDS.stream()).anyMatch(word -> word.startsWith(last));
        return isBegun || of(name) != OTHER;
    }

    private static Set<String> setOf(String words) {
        return Set.of(words.split(" "));
    }

    private static Stream<String> words(String name) {
        return BETWEEN_WORDS.splitAsStream(name).map(word -> word.toLowerCase(Locale.ROOT));
    }
}
