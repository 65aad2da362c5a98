package dev.trunkline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.realtime.wire.ClientEventType;
import dev.trunkline.engine.realtime.wire.ServerEventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RealtimeServerDocsTest {

    @Test
    void everyEventHasItsRowAndNoOther() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("src/site/markdown/realtime-server.md")).stream()
                .filter(line -> line.endsWith("| yes |") || line.contains("` | no: "))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Stream.concat(
                                Arrays.stream(ClientEventType.values())
                                        .map(type -> row(type.wireName(), type.refusal())),
                                Arrays.stream(ServerEventType.values())
                                        .map(type -> row(type.wireName(), type.refusal())))
                        .toList());
    }

    private static String row(String name, @Nullable String refusal) {
        return "| `" + name + "` | " + (refusal == null ? "yes" : "no: " + refusal) + " |";
    }
}
