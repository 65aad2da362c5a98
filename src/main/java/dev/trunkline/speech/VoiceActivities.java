package dev.trunkline.speech;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Picks the best voice activity detection that this machine can run, once. Thread-safe. */
public final class VoiceActivities {

    private static final Logger LOG = LoggerFactory.getLogger(VoiceActivities.class);

    private final FvadVoiceActivity.Mode mode;
    private final boolean isNative;

    public VoiceActivities(FvadVoiceActivity.Mode mode) {
        this.mode = mode;
        this.isNative = loads(mode);
    }

    /** A detector for a new stream. */
    public VoiceActivity forStream() {
        if (isNative) {
            try {
                return new FvadVoiceActivity(mode);
            } catch (IOException e) {
                LOG.atWarn().setCause(e).log("native voice activity detector failed; using energy");
            }
        }
        return new EnergyVoiceActivity();
    }

    private static boolean loads(FvadVoiceActivity.Mode mode) {
        try {
            new FvadVoiceActivity(mode).close();
            return true;
        } catch (IOException | LinkageError e) {
            LOG.atWarn()
                    .addKeyValue("reason", e.toString())
                    .log("no native voice activity detector on this machine; using energy");
            return false;
        }
    }
}
