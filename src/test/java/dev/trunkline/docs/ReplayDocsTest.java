package dev.trunkline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.flight.FlightKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReplayDocsTest {

    private final String page = Files.readString(Path.of("src/site/markdown/replay.md"));

    ReplayDocsTest() throws IOException {}

    @Test
    void everyKindOfRecordHasItsRowAndNoOther() {
        for (FlightKind kind : FlightKind.values()) {
            assertThat(page).contains("\n| " + kind.code() + " | `" + kind + "` |");
        }
        assertThat(page.lines().filter(line -> line.matches("\\| \\d+ \\| `[A-Z_]+` \\|.*")))
                .hasSize(FlightKind.values().length);
    }
}
