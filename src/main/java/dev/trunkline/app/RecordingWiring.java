package dev.trunkline.app;

import dev.trunkline.bridge.RunningCalls;
import dev.trunkline.config.RecordingConfig;
import dev.trunkline.config.Secret;
import dev.trunkline.config.TrunklineConfig;
import dev.trunkline.control.CallTool;
import dev.trunkline.control.RecordingTool;
import dev.trunkline.record.Erasable;
import dev.trunkline.recording.CallRecordings;
import dev.trunkline.recording.Hold;
import dev.trunkline.recording.RecordingFormat;
import dev.trunkline.recording.RecordingKey;
import dev.trunkline.recording.RecordingSettings;
import dev.trunkline.telemetry.MetricName;
import dev.trunkline.telemetry.Metrics;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The recording of calls, as the configuration says. */
final class RecordingWiring {

    private static final long ERASING_SECONDS = 30;
    private static final String FOLDER = "recordings"; // of the data directory

    private RecordingWiring() {}

    /** Null without a data directory: nothing is kept then. What was recorded before is found, though no route is recorded any more. */
    static @Nullable CallRecordings recordings(TrunklineConfig config, LoadWatch load, Metrics metrics) {
        Path directory = config.state().directory();
        return directory == null
                ? null
                : new CallRecordings(
                        settings(directory.resolve(FOLDER), config),
                        new CallRecordings.Surroundings(
                                System::nanoTime,
                                InstantSource.system(),
                                new DefaultThreadFactory("recording", true),
                                load.leavesOut("recording"),
                                (reason, frames) -> metrics.add(MetricName.RECORDING_LOST, frames, reason)));
    }

    private static RecordingSettings settings(Path folder, TrunklineConfig config) {
        RecordingConfig recording = config.recording();
        Secret key = recording.key();
        return new RecordingSettings(
                folder,
                recording.isOpus() ? RecordingFormat.OPUS : RecordingFormat.WAV,
                key == null ? null : new RecordingKey(key.reveal()),
                recording.formerKeys().stream()
                        .map(each -> new RecordingKey(each.reveal()))
                        .toList(),
                recording.pauseDigits(),
                recording.resumeDigits(),
                recording.keepDays(),
                consents(config.routes()));
    }

    private static Map<String, String> consents(List<TrunklineConfig.Route> routes) {
        return routes.stream()
                .filter(route -> route.recording() != null)
                .collect(Collectors.toMap(TrunklineConfig.Route::name, route -> consent(route.recording())));
    }

    private static String consent(RecordingConfig.@Nullable OfRoute recording) {
        return recording == null ? "" : recording.consent();
    }

    /** What callers press for the recording and not for the agent. */
    static Set<String> keys(TrunklineConfig config) {
        boolean isAnyRecorded = config.routes().stream().anyMatch(route -> route.recording() != null);
        return Stream.of(config.recording().pauseDigits(), config.recording().resumeDigits())
                .filter(keys -> isAnyRecorded && !keys.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whence a caller's voice is erased. */
    static Erasable erasable(CallRecordings recordings) {
        return new Erasable() {
            @Override
            public String place() {
                return "recordings";
            }

            @Override
            public long erase(Caller caller) throws IOException {
                return Erasable.await(
                        recordings.erase(caller.callSids()), ERASING_SECONDS, "recordings cannot be deleted");
            }
        };
    }

    /**
     * Has said what callers are told before they are recorded.
     *
     * @param embedded whose voice says it ahead, so that it is heard first of all; null: agents say it when they are there
     */
    static void speak(CallRecordings recordings, RunningCalls calls, @Nullable EmbeddedEngine embedded) {
        ConsentVoice voice = new ConsentVoice(calls);
        if (embedded != null) {
            recordings.consents().forEach(words -> voice.sayAhead(words, embedded));
        }
        recordings.speakBy(voice);
    }

    /** What the model may do to the recording of a route's calls. */
    static List<CallTool> tools(TrunklineConfig.Route route, @Nullable CallRecordings recordings) {
        return recordings == null || route.recording() == null
                ? List.of()
                : RecordingTool.both((callSid, isPaused) -> recordings.pause(callSid, Hold.AGENT, isPaused));
    }
}
