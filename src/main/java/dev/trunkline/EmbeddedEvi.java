package dev.trunkline;

import dev.trunkline.config.TrunklineConfig;
import dev.trunkline.engine.Engine;
import dev.trunkline.engine.EngineParts;
import dev.trunkline.engine.EngineSettings;
import dev.trunkline.engine.hearing.TurnSettings;
import dev.trunkline.engine.speaking.SoundSettings;
import dev.trunkline.net.EventLoops;
import java.io.IOException;
import java.net.URI;

/** The engine in this process, on a loopback port of its own: the bridge talks to it as to any EVI. */
final class EmbeddedEvi implements AutoCloseable {

    private static final int CHUNK_MILLIS = 500;
    private static final double SPEECH_THRESHOLD = 0.5;

    private final EventLoops loops;
    private final Engine engine;

    private EmbeddedEvi(EventLoops loops, Engine engine) {
        this.loops = loops;
        this.engine = engine;
    }

    /**
     * Loads voices and ears, warms them, and listens.
     *
     * @param maxChats as many as there may be calls, and some more for reconnections
     */
    static EmbeddedEvi start(TrunklineConfig.Engine config, int maxChats) throws IOException {
        EngineParts parts = EngineSpeech.load();
        EngineSettings settings = EngineSettings.defaults()
                .withTurns(new TurnSettings(
                        config.endOfTurnSilenceMillis(),
                        SPEECH_THRESHOLD,
                        config.prefixPaddingMillis(),
                        config.minInterruptionMillis(),
                        true))
                .withSound(new SoundSettings(config.sampleRateHz(), CHUNK_MILLIS))
                .withMaxChats(maxChats + maxChats / 20 + 1);
        EventLoops loops = new EventLoops("engine", 1);
        try {
            Engine engine = Engine.start(loops, settings, parts);
            engine.warmUp().join();
            return new EmbeddedEvi(loops, engine);
        } catch (IOException e) {
            loops.close();
            throw e;
        }
    }

    URI uri() {
        return URI.create("ws://127.0.0.1:" + engine.port() + "/v0/evi");
    }

    @Override
    public void close() {
        engine.close();
        loops.close();
    }
}
