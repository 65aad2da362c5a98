package dev.trunkline.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.call.CallPolicy;
import dev.trunkline.flight.FlightKey;
import dev.trunkline.flight.FlightReader;
import dev.trunkline.flight.TestedRecorder;
import dev.trunkline.phone.PhoneEvents.StreamEnding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedFlightsAreReadWithTheirKeyTest {

    private static final FlightKey KEY = new FlightKey("1".repeat(64));
    private static final FlightKey OTHER = new FlightKey("2".repeat(64));

    @TempDir
    private Path folder;

    private Path sealed() {
        RecordedScene scene = new RecordedScene(
                new TestedRecorder(folder, List.of(KEY)), CallPolicy.defaults(), (tool, call, answer) -> {});
        scene.ai.ready();
        scene.agentSpeaks("m1", "Hello.", 1_000);
        scene.callerSounds(330, 3_000);
        scene.call.onStreamEnded(StreamEnding.STOPPED);
        return scene.recorder.file();
    }

    @Test
    void alsoWhenItIsAFormerOne() throws IOException {
        ReplayResult result =
                Replay.of(sealed(), List.of(OTHER, KEY), Replay.Build.PRESENT).result();

        assertThat(result.isEqual()).isTrue();
        assertThat(result.ending()).isEqualTo("whole");
    }

    @Test
    void andByNobodyElse() throws IOException {
        Path file = sealed();

        assertThatThrownBy(() -> Replay.of(file, List.of(OTHER), Replay.Build.PRESENT))
                .isInstanceOf(FlightReader.Unreadable.class)
                .hasMessageContaining("is sealed with the key");
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                .doesNotContain("+1555");
    }
}
