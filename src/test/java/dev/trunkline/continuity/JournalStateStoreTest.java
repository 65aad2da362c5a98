package dev.trunkline.continuity;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.trunkline.call.CallContinuation;
import dev.trunkline.call.CutOff;
import dev.trunkline.continuity.OneTimeUses.Use;
import dev.trunkline.phone.CarrierInstruction.Apologise;
import dev.trunkline.phone.CarrierInstruction.GoOn;
import dev.trunkline.phone.CarrierInstruction.HangUp;
import dev.trunkline.phone.CarrierInstruction.Transfer;
import dev.trunkline.store.JournalRecords;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway") // a call that is not known fails the test
class JournalStateStoreTest {

    @TempDir
    Path data;

    private final AtomicLong nowMillis = new AtomicLong(1_790_000_000_000L);
    private final Map<String, Integer> written = new ConcurrentHashMap<>();
    private final List<JournalStateStore> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(JournalStateStore::close);
    }

    private Path folder() {
        return data.resolve("calls");
    }

    private Path file() {
        return folder().resolve("calls.journal");
    }

    private JournalStateStore open() throws IOException {
        JournalStateStore store = JournalStateStore.open(
                folder(),
                () -> Instant.ofEpochMilli(nowMillis.get()),
                task -> new Thread(task, "journal"),
                new StateMeters() {
                    @Override
                    public void wrote(String where, String outcome) {
                        written.merge(outcome, 1, Integer::sum);
                    }

                    @Override
                    public void asked(String outcome) {
                        throw new AssertionError("nobody asks a journal");
                    }
                });
        open.add(store);
        return store;
    }

    private CallMemory remembering(JournalStateStore store) {
        return new CallMemory(store, "node", () -> Instant.ofEpochMilli(nowMillis.get()));
    }

    private static void talking(CallMemory memory, String callSid) {
        memory.comes(callSid, "+14155550100", "+18005550199", "Back.");
        memory.begins(callSid, "+14155550100", "+18005550199", "default");
        memory.talks(callSid, 1, "group of " + callSid, "");
    }

    @Test
    void theProcessAfterThisOneKnowsWhereEveryCallStands() throws IOException {
        JournalStateStore first = open();
        CallMemory before = remembering(first);
        List<CallContinuation> left = List.of(
                new CallContinuation(new HangUp(), "g", ""),
                new CallContinuation(new GoOn(), "g", "", new CutOff("I was", "saying", "was saying", "")),
                new CallContinuation(new Transfer("billing", "+15550100001", null, 25), "g", "A bill, \"twice\"."),
                new CallContinuation(new Transfer("desk", "sip:a@b", "+1555", 5), null, ""),
                new CallContinuation(new Apologise("Sorry.", "+1", "+2"), "g", ""),
                new CallContinuation(new Apologise(""), "g", ""));
        for (int i = 0; i < left.size(); i++) {
            talking(before, "CA" + i);
            before.callerSaid("CA" + i, "äöü 🙂 \u0000 \" \\");
            before.keep("CA" + i, 1, left.get(i));
        }
        talking(before, "CA-over");
        before.forget("CA-over");
        first.close();

        CallMemory after = remembering(open());

        for (int i = 0; i < left.size(); i++) {
            assertThat(after.recall("CA" + i)).isEqualTo(before.recall("CA" + i));
        }
        assertThat(after.recall("CA-over")).isNull();
    }

    @Test
    void whatIsErasedIsNotInTheFileAnyMoreAndTheRestIs() throws Exception {
        JournalStateStore store = open();
        CallMemory memory = remembering(store);
        talking(memory, "CA1");
        memory.callerSaid("CA1", "canary");
        talking(memory, "CA2");

        long erased = store.eraseAll(call -> call.callSid().equals("CA1")).get(10, TimeUnit.SECONDS);

        assertThat(erased).isEqualTo(1);
        assertThat(Files.readString(file(), ISO_8859_1))
                .doesNotContain("canary", "CA1")
                .contains("CA2");
    }

    @Test
    void aFileThatIsTornAtAnyByteHasEveryRecordThatWasWhole() throws IOException {
        JournalStateStore store = open();
        CallMemory memory = remembering(store);
        talking(memory, "CA1");
        talking(memory, "CA2");
        store.close();
        byte[] all = Files.readAllBytes(file());
        List<String> records = payloads(all);
        assertThat(records).hasSizeGreaterThanOrEqualTo(2);

        int whole = 0;
        int nextEnd = JournalRecords.HEADER_BYTES + records.get(0).getBytes(UTF_8).length;
        for (int end = 0; end <= all.length; end++) {
            if (end == nextEnd) {
                whole++;
                nextEnd += whole == records.size()
                        ? 1
                        : JournalRecords.HEADER_BYTES + records.get(whole).getBytes(UTF_8).length;
            }
            assertThat(payloads(Arrays.copyOf(all, end))).isEqualTo(records.subList(0, whole));
        }
        assertThat(whole).isEqualTo(records.size());
    }

    @Test
    void aTornFileIsWrittenOnBehindItsLastWholeRecord() throws IOException {
        JournalStateStore first = open();
        talking(remembering(first), "CA1");
        first.close();
        byte[] all = Files.readAllBytes(file());
        ByteBuffer torn = JournalRecords.of("{\"key\":\"call CA2\"}".getBytes(UTF_8));
        byte[] file = Arrays.copyOf(all, all.length + torn.remaining() - 1);
        torn.get(file, all.length, torn.remaining() - 1);
        Files.write(file(), file);

        JournalStateStore second = open();
        talking(remembering(second), "CA3");
        second.close();

        assertThat(open().restored()).extracting(RememberedCall::callSid).containsExactlyInAnyOrder("CA1", "CA3");
    }

    @Test
    void aDamagedByteCostsOneRecordAndNoOther() {
        ByteBuffer three = ByteBuffer.allocate(1_000);
        for (String payload : List.of("the first", "the second", "the third")) {
            three.put(JournalRecords.of(payload.getBytes(UTF_8)));
        }
        byte[] all = Arrays.copyOf(three.array(), three.position());
        int secondAt = JournalRecords.HEADER_BYTES + "the first".length();
        int thirdAt = secondAt + JournalRecords.HEADER_BYTES + "the second".length();

        for (int i = secondAt; i < thirdAt; i++) {
            byte[] damaged = all.clone();
            damaged[i] ^= 0x55;
            assertThat(payloads(damaged)).containsExactly("the first", "the third");
        }
    }

    private static List<String> payloads(byte[] file) {
        List<String> payloads = new ArrayList<>();
        JournalRecords.read(ByteBuffer.wrap(file), payload -> payloads.add(new String(payload, UTF_8)));
        return payloads;
    }

    @Test
    void rubbishIsNoState() throws IOException {
        Files.createDirectories(folder());
        ByteBuffer rubbish = ByteBuffer.allocate(4_000);
        for (String payload : List.of(
                "",
                "{",
                "[]",
                "null",
                "{\"key\":7}",
                "{\"key\":\"call CA1\",\"expires\":99999999999999}",
                "{\"key\":\"call CA1\",\"expires\":99999999999999,\"state\":\"{}\"}",
                "{\"key\":\"call CA1\",\"expires\":99999999999999,\"state\":\"[1\"}")) {
            rubbish.put(JournalRecords.of(payload.getBytes(UTF_8)));
        }
        Files.write(file(), Arrays.copyOf(rubbish.array(), rubbish.position()));

        assertThat(open().restored()).isEmpty();
    }

    @Test
    void onlyItsUserMayReadIt() throws IOException {
        JournalStateStore store = open();
        talking(remembering(store), "CA1");
        await().until(() -> written.containsKey("written"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
                .isEqualTo("rwx------");
        for (String name : List.of("calls.journal", "calls.lock")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder().resolve(name))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aCallIsForgottenAfterFourHours() throws IOException {
        JournalStateStore first = open();
        talking(remembering(first), "CA1");
        first.close();
        nowMillis.addAndGet(Duration.ofHours(4).toMillis() - 1);
        JournalStateStore second = open();
        assertThat(second.restored()).hasSize(1);
        second.close();
        nowMillis.addAndGet(2);

        assertThat(open().restored()).isEmpty();
    }

    @Test
    void aCallThatWasToHangUpIsForgottenAfterTenMinutes() throws IOException {
        JournalStateStore first = open();
        CallMemory memory = remembering(first);
        talking(memory, "CA1");
        memory.keep("CA1", 1, new CallContinuation(new HangUp(), "g", ""));
        first.close();
        nowMillis.addAndGet(Duration.ofMinutes(10).toMillis() + 1);

        assertThat(open().restored()).isEmpty();
    }

    @Test
    void aSecondProcessIsRefused() throws IOException {
        JournalStateStore first = open();

        assertThatThrownBy(this::open).hasMessageContaining("in use by another process");

        first.close();
        assertThat(open().restored()).isEmpty();
    }

    @Test
    void whatIsOldGoesWhenTheFileHasGrown() throws IOException {
        JournalStateStore store = open();
        CallMemory memory = remembering(store);
        talking(memory, "CA1");
        long mostBytes = 0;
        for (int round = 1; round <= 20; round++) {
            IntStream.range(0, 2_000).forEach(i -> {
                memory.comes("CA" + i, "+1", "+2", "");
                memory.callerSaid("CA" + i, "word ".repeat(50));
                memory.forget("CA" + i);
            });
            memory.comes("CA-last-" + round, "+1", "+2", "");
            int marker = round;
            await().until(() -> new String(Files.readAllBytes(file()), UTF_8).contains("CA-last-" + marker));
            mostBytes = Math.max(mostBytes, Files.size(file()));
        }

        assertThat(mostBytes).isLessThan(4_000_000);
        store.close();
        assertThat(open().restored()).hasSize(20);
    }

    @Test
    void aTokenThatAnEarlierProcessHasSeenIsUsed() throws Exception {
        JournalStateStore first = open();
        assertThat(first.use("hash", Duration.ofMinutes(10))).isCompletedWithValue(Use.UNKNOWN);
        first.close();

        JournalStateStore second = open();
        assertThat(second.use("hash", Duration.ofMinutes(10))).isCompletedWithValue(Use.AGAIN);
        assertThat(second.use("another", Duration.ofMinutes(10))).isCompletedWithValue(Use.UNKNOWN);
        assertThat(second.restored()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {5_001, -3_600_000}) // a clock may be set back
    void aFolderThatCannotBeWrittenIsCountedAndWrittenAnewWhenItCan(long laterMillis) throws IOException {
        Files.writeString(data.resolve("calls"), "a file where the folder should be");
        JournalStateStore store = open();
        CallMemory memory = remembering(store);
        talking(memory, "CA1");
        await().until(() -> written.containsKey("failed"));
        assertThat(memory.recall("CA1").chatGroupId()).isEqualTo("group of CA1");

        Files.delete(data.resolve("calls"));
        nowMillis.addAndGet(laterMillis);

        await().until(() -> Files.exists(file()));
        talking(memory, "CA2");
        store.close();
        assertThat(open().restored()).extracting(RememberedCall::callSid).containsExactlyInAnyOrder("CA1", "CA2");
    }
}
