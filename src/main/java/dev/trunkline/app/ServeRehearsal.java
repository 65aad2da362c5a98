package dev.trunkline.app;

import dev.trunkline.config.ConfigException;
import dev.trunkline.config.TrunklineConfig;
import java.util.ArrayList;
import java.util.List;

/** What {@code serve} would find wrong with a configuration that reads well, without running it. Nobody is asked over the network. */
public final class ServeRehearsal {

    private ServeRehearsal() {}

    /** What may find a mistake. */
    @FunctionalInterface
    interface Look {
        void take() throws ConfigException;
    }

    /**
     * Looks at all of it.
     *
     * @throws ConfigException with all mistakes at once
     */
    public static void check(TrunklineConfig config) throws ConfigException {
        List<String> mistakes = new ArrayList<>();
        note(mistakes, () -> needWholeJar(config));
        note(mistakes, () -> WebhookWiring.check(config.automation().webhooks()));
        note(mistakes, () -> OutboundWiring.check(config));
        if (config.hasEmbedded() && Build.isWhole()) {
            mistakes.addAll(EngineSpeech.mistakes(config.engine()));
        }
        if (!mistakes.isEmpty()) {
            throw new ConfigException(mistakes);
        }
    }

    /** @throws ConfigException where the engine is asked, and the jar is the bridge alone */
    static void needWholeJar(TrunklineConfig config) throws ConfigException {
        if (config.hasEmbedded() && !Build.isWhole()) {
            throw new ConfigException(
                    List.of(
                            "a route asks the embedded engine (by its ai, or because evi.url, EVI_URL, is missing or says embedded), and this jar is the bridge alone: name another far end, or run trunkline.jar"));
        }
    }

    static void note(List<String> mistakes, Look look) {
        try {
            look.take();
        } catch (ConfigException e) {
            mistakes.addAll(e.mistakes());
        }
    }
}
