package dev.trunkline.engine.mind.script;

import dev.trunkline.bounded.BoundedMap;
import dev.trunkline.engine.mind.meaning.SentenceEncoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a caller wants: by the words of a script's intents, and once it has {@link #learn learnt} their examples by
 * meaning. Remembers what it has made of the last sentences, whoever said them. Thread-safe.
 */
final class Understanding {

    private static final int REMEMBERED = 2_000;
    private static final int MAX_CHARS = 1_000; // a caller who says more at once has not asked one thing

    private final Script script;
    private final WordMatch words;
    private final Map<String, List<Meaning.Candidate>> remembered =
            Collections.synchronizedMap(BoundedMap.byLastUse(REMEMBERED));
    /** A conversation is followed again from its transcript before every answer: what was said is judged once. */
    private final Map<Asked, Meaning> meanings = Collections.synchronizedMap(BoundedMap.byLastUse(REMEMBERED));

    private volatile @Nullable Examples examples;
    private volatile boolean isLearning;

    Understanding(Script script) {
        this.script = script;
        this.words = new WordMatch(script.intents());
    }

    private record Asked(String text, @Nullable String last) {}

    /** From now on meaning counts. Encodes all examples, which takes a second or two; on a thread of the caller's. */
    void learn(SentenceEncoder encoder) {
        examples = Examples.learnt(script.intents(), encoder);
        meanings.clear();
    }

    /** Whether it is going to {@link #learn}, or has begun to: until that is over, sentences by meaning are not at hand. */
    void learning(boolean isLearning) {
        this.isLearning = isLearning;
    }

    /** Whether {@code text} can be told without asking the encoder, that is at once. */
    boolean isAtHand(String text) {
        if (examples == null && !isLearning) {
            return true;
        }
        String plain = PlainWords.of(text);
        return isPlain(plain) || remembered.containsKey(plain);
    }

    /** The intent of which {@code plain} is a phrase or an example, word for word; null for none. */
    @Nullable
    Intent whole(String plain) {
        return words.whole(plain);
    }

    private boolean isPlain(String plain) {
        return plain.isEmpty() || plain.length() > MAX_CHARS || words.whole(plain) != null;
    }

    /**
     * What {@code text} means.
     *
     * @param last the intent that was answered last, or null
     */
    Meaning of(String text, @Nullable String last) {
        Asked asked = new Asked(text, last);
        Meaning meaning = meanings.get(asked);
        if (meaning == null) {
            Examples learnt = examples;
            meaning = judge(text, last, learnt);
            if (text.length() <= MAX_CHARS && learnt == examples) {
                meanings.put(asked, meaning);
            }
        }
        return meaning;
    }

    private Meaning judge(String text, @Nullable String last, @Nullable Examples learnt) {
        String plain = PlainWords.of(text);
        Intent whole = words.whole(plain);
        if (whole != null && whole.cues().mayFollow(last)) {
            return Meaning.sure(whole);
        }
        Intent byWords = words.longest(plain, last);
        if (learnt == null || isPlain(plain)) {
            return byWords == null ? Meaning.NOTHING : Meaning.sure(byWords);
        }
        if (byWords != null && words.isWayOut(plain, byWords)) {
            return Meaning.sure(byWords);
        }
        List<Meaning.Candidate> all = remembered.get(plain);
        if (all == null) {
            all = candidates(plain, learnt);
            remembered.put(plain, all);
        }
        return judged(all.stream()
                .filter(candidate ->
                        candidate.intent() == null || candidate.intent().cues().mayFollow(last))
                .toList());
    }

    private List<Meaning.Candidate> candidates(String plain, Examples learnt) {
        List<Meaning.Candidate> all = new ArrayList<>();
        for (Meaning.Candidate candidate : learnt.near(PlainWords.withoutFillers(plain))) {
            Intent intent = candidate.intent();
            double more = intent == null ? 0 : words.evidence(plain, intent);
            all.add(new Meaning.Candidate(intent, Math.min(1, candidate.score() + more)));
        }
        all.sort(Comparator.comparingDouble(Meaning.Candidate::score).reversed());
        return List.copyOf(all);
    }

    private Meaning judged(List<Meaning.Candidate> all) {
        Script.Settings settings = script.settings();
        List<Meaning.Candidate> intents =
                all.stream().filter(candidate -> candidate.intent() != null).toList();
        double strange = all.stream()
                .filter(candidate -> candidate.intent() == null)
                .mapToDouble(Meaning.Candidate::score)
                .max()
                .orElse(0);
        if (intents.isEmpty()
                || intents.get(0).score() < settings.threshold()
                || intents.get(0).score() < strange) {
            return new Meaning(Meaning.Verdict.NOTHING, intents);
        }
        boolean isClose =
                intents.size() > 1 && intents.get(0).score() - intents.get(1).score() < settings.margin();
        return new Meaning(isClose ? Meaning.Verdict.BETWEEN_TWO : Meaning.Verdict.CLEAR, intents);
    }
}
