package dev.trunkline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DialListTest {

    @TempDir
    Path folder;

    @Test
    void columnsThatAreNoFieldsAreVariables() throws IOException {
        Path file = Files.writeString(
                folder.resolve("calls.csv"),
                "to,name,machine,due\n+14155550100,\"Miller, Anna\",talk,\"the \"\"first\"\"\"\n\n+14155550101,Bob,,\n");

        assertThat(DialList.read(file))
                .extracting(Object::toString)
                .containsExactly(
                        "{\"to\":\"+14155550100\",\"machine\":\"talk\",\"variables\":{\"name\":\"Miller, Anna\",\"due\":\"the \\\"first\\\"\"}}",
                        "{\"to\":\"+14155550101\",\"variables\":{\"name\":\"Bob\"}}");
    }

    @Test
    void aFileWithoutItsColumnsIsAMistake() throws IOException {
        Path file = Files.writeString(folder.resolve("calls.csv"), "+14155550100\n+14155550101\n");

        assertThatThrownBy(() -> DialList.read(file)).hasMessageContaining("one of them to");
    }
}
