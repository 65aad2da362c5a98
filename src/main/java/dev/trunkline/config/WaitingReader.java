package dev.trunkline.config;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what is heard while an answer takes long. Confined to one thread. */
final class WaitingReader {

    private static final String NONE = "none";
    private static final int MAX_FILLERS = 20;
    private static final int MAX_FILLER_CHARACTERS = 100; // an answer waits for the end of a word, not of a story

    private final Values values;

    WaitingReader(Values values) {
        this.values = values;
    }

    EngineConfig.Waiting read() {
        return new EngineConfig.Waiting(
                fillers(),
                values.number(EngineKey.FILLER_MILLIS),
                values.number(EngineKey.FILLER_SECONDS),
                comfortNoiseDb());
    }

    private List<String> fillers() {
        String text = values.text(EngineKey.FILLERS);
        if (text == null || text.equals(NONE) || values.isEmptied(EngineKey.FILLERS)) {
            return List.of();
        }
        List<String> fillers = Arrays.stream(text.split("/"))
                .map(String::strip)
                .filter(filler -> !filler.isEmpty())
                .toList();
        if (fillers.isEmpty() || fillers.size() > MAX_FILLERS) {
            values.mistake(
                    EngineKey.FILLERS,
                    "holds " + fillers.size() + " sentences; give 1 to " + MAX_FILLERS + ", separated by /, or none");
        }
        if (fillers.stream().anyMatch(filler -> filler.length() > MAX_FILLER_CHARACTERS)) {
            values.mistake(
                    EngineKey.FILLERS,
                    "holds a sentence of more than " + MAX_FILLER_CHARACTERS + " characters; give short ones");
        }
        return fillers;
    }

    private @Nullable Double comfortNoiseDb() {
        boolean none = NONE.equals(values.text(EngineKey.COMFORT_NOISE)) || values.isEmptied(EngineKey.COMFORT_NOISE);
        return none ? null : values.optionalDecimal(EngineKey.COMFORT_NOISE);
    }
}
