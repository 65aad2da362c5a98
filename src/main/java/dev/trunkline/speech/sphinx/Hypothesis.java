package dev.trunkline.speech.sphinx;

import edu.cmu.sphinx.decoder.search.Token;
import edu.cmu.sphinx.linguist.WordSearchState;
import edu.cmu.sphinx.linguist.dictionary.Word;
import edu.cmu.sphinx.util.LogMath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The phrase that fits an utterance best, and how well. A grammar puts its words onto anything; so its path is compared, word
 * by word, with the best sequence of any sounds over the same frames. Margins are natural logarithms of the ratio of both
 * likelihoods, per frame of 10 ms: above 0 the words explain the sound better than free sounds do, far below it something
 * else was said. Immutable.
 *
 * @param text the words
 * @param margin over all frames of words
 * @param worstWordMargin over the frames of the word that fits worst: finds the wrong word in an almost right phrase
 * @param pauseLoss what the frames taken for pauses lost against free sounds, spread over the frames of words: finds speech
 *     beside the phrase
 */
record Hypothesis(String text, double margin, double worstWordMargin, double pauseLoss) {

    // Fitted to 148 right and some 570 wrong results of two synthetic voices and recorded prompts through mu-law, of
    // which
    // this limit refuses 1 % of the right ones and lets through 1.5 % of other sentences and 24 % of lone words, which
    // are
    // too short to tell. On sentences it was not fitted to, quieter by 11 dB and with noise: none of 128 right ones
    // refused;
    // of others, many chosen to begin like a phrase, 6 of 60 let through ("when are you coming home": "when are you
    // open"),
    // of lone words 4 of 12.
    private static final double WORST_WORD_WEIGHT = 0.2;
    private static final double PAUSE_LOSS_WEIGHT = 0.4;
    private static final double MIN_SCORE = -1.8;

    /** Whether it was said, as far as we can tell. */
    boolean isLikely() {
        return margin + WORST_WORD_WEIGHT * worstWordMargin + PAUSE_LOSS_WEIGHT * pauseLoss >= MIN_SCORE;
    }

    /** From the last tokens of the two searches over the same frames. */
    static Hypothesis comparing(Token phrase, Token sounds) {
        List<Stretch> stretches = stretches(phrase, scores(sounds));
        double gain = 0;
        double pauseLoss = 0;
        double worst = Double.POSITIVE_INFINITY;
        int frames = 0;
        for (Stretch stretch : stretches) {
            if (stretch.word.isFiller()) {
                pauseLoss += Math.min(0, stretch.gain);
            } else {
                gain += stretch.gain;
                frames += stretch.frames;
                worst = Math.min(worst, stretch.gain / Math.max(1, stretch.frames));
            }
        }
        frames = Math.max(1, frames);
        return new Hypothesis(phrase.getWordPathNoFiller(), gain / frames, worst, pauseLoss / frames);
    }

    private static List<Stretch> stretches(Token phrase, List<Double> soundsScores) {
        List<Stretch> stretches = new ArrayList<>();
        double before = 0; // phrase score less sounds score up to here
        int frame = 0;
        for (Token token : path(phrase)) {
            if (token.getSearchState() instanceof WordSearchState state) {
                stretches.add(new Stretch(state.getPronunciation().getWord()));
            }
            if (token.isEmitting() && frame < soundsScores.size()) {
                double now = score(token) - soundsScores.get(frame++);
                if (!stretches.isEmpty()) {
                    stretches.get(stretches.size() - 1).add(now - before);
                }
                before = now;
            }
        }
        return stretches;
    }

    private static List<Double> scores(Token last) {
        return path(last).stream()
                .filter(Token::isEmitting)
                .map(Hypothesis::score)
                .toList();
    }

    private static double score(Token token) {
        return LogMath.getLogMath().logToLn(token.getScore());
    }

    private static Deque<Token> path(Token last) {
        Deque<Token> path = new ArrayDeque<>();
        for (@Nullable Token token = last; token != null; token = token.getPredecessor()) {
            path.addFirst(token);
        }
        return path;
    }

    /** The frames of one word or pause. */
    private static final class Stretch {
        private final Word word;
        private double gain;
        private int frames;

        Stretch(Word word) {
            this.word = word;
        }

        void add(double frameGain) {
            gain += frameGain;
            frames++;
        }
    }
}
