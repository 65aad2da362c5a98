package dev.trunkline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {

    @TempDir
    Path folder;

    @Test
    void aFullDiskLeavesNoHalfFileAndNamesIt() {
        Path file = folder.resolve("call.wav");

        assertThatIOException()
                .isThrownBy(() -> OutputFile.of(file.toString()).write(OutputFileTest::half))
                .withMessage(file + " cannot be written: No space left on device");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatStoodThereStaysWhenTheNewOneCannotBeWritten() throws Exception {
        Path file = Files.writeString(folder.resolve("call.wav"), "the last call");

        assertThatIOException().isThrownBy(() -> OutputFile.of(file.toString()).write(OutputFileTest::half));
        assertThat(file).hasContent("the last call");

        OutputFile.of(file.toString()).write(to -> Files.writeString(to, "this call"));
        assertThat(file).hasContent("this call");
        assertThat(folder).isDirectoryContaining(file::equals);
    }

    @Test
    void aDeviceIsWrittenTo() throws Exception {
        OutputFile.of("/dev/null").write(to -> Files.writeString(to, "gone"));

        assertThat(Path.of("/dev/null")).exists();
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }

    @Test
    void standardOutputHasManyNames() {
        assertThat(OutputFile.of("-").isStandardOutput()).isTrue();
        assertThat(OutputFile.of("/dev/stdout").isStandardOutput()).isTrue();
        assertThat(OutputFile.of("call.json").isStandardOutput()).isFalse();
    }

    private static void half(Path file) throws IOException {
        Files.writeString(file, "half of");
        throw new IOException("No space left on device");
    }
}
