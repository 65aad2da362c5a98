package dev.trunkline.bench;

import dev.trunkline.engine.endofturn.EndOfTurnSilence;
import dev.trunkline.engine.endofturn.EndOfTurnTrial;
import dev.trunkline.engine.endofturn.EndOfTurnTrial.Result;
import dev.trunkline.engine.endofturn.PauseDistribution;
import dev.trunkline.engine.endofturn.PausedTurn;
import dev.trunkline.engine.endofturn.PausedTurns;
import dev.trunkline.engine.endofturn.PlayedCall.Ears;
import dev.trunkline.engine.endofturn.PlayedCall.Outcome;
import dev.trunkline.engine.endofturn.RecordedPrompts;
import dev.trunkline.engine.endofturn.Speaker;
import dev.trunkline.speech.SpeechMeter;
import dev.trunkline.speech.SpeechRecognizer;
import dev.trunkline.speech.Voice;
import dev.trunkline.speech.command.CommandVoice;
import dev.trunkline.speech.file.WavFile;
import dev.trunkline.speech.moonshine.MoonshineRecognizer;
import dev.trunkline.speech.moonshine.Weights;
import dev.trunkline.speech.tts.HouseVoice;
import dev.trunkline.speech.tts.HouseVoices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * How many callers are cut off and how long they wait for the end of their turn: fixed silences beside the adaptive one, on turns with
 * pauses inside and without, recorded and synthetic, through mu-law. What the voices say is kept in {@code target/end-of-turns}.
 *
 * <p>{@code ./mvnw -Pbench test-compile exec:exec -Dbench.main=dev.trunkline.bench.EndOfTurns -Dbench.options= -Dbench="1 tell"}:
 * the seed, and whether to tell which turns of those that were tuned on were cut off or late.
 */
public final class EndOfTurns {

    private static final int[] FIXED_MILLIS = {300, 600, 800, 1_000, 1_200, 1_600};
    private static final List<String> HESITANT = List.of("slt", "sam", "en-us");
    private static final List<String> FLUENT = List.of("slt");
    private static final int WHOLE_PROMPTS = 60;
    private static final int RECORDED_NUMBERS = 40;
    private static final Path FOLDER = Path.of("target/end-of-turns");

    private final Map<String, Voice> voices = new HashMap<>();
    private final long seed;

    private EndOfTurns(long seed) {
        this.seed = seed;
    }

    public static void main(String[] arguments) throws IOException {
        Files.createDirectories(FOLDER);
        List<String> options = Arrays.asList(arguments);
        new EndOfTurns(options.isEmpty() ? 1 : Long.parseLong(options.get(0))).run(options);
    }

    private void run(List<String> options) {
        List<PausedTurn> synthetic = synthetic();
        List<PausedTurn> recorded = recorded();
        List<PausedTurn> turns = new ArrayList<>(synthetic);
        turns.addAll(recorded);
        System.out.printf(
                "%d turns, %d recorded, %d with pauses inside; seed %d%n",
                turns.size(),
                recorded.size(),
                turns.stream().filter(PausedTurn::isPaused).count(),
                seed);
        System.out.printf(
                "%-32s %20s %20s %34s%n", "cut off, mean latency", "tuned on", "held out", "all (90th percentile)");
        Ears known = new Ears(null, EndOfTurns::moonshineMillis);
        if (!options.contains("adaptive")) {
            for (int millis : FIXED_MILLIS) {
                row("fixed " + millis, EndOfTurnTrial.play(turns, known, EndOfTurnSilence.fixed(millis), null));
            }
        }
        Ears deaf = new Ears(utterance -> SpeechRecognizer.Result.NOTHING, EndOfTurns::moonshineMillis);
        row("adaptive, no words", EndOfTurnTrial.play(turns, deaf, EndOfTurnSilence.ADAPTIVE, null));
        row(
                "adaptive, every word known",
                EndOfTurnTrial.play(turns.subList(0, synthetic.size()), known, EndOfTurnSilence.ADAPTIVE, null));
        Ears ears = new Ears(remembered(new MoonshineRecognizer(Weights.inside("tiny"))), EndOfTurns::moonshineMillis);
        List<Outcome> heard = new ArrayList<>();
        for (List<PausedTurn> kind : List.of(synthetic, recorded)) {
            List<Outcome> outcomes = EndOfTurnTrial.play(kind, ears, EndOfTurnSilence.ADAPTIVE, null);
            row(kind == synthetic ? "adaptive, synthetic" : "adaptive, recorded", outcomes);
            heard.addAll(outcomes);
        }
        row("adaptive, Moonshine tiny", heard);
        row("  with pauses inside", only(heard, outcome -> outcome.turn().isPaused()));
        row("  without", only(heard, outcome -> !outcome.turn().isPaused()));
        if (RecordedPrompts.arePresent()) {
            List<PausedTurn> sentences = RecordedPrompts.paused(PauseDistribution.COMPLETE, seed);
            row("between sentences, adaptive", EndOfTurnTrial.play(sentences, ears, EndOfTurnSilence.ADAPTIVE, null));
            row(
                    "between sentences, fixed 800",
                    EndOfTurnTrial.play(sentences, known, EndOfTurnSilence.fixed(800), null));
        }
        if (options.contains("tell")) {
            heard.stream().filter(outcome -> !outcome.turn().heldOut()).forEach(EndOfTurns::tell);
        }
    }

    /** Every line by each speaker, with pauses or without. */
    private List<PausedTurn> synthetic() {
        List<PausedTurn> turns = new ArrayList<>();
        HESITANT.forEach(name -> turns.addAll(PausedTurns.said(speaker(name), true, seed + turns.size())));
        FLUENT.forEach(name -> turns.addAll(PausedTurns.said(speaker(name), false, seed)));
        return turns;
    }

    private List<PausedTurn> recorded() {
        if (!RecordedPrompts.arePresent()) {
            return List.of();
        }
        List<PausedTurn> turns = new ArrayList<>(RecordedPrompts.paused(PauseDistribution.SENTENCE, seed));
        turns.addAll(RecordedPrompts.whole().subList(0, WHOLE_PROMPTS));
        turns.addAll(RecordedPrompts.numbers(RECORDED_NUMBERS, true, seed));
        turns.addAll(RecordedPrompts.numbers(RECORDED_NUMBERS / 2, false, seed + 1));
        return turns;
    }

    /** How long the tiny model takes on one thread of a quiet machine. */
    private static int moonshineMillis(int millisOfTurn) {
        return 50 + millisOfTurn / 20;
    }

    private Speaker speaker(String name) {
        return (words, last) -> {
            String written = PausedTurns.written(words, last);
            Path file = FOLDER.resolve(name + "-" + Integer.toHexString(written.hashCode()) + ".wav");
            try {
                if (!Files.exists(file)) {
                    Files.write(file, WavFile.of(voice(name).say(written)));
                }
                return WavFile.read(Files.readAllBytes(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private Voice voice(String name) {
        return voices.computeIfAbsent(
                name,
                which -> HouseVoice.of(which) != null
                        ? new HouseVoices(HouseVoice.SLT, SpeechMeter.NONE).named(which)
                        : new CommandVoice(new CommandVoice.Settings(
                                List.of("espeak-ng", "--stdout", "-v", "{voice}"), which, 22_050, 10_000)));
    }

    /** The same sound has the same words. */
    private static SpeechRecognizer remembered(SpeechRecognizer recognizer) {
        Map<Integer, SpeechRecognizer.Result> known = new ConcurrentHashMap<>();
        return utterance -> known.computeIfAbsent(Arrays.hashCode(utterance.samples()), hash -> {
            Path file = FOLDER.resolve("words-" + Integer.toHexString(hash) + ".txt");
            try {
                if (!Files.exists(file)) {
                    SpeechRecognizer.Result result = recognizer.recognize(utterance);
                    Files.writeString(
                            file, (result.understood() ? "+" : "-") + result.certainty() + " " + result.text());
                }
                String[] parts = Files.readString(file).split(" ", 2);
                double certainty = Double.parseDouble(parts[0].substring(1));
                return new SpeechRecognizer.Result(parts[1], parts[0].startsWith("+"), certainty);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void tell(Outcome outcome) {
        if (outcome.cutOff() || outcome.latencyMillis() > 1_000) {
            StringBuilder said = new StringBuilder(outcome.cutOff() ? "CUT  " : "LATE ");
            said.append(outcome.latencyMillis())
                    .append(' ')
                    .append(outcome.turn().question());
            outcome.turn()
                    .parts()
                    .forEach(part -> said.append(" [")
                            .append(part.pauseMillis())
                            .append("] ")
                            .append(part.words()));
            System.out.println(said.append(" HEARD ").append(outcome.heard()));
        }
    }

    private static List<Outcome> only(List<Outcome> outcomes, Predicate<Outcome> which) {
        return outcomes.stream().filter(which).toList();
    }

    private static void row(String what, List<Outcome> outcomes) {
        Result tuned = Result.of(only(outcomes, outcome -> !outcome.turn().heldOut()));
        Result heldOut = Result.of(only(outcomes, outcome -> outcome.turn().heldOut()));
        Result all = Result.of(outcomes);
        System.out.printf(
                "%-32s %8.1f %% %6.0f ms %8.1f %% %6.0f ms %8.1f %% %6.0f (%d) ms, of %d, %d missed%n",
                what,
                100 * tuned.cutOff(),
                tuned.meanMillis(),
                100 * heldOut.cutOff(),
                heldOut.meanMillis(),
                100 * all.cutOff(),
                all.meanMillis(),
                all.p90Millis(),
                all.turns(),
                all.missed());
    }
}
