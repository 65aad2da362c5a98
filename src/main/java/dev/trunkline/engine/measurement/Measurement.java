package dev.trunkline.engine.measurement;

import dev.trunkline.engine.expression.Envelope;
import dev.trunkline.engine.expression.Expression;
import dev.trunkline.engine.expression.TextSentiment;
import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechRecognizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The three models. Thread-safe; slow, so never called on an event loop. */
final class Measurement {

    private static final int MARGIN_MILLIS = 20; // a consonant's beginning is fainter than what counts as sound
    private static final int SENTIMENT_LEVELS = 9;
    private static final double SENTIMENT_SPREAD = 1.5;

    private final Expression expression;
    private final SpeechRecognizer recognizer;

    Measurement(Expression expression, SpeechRecognizer recognizer) {
        this.expression = expression;
        this.recognizer = recognizer;
    }

    /** How it is said: one prediction for each stretch between pauses. */
    List<Prediction> prosody(Speech speech, Granularity granularity) {
        return Envelope.of(speech).runs(granularity.pauseMillis()).stream()
                .map(run -> voiced(run, Map.of("emotions", expression.scores("", part(speech, run)))))
                .toList();
    }

    /** Sounds of the voice that are no words. */
    List<Prediction> bursts(Speech speech, Request.Burst settings) {
        List<Prediction> bursts = new ArrayList<>();
        for (Envelope.Run run : Envelope.of(speech).runs(VocalBurst.PAUSE_MILLIS)) {
            Speech sound = part(speech, run);
            VocalBurst burst = VocalBurst.of(sound);
            if (burst != null) {
                Map<String, Map<String, Double>> lists = new LinkedHashMap<>();
                lists.put("emotions", expression.scores(burst.word(), sound));
                if (settings.wantsDescriptions()) {
                    lists.put("descriptions", Map.of(burst.label(), 1.0));
                }
                bursts.add(voiced(run, lists));
            }
        }
        return bursts;
    }

    /** What is said, of a text. */
    List<Prediction> language(String text, Request.Language settings) {
        TextSentiment sentiment = TextSentiment.of(text);
        return spans(sentiment, settings.granularity()).stream()
                .map(span -> new Prediction(passage(text, sentiment, span), null, lists(sentiment, span, settings)))
                .toList();
    }

    /**
     * What is said, of sound: as the recognizer understand it. They do not say when each word came, so that every piece gets the share
     * of the time that it has of the letters.
     */
    List<Prediction> language(Speech speech, Request.Language settings) {
        List<Envelope.Run> runs = Envelope.of(speech).runs(Integer.MAX_VALUE);
        String text = runs.isEmpty() ? "" : recognizer.recognize(speech).text();
        List<Prediction> predictions = new ArrayList<>();
        for (Prediction prediction : language(text, settings)) {
            Prediction.Passage passage = prediction.passage();
            if (passage != null) {
                Envelope.Run run = runs.get(0);
                int length = Math.max(1, text.codePointCount(0, text.length()));
                long begin = run.beginMillis() + (long) run.millis() * passage.begin() / length;
                long end = run.beginMillis() + (long) run.millis() * passage.end() / length;
                predictions.add(new Prediction(passage, Prediction.Seconds.ofMillis(begin, end), prediction.lists()));
            }
        }
        return predictions;
    }

    private static List<TextSentiment.Span> spans(TextSentiment sentiment, Granularity granularity) {
        if (sentiment.words().isEmpty()) {
            return List.of();
        }
        return switch (granularity) {
            case WORD -> sentiment.words();
            // Documented: of a text, an utterance is a sentence.
            case SENTENCE, UTTERANCE -> sentiment.sentences();
            case CONVERSATIONAL_TURN, PASSAGE -> List.of(sentiment.whole());
        };
    }

    private static Map<String, Map<String, Double>> lists(
            TextSentiment sentiment, TextSentiment.Span span, Request.Language settings) {
        Map<String, Map<String, Double>> lists = new LinkedHashMap<>();
        lists.put("emotions", sentiment.scores(span));
        if (settings.wantsSentiment()) {
            lists.put("sentiment", sentiment(sentiment.valence(span)));
        }
        if (settings.wantsToxicity()) {
            lists.put("toxicity", sentiment.toxicity(span));
        }
        return lists;
    }

    /** From 1 (negative) to 9 (positive), adding up to 1. */
    private static Map<String, Double> sentiment(double valence) {
        double middle = (SENTIMENT_LEVELS + 1) / 2.0;
        double[] shares = new double[SENTIMENT_LEVELS];
        for (int i = 0; i < shares.length; i++) {
            double apart = (i + 1 - middle - valence * (middle - 1)) / SENTIMENT_SPREAD;
            shares[i] = Math.exp(-apart * apart / 2);
        }
        double sum = Arrays.stream(shares).sum();
        Map<String, Double> levels = new LinkedHashMap<>();
        for (int i = 0; i < shares.length; i++) {
            levels.put(String.valueOf(i + 1), Math.round(shares[i] / sum * 10_000) / 10_000.0);
        }
        return levels;
    }

    private static Prediction.Passage passage(String text, TextSentiment sentiment, TextSentiment.Span span) {
        int begin = text.codePointCount(0, span.begin());
        return new Prediction.Passage(
                sentiment.text(span), begin, begin + text.codePointCount(span.begin(), span.end()));
    }

    private static Prediction voiced(Envelope.Run run, Map<String, Map<String, Double>> lists) {
        return new Prediction(null, Prediction.Seconds.ofMillis(run.beginMillis(), run.endMillis()), lists);
    }

    private static Speech part(Speech speech, Envelope.Run run) {
        int samplesPerMilli = Media.RATE_HZ / 1_000;
        int from = Math.max(0, run.beginMillis() - MARGIN_MILLIS) * samplesPerMilli;
        int to = Math.min(speech.samples().length, (run.endMillis() + MARGIN_MILLIS) * samplesPerMilli);
        return new Speech(Arrays.copyOfRange(speech.samples(), from, to), Media.RATE_HZ);
    }
}
