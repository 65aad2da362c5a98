package dev.trunkline.continuity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.fuzz.FuzzTarget;
import dev.trunkline.fuzz.Made;
import dev.trunkline.store.JournalRecords;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A journal that a crash has torn or a disk has damaged: every byte is accounted for, and a whole record behind it is found. */
class JournalFuzzTest implements FuzzTarget {

    @Override
    public void check(byte[] input) {
        Made made = new Made(input);
        byte[] payload = made.text(40).getBytes(StandardCharsets.UTF_8);
        byte[] damaged = made.rest();
        ByteBuffer record = JournalRecords.of(payload);
        ByteBuffer file = ByteBuffer.allocate(damaged.length + record.remaining());
        file.put(damaged).put(record).flip();
        int wholeBytes = file.remaining();

        List<byte[]> found = new ArrayList<>();
        int skippedBytes = JournalRecords.read(file, found::add);

        int foundBytes = found.stream()
                .mapToInt(each -> JournalRecords.HEADER_BYTES + each.length)
                .sum();
        assertThat(skippedBytes + foundBytes).isEqualTo(wholeBytes);
        assertThat(found.get(found.size() - 1)).isEqualTo(payload);
    }
}
