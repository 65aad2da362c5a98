package dev.trunkline.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolOutlivesItsProcessTest {

    @TempDir
    private Path folder;

    @Test
    void whatWasUnderWayIsDeliveredByTheNextProcessUnderItsKey() throws Exception {
        Receivers first = receivers();
        first.answers.put("crm", delivery -> new CompletableFuture<>()); // it hangs while the process dies
        first.happens("CA1");
        first.happens("CA2");
        List<String> keys = first.of("crm").stream().map(Receivers.Attempt::id).toList();
        assertThat(keys).hasSize(2);
        Path copy = killed();

        Receivers second = new Receivers(copy, DeliverySpool.MAX_BYTES, "crm");

        assertThat(second.of("crm")).extracting(Receivers.Attempt::id).containsExactlyElementsOf(keys);
        assertThat(second.outcomes).containsEntry("crm delivered", 2);
        assertThat(second.deliveries.waiting()).isZero();
    }

    @Test
    void whatIsDeliveredIsNotDeliveredAgain() throws Exception {
        Receivers first = receivers();
        first.happens("CA1");

        Receivers second = new Receivers(killed(), DeliverySpool.MAX_BYTES, "crm");

        assertThat(first.of("crm")).hasSize(1);
        assertThat(second.attempts).isEmpty();
    }

    @Test
    void itIsOnTheDiskBeforeItIsSent() {
        Receivers first = receivers();
        StringBuilder onDisk = new StringBuilder();
        first.answers.put("crm", delivery -> {
            onDisk.append(text(folder.resolve("deliveries.journal")));
            return Receivers.status(200);
        });
        first.happens("CA77");

        assertThat(onDisk.toString()).contains("CA77");
    }

    @Test
    void deadOnesAndThoseOfReceiversThatAreNoMoreAreShown() throws Exception {
        Receivers first = receivers();
        first.answers.put("crm", delivery -> Receivers.status(500));
        first.happens("CA1");

        Receivers other = new Receivers(killed(), DeliverySpool.MAX_BYTES, "another");

        assertThat(other.asked(other.deliveries.deadOnes()))
                .singleElement()
                .returns("no receiver has this name any more", DeadDelivery::problem);
        assertThat(other.attempts).isEmpty();
    }

    @Test
    void nothingOfAnErasedCallerIsLeftInAnyFile() throws Exception {
        Receivers first = receivers();
        first.answers.put("crm", delivery -> Receivers.noAnswer());
        first.happens("CA1", "+14155550777");
        first.happens("CA2", "+14155550888");
        first.time.advance(Duration.ofMinutes(1).toNanos());
        first.asked(first.deliveries.erase((callSid, from, to) -> from.equals("+14155550777"), () -> {}));

        try (var files = Files.walk(folder)) {
            List<String> texts = files.filter(Files::isRegularFile)
                    .map(SpoolOutlivesItsProcessTest::text)
                    .toList();
            assertThat(texts).noneMatch(text -> text.contains("4155550777"));
            assertThat(texts).anyMatch(text -> text.contains("4155550888"));
        }
    }

    @Test
    void aDiskThatCannotBeWrittenDelaysNobodyAndIsWrittenWhenItCan() throws Exception {
        Path blocked = Files.writeString(folder.resolve("webhooks"), "a file where the folder belongs");
        Receivers receivers = new Receivers(blocked, DeliverySpool.MAX_BYTES, "crm");
        receivers.happens("CA1");
        assertThat(receivers.of("crm")).hasSize(1);

        Files.delete(blocked);
        receivers.answers.put("crm", delivery -> Receivers.noAnswer());
        receivers.happens("CA2");

        assertThat(text(blocked.resolve("deliveries.journal"))).contains("CA2");
    }

    @Test
    void aDiskThatCanBeWrittenAgainIsWrittenThoughNothingHappens() throws Exception {
        Path blocked = Files.writeString(folder.resolve("webhooks"), "a file where the folder belongs");
        Receivers receivers = new Receivers(blocked, DeliverySpool.MAX_BYTES, "crm");
        receivers.answers.put("crm", delivery -> new CompletableFuture<>()); // on its way, and nothing else goes on
        receivers.happens("CA1");

        Files.delete(blocked);
        receivers.time.advance(Duration.ofSeconds(5).toNanos());

        assertThat(text(blocked.resolve("deliveries.journal"))).contains("CA1");
    }

    @Test
    void aTornRecordCostsNoOther() throws Exception {
        Receivers first = receivers();
        first.answers.put("crm", delivery -> Receivers.noAnswer());
        first.happens("CA1");
        first.happens("CA2");
        first.happens("CA3");
        Path copy = killed();
        Path file = copy.resolve("deliveries.journal");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 20));

        Receivers second = new Receivers(copy, DeliverySpool.MAX_BYTES, "crm");
        second.time.advance(Duration.ofMinutes(1).toNanos());

        assertThat(second.of("crm"))
                .extracting(Receivers.Attempt::callSid)
                .contains("CA1", "CA2")
                .doesNotContain("CA3");
    }

    private Receivers receivers() {
        return new Receivers(folder, DeliverySpool.MAX_BYTES, "crm");
    }

    /** What another process would find: this one holds its lock until the test ends. */
    private Path killed() throws Exception {
        Path copy = Files.createTempDirectory(folder.getParent(), "copy");
        Files.copy(folder.resolve("deliveries.journal"), copy.resolve("deliveries.journal"));
        return copy;
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
