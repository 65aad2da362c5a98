package dev.trunkline.record.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.record.Erasable.Caller;
import dev.trunkline.record.SomeCalls;
import dev.trunkline.store.Database;
import dev.trunkline.testing.LivingFolder;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What somebody said, and the number, are in no file and no row after they were erased; others' are. */
@Timeout(240)
class ErasedCallersAreNowhereIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String NUMBER = "+14155559876";
    private static final List<String> CANARIES = List.of("4155559876", "xylophonecanary");
    private static final int OTHERS = 200;

    @TempDir
    Path folder;

    @Test
    void inEveryFileOfTheDataDirectory() throws Exception {
        try (TestStore test = TestStore.in(folder)) {
            for (int i = 0; i < OTHERS; i++) {
                test.store.ended(SomeCalls.call(i).ended());
            }
            for (int i = 0; i < 20; i++) {
                test.store.began(SomeCalls.call(1_000 + i).by(NUMBER).live());
                test.store.ended(SomeCalls.call(1_000 + i)
                        .by(NUMBER)
                        .saying("my word is xylophonecanary")
                        .ended());
            }
            await().atMost(SOON).until(() -> test.written() == OTHERS + 20);
            assertThat(filesWith(CANARIES.get(0))).isNotEmpty();
            assertThat(filesWith(CANARIES.get(1))).isNotEmpty();
            test.store.ended(SomeCalls.call(2_000).by(NUMBER).ended()); // is not in the database yet

            long erased = test.store.erase(new Caller(NUMBER, Set.of(), Set.of()));

            assertThat(erased).isEqualTo(21);
            for (String canary : CANARIES) {
                assertThat(filesWith(canary)).as(canary).isEmpty();
            }
            assertThat(test.sids()).hasSize(OTHERS);
            assertThat(test.store.erase(new Caller(NUMBER, Set.of(), Set.of()))).isZero();
        }
        for (String canary : CANARIES) {
            assertThat(filesWith(canary)).as(canary).isEmpty();
        }
        try (Database left = RecordTables.inFile(folder.resolve("records"))) {
            List<String> rows = left.jdbi()
                    .withHandle(sql -> sql.createQuery("script nosettings")
                            .mapTo(String.class)
                            .list());
            assertThat(rows).anyMatch(row -> row.contains(SomeCalls.call(1).from()));
            assertThat(rows).noneMatch(row -> CANARIES.stream().anyMatch(row::contains));
        }
    }

    /** Looks again when a file went meanwhile: the journal's go when the database has what stands in them. */
    private List<Path> filesWith(String text) {
        return await().ignoreExceptionsInstanceOf(NoSuchFileException.class).until(() -> look(text), found -> true);
    }

    private List<Path> look(String text) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path file : LivingFolder.files(folder)) {
            String bytes = new String(Files.readAllBytes(file), ISO_8859_1);
            for (Charset charset : List.of(UTF_8, UTF_16LE)) {
                if (bytes.contains(new String(text.getBytes(charset), ISO_8859_1))) {
                    found.add(file);
                }
            }
        }
        return found;
    }
}
