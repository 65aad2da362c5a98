package dev.trunkline.app;

import dev.trunkline.config.ConfigException;
import dev.trunkline.config.EngineConfig;
import dev.trunkline.config.EngineConfig.Ears.EarsKind;
import dev.trunkline.speech.loading.LocalEars;
import dev.trunkline.speech.moonshine.Weights;
import dev.trunkline.speech.sphinx.PhraseGrammar;
import dev.trunkline.speech.sphinx.SphinxRecognizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ears inside this JVM: which ones the configuration means, and whether they are there. */
public final class LocalHearing {

    private static final Logger LOG = LoggerFactory.getLogger(LocalHearing.class);
    private static final Set<String> INSIDE = Set.of("tiny", "base");
    private static final String USUAL = "tiny";

    private LocalHearing() {}

    /**
     * What loads the configured ears; null when they are not in this JVM.
     *
     * @throws ConfigException when their files are missing; the message says which, and what to do
     */
    static @Nullable Supplier<LocalEars> of(EngineConfig.Ears ears) throws ConfigException {
        EarsKind kind = ears.kind() == EarsKind.AUTO ? best(ears.model()) : ears.kind();
        return switch (kind) {
            case MOONSHINE -> moonshine(weights(ears.model()));
            case SPHINX -> sphinx();
            case AUTO, OPENAI, VOSK, COMMAND -> null;
        };
    }

    /** Whether callers may say what they like; false for ears that know the phrases of a grammar only. */
    public static boolean isFree(EngineConfig.Ears ears) {
        return (ears.kind() == EarsKind.AUTO ? best(ears.model()) : ears.kind()) != EarsKind.SPHINX;
    }

    /** Who names a model means Moonshine. */
    private static EarsKind best(@Nullable String model) {
        return model != null || Weights.inside(USUAL).arePresent() ? EarsKind.MOONSHINE : EarsKind.SPHINX;
    }

    private static Weights weights(@Nullable String model) throws ConfigException {
        String name = model == null ? USUAL : model;
        boolean isInside = INSIDE.contains(name);
        if (!isInside && !Files.isDirectory(Path.of(name))) {
            throw new ConfigException(List.of(
                    "ears.model must be tiny, base, or a folder with Moonshine's files; there is no folder " + name));
        }
        Weights weights = isInside ? Weights.inside(name) : Weights.in(Path.of(name));
        String missing = weights.missing();
        if (missing != null) {
            throw new ConfigException(
                    List.of((model == null ? "ears.kind is moonshine, but " : "ears.model is " + name + ", but ")
                            + missing
                            + (isInside ? "; give a folder that holds them, or build with npm on the path" : "")));
        }
        return weights;
    }

    private static Supplier<LocalEars> moonshine(Weights weights) {
        LOG.atInfo()
                .addKeyValue("ears", "moonshine")
                .addKeyValue("model", weights.name())
                .log("callers may say what they like");
        return () -> LocalEars.moonshine(weights);
    }

    private static Supplier<LocalEars> sphinx() throws ConfigException {
        if (!SphinxRecognizer.isPresent()) {
            throw new ConfigException(
                    List.of("ears.kind is sphinx, whose model is not in this jar, because Moonshine's is;"
                            + " leave ears.kind out, or build with -Dmodels=none"));
        }
        LOG.atInfo().addKeyValue("ears", "sphinx").log("callers are understood when they say a phrase of the grammar");
        return () -> LocalEars.sphinx(PhraseGrammar.contactCentre());
    }
}
