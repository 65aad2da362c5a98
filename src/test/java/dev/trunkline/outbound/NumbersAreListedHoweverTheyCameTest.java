package dev.trunkline.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NumbersAreListedHoweverTheyCameTest {

    @TempDir
    private Path folder;

    @Test
    void marksThatNobodySeesHideNone() throws Exception {
        Path file = Files.writeString(
                folder.resolve("do-not-call.txt"),
                "\uFEFF+14155550100\r\n\u202A+1 415 555 0101\u202C # copied from an address book\r\n");
        DoNotCallList list = new DoNotCallList(file, InstantSource.system());

        assertThat(list.has("+14155550100")).as("behind a byte order mark").isTrue();
        assertThat(list.has("+14155550101"))
                .as("between two marks of direction")
                .isTrue();
        assertThat(list.has("+14155550102")).isFalse();
    }
}
