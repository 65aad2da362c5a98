package dev.trunkline.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.store.SealingKey;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedRecordingsTest {

    private static final RecordingKey KEY = new RecordingKey("00".repeat(31) + "01");
    private static final RecordingKey OTHER = new RecordingKey("00".repeat(31) + "02");
    private static final int SEALED_CHUNK = SealedFile.CHUNK_BYTES + SealingKey.TAG_BYTES;

    @TempDir
    Path folder;

    private final byte[] sound = new byte[3 * SealedFile.CHUNK_BYTES + 1_000];
    private Path file;

    @BeforeEach
    void write() throws IOException {
        new Random(1).nextBytes(sound);
        file = folder.resolve("a.wav.sealed");
        try (SealedFile out = new SealedFile(file, KEY)) {
            for (int at = 0; at < sound.length; at += 777) {
                byte[] piece = Arrays.copyOfRange(sound, at, Math.min(sound.length, at + 777));
                out.write(piece, piece.length);
            }
        }
    }

    private byte[] read(long from, int length, RecordingKey... keys) throws IOException {
        try (SealedBytes bytes = new SealedBytes(file, List.of(keys))) {
            int most = (int) Math.min(length, bytes.lengthBytes() - from);
            byte[] read = new byte[most];
            for (int at = 0; at < most; ) {
                at += bytes.read(from + at, read, at, most - at);
            }
            return read;
        }
    }

    @Test
    void areReadAgainFromAnywhere() throws IOException {
        assertThat(read(0, sound.length + 1, KEY)).isEqualTo(sound);
        assertThat(read(5_000, 6_000, OTHER, KEY)).isEqualTo(Arrays.copyOfRange(sound, 5_000, 11_000));
        assertThat(read(sound.length - 1, 10, KEY)).containsExactly(sound[sound.length - 1]);
    }

    @Test
    void holdNothingInTheClearAndAreTheirOwnersAlone() throws IOException {
        byte[] sealed = Files.readAllBytes(file);

        assertThat(new String(sealed, StandardCharsets.ISO_8859_1))
                .doesNotContain(new String(sound, 100, 12, StandardCharsets.ISO_8859_1));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(KEY.toString()).doesNotContain("00".repeat(20));
    }

    @Test
    void areNotReadWithAnotherKeyAndSayWhichOneIsMissing() {
        assertThatThrownBy(() -> read(0, 1, OTHER))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(KEY.id())
                .hasMessageContaining("recording.formerKeys");
    }

    @Test
    void areReadUpToTheLastWholeChunkWhereverTheyWereCutOff() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int cut = SealedFile.HEADER_BYTES; cut < whole.length; cut += 97) {
            Files.write(file, Arrays.copyOf(whole, cut));
            int chunks = (cut - SealedFile.HEADER_BYTES) / SEALED_CHUNK;
            byte[] left = read(0, sound.length, KEY);

            assertThat(left).isEqualTo(Arrays.copyOf(sound, chunks * SealedFile.CHUNK_BYTES));
        }
    }

    @Test
    void tellWhenSomebodyHasChangedThem() throws IOException {
        try (RandomAccessFile changed = new RandomAccessFile(file.toFile(), "rw")) {
            changed.seek(SealedFile.HEADER_BYTES + SEALED_CHUNK + 5);
            int was = changed.read();
            changed.seek(SealedFile.HEADER_BYTES + SEALED_CHUNK + 5);
            changed.write(was ^ 1);
        }

        assertThat(read(0, SealedFile.CHUNK_BYTES, KEY)).isEqualTo(Arrays.copyOf(sound, SealedFile.CHUNK_BYTES));
        assertThatThrownBy(() -> read(SealedFile.CHUNK_BYTES, 10, KEY)).hasMessageContaining("changed");
    }

    @Test
    void ofTheSameSoundAreNeverTheSame() throws IOException {
        Path second = folder.resolve("b.wav.sealed");
        try (SealedFile out = new SealedFile(second, KEY)) {
            out.write(sound, sound.length);
        }

        assertThat(Files.readAllBytes(second)).hasSameSizeAs(Files.readAllBytes(file));
        assertThat(Files.readAllBytes(second)).isNotEqualTo(Files.readAllBytes(file));
    }
}
