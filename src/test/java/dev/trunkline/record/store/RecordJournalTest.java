package dev.trunkline.record.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordJournalTest {

    private static final long ROOM = 1_000_000;

    @TempDir
    Path folder;

    @Test
    void whatWasAppendedIsReadInItsOrderAndOnce() throws IOException {
        try (RecordJournal journal = open()) {
            append(journal, "one", "two");
            append(journal, "three");

            RecordJournal.Unread unread = Objects.requireNonNull(journal.read());
            assertThat(texts(unread)).containsExactly("one", "two", "three");
            assertThat(texts(Objects.requireNonNull(journal.read()))).hasSize(3);
            journal.done(unread);
            append(journal, "four");

            assertThat(texts(Objects.requireNonNull(journal.read()))).containsExactly("four");
        }
    }

    @Test
    void whatAProcessLeftIsReadByTheNextThoughItsLastRecordIsTorn() throws IOException {
        try (RecordJournal journal = open()) {
            append(journal, "one", "two");
        }
        Path file = files().get(0);
        Files.write(file, "torn".getBytes(UTF_8), StandardOpenOption.APPEND);

        List<String> left = new ArrayList<>();
        try (RecordJournal journal = new RecordJournal(folder, ROOM, payload -> left.add(new String(payload, UTF_8)))) {
            append(journal, "three");

            assertThat(left).containsExactly("one", "two");
            RecordJournal.Unread unread = Objects.requireNonNull(journal.read());
            assertThat(texts(unread)).containsExactly("one", "two");
            journal.done(unread);
            assertThat(texts(Objects.requireNonNull(journal.read()))).containsExactly("three");
        }
    }

    @Test
    void aSegmentGoesWhenAllOfItWasReadAndTheOneThatIsWrittenStays() throws IOException {
        try (RecordJournal journal = open()) {
            append(journal, "one");
            journal.turnOver(List.of("live".getBytes(UTF_8)));
            assertThat(journal.hasFinished()).isFalse();

            journal.done(Objects.requireNonNull(journal.read()));
            assertThat(journal.hasFinished()).isTrue();
            journal.dropFinished();

            assertThat(files()).hasSize(1);
            assertThat(texts(Objects.requireNonNull(journal.read()))).containsExactly("live");
        }
    }

    @Test
    void whatASegmentBeginsWithDoesNotFillIt() throws IOException {
        byte[] manyLiveCalls = new byte[9 * 1024 * 1024];
        try (RecordJournal journal = new RecordJournal(folder, 100_000_000, payload -> {})) {
            journal.turnOver(List.of(manyLiveCalls));
            append(journal, "ended");
            assertThat(journal.isSegmentFull()).isFalse();

            journal.append(List.of(manyLiveCalls));
            assertThat(journal.isSegmentFull()).isTrue();
        }
    }

    @Test
    void itIsBoundedAndWhatFindsNoRoomIsRefusedWhole() throws IOException {
        try (RecordJournal journal = new RecordJournal(folder, 1_000, payload -> {})) {
            append(journal, "x".repeat(900));

            assertThatIOException().isThrownBy(() -> append(journal, "a", "b".repeat(100)));

            assertThat(texts(Objects.requireNonNull(journal.read()))).hasSize(1);
            assertThat(Files.size(files().get(0))).isLessThan(1_000);
        }
    }

    @Test
    void whatIsErasedIsInNoFileAndTheRestIsReadAsBefore() throws IOException {
        try (RecordJournal journal = open()) {
            append(journal, "keep 1", "canary 1", "keep 2");
            journal.done(Objects.requireNonNull(journal.read()));
            append(journal, "canary 2", "keep 3");

            long erased = journal.erase(payload -> new String(payload, UTF_8).startsWith("canary"));
            append(journal, "keep 4");

            assertThat(erased).isEqualTo(2);
            for (Path file : files()) {
                assertThat(new String(Files.readAllBytes(file), UTF_8)).doesNotContain("canary");
            }
            RecordJournal.Unread unread = Objects.requireNonNull(journal.read());
            assertThat(texts(unread)).containsExactly("keep 3");
            journal.done(unread);
            assertThat(texts(Objects.requireNonNull(journal.read()))).containsExactly("keep 4");
        }
    }

    private RecordJournal open() throws IOException {
        return new RecordJournal(folder, ROOM, payload -> {});
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static void append(RecordJournal journal, String... texts) throws IOException {
        journal.append(Arrays.stream(texts).map(text -> text.getBytes(UTF_8)).toList());
    }

    private static List<String> texts(RecordJournal.Unread unread) {
        return unread.payloads().stream()
                .map(payload -> new String(payload, UTF_8))
                .toList();
    }
}
