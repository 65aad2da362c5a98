package dev.trunkline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
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

    @Test
    void aStandardOutputThatTakesNothingIsNoSuccess() {
        PrintStream own = System.out;
        System.setOut(new PrintStream(new FullDisk(), true, StandardCharsets.UTF_8));
        StringWriter err = new StringWriter();
        try {
            assertThatIOException()
                    .isThrownBy(() -> OutputFile.of("-").write(to -> Files.writeString(to, "{}")))
                    .withMessage("- cannot be written: its disk is full, or its reader has gone");
            assertThat(OutputFile.isPrinted(new PrintWriter(err, true))).isFalse();
        } finally {
            System.setOut(own);
        }
        assertThat(err.toString().lines())
                .containsExactly("standard output cannot be written: its disk is full, or its reader has gone");
    }

    private static final class FullDisk extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("No space left on device");
        }
    }

    private static void half(Path file) throws IOException {
        Files.writeString(file, "half of");
        throw new IOException("No space left on device");
    }
}
