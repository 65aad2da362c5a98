package dev.trunkline.speech.vad;

import dev.trunkline.speech.SpeechFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A way to tell speech from silence, chosen and loaded once, for any number of streams. Thread-safe. */
public final class VoiceActivities {

    private static final Logger LOG = LoggerFactory.getLogger(VoiceActivities.class);

    private static final double USUAL_THRESHOLD = 0.5;

    private final Supplier<VoiceActivity> detectors;

    private VoiceActivities(Supplier<VoiceActivity> detectors) {
        this.detectors = detectors;
    }

    /** WebRTC's detector, or {@link #energy} on machines without its native library. */
    public VoiceActivities(FvadVoiceActivity.Mode mode) {
        this(loads(mode) ? () -> webRtc(mode) : EnergyVoiceActivity::new);
    }

    /** The level alone: in plain Java, for quiet lines. */
    public static VoiceActivities energy() {
        return new VoiceActivities(EnergyVoiceActivity::new);
    }

    /**
     * Silero's neural network, through ONNX Runtime. Costs some 60 microseconds of the stream's thread for every 32 ms.
     *
     * @param model an ONNX file of Silero VAD, version 4 to 6
     * @param threshold the probability that is speech, between 0.15 and 1; 0.5 is usual
     * @throws SpeechFailedException when ONNX Runtime is not on the class path or does not run on this machine, or the file
     *     is no such model
     */
    public static VoiceActivities silero(Path model, double threshold) {
        return silero(() -> new SileroModel(model), threshold);
    }

    /**
     * As {@link #silero(Path, double)}, with the model that our build brings.
     *
     * @throws SpeechFailedException also when our build brought none
     */
    public static VoiceActivities silero(double threshold) {
        return silero(SileroModel::inside, threshold);
    }

    /** Silero's network where our build brings it and it runs on this machine, else WebRTC's detector. */
    public static VoiceActivities best() {
        if (SileroModel.isInside()) {
            try {
                return silero(USUAL_THRESHOLD);
            } catch (SpeechFailedException e) {
                LOG.atWarn()
                        .addKeyValue("reason", e.getMessage())
                        .log("Silero's voice activity detector does not run here");
            }
        }
        return new VoiceActivities(FvadVoiceActivity.Mode.VERY_AGGRESSIVE);
    }

    private static VoiceActivities silero(Supplier<SileroModel> model, double threshold) {
        if (!(threshold > 0.15 && threshold < 1)) {
            throw new IllegalArgumentException("Silero's threshold must be between 0.15 and 1");
        }
        try {
            SileroModel loaded = model.get();
            return new VoiceActivities(() -> new SileroVoiceActivity(loaded, threshold));
        } catch (NoClassDefFoundError e) {
            throw new SpeechFailedException(
                    "Silero needs ONNX Runtime: add the jar of com.microsoft.onnxruntime:onnxruntime:1.28.0 to the class path",
                    e);
        } catch (LinkageError e) {
            throw new SpeechFailedException("ONNX Runtime does not run on this machine: " + e, e);
        }
    }

    /** A detector for a new stream. */
    public VoiceActivity forStream() {
        return detectors.get();
    }

    private static VoiceActivity webRtc(FvadVoiceActivity.Mode mode) {
        try {
            return new FvadVoiceActivity(mode);
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("native voice activity detector failed; using energy");
            return new EnergyVoiceActivity();
        }
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
