package dev.trunkline.outbound;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.continuity.JournalFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Orders in an append-only file of the data directory. Blocks. Confined to one thread. */
public final class FileOutboundJournal implements OutboundJournal {

    private static final Logger LOG = LoggerFactory.getLogger(FileOutboundJournal.class);
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final String NAME = "outbound";
    private static final long LEAST_REWRITTEN_BYTES = 1_000_000;

    private final JournalFile file;
    private final Map<String, byte[]> kept = new LinkedHashMap<>();
    private long keptBytes;

    private FileOutboundJournal(JournalFile file) {
        this.file = file;
    }

    /**
     * Reads what is there.
     *
     * @param folder made when it is not there; for this process alone
     * @throws IOException when it cannot be written, or another process has it
     */
    public static FileOutboundJournal open(Path folder) throws IOException {
        FileOutboundJournal journal = new FileOutboundJournal(new JournalFile(folder, NAME));
        journal.file.own();
        int skippedBytes = journal.file.read(journal::restore);
        journal.file.rewrite(journal.kept.values());
        LOG.atInfo()
                .addKeyValue("orders", journal.kept.size())
                .addKeyValue("skippedBytes", skippedBytes)
                .log("outbound journal read");
        return journal;
    }

    private void restore(byte[] payload) {
        try {
            JsonNode record = JSON.readTree(payload);
            String id = record.path("id").asText("");
            if (record.has("entry")) {
                keep(id, payload);
            } else {
                drop(id);
            }
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("why", e.toString()).log("a record of the outbound journal makes no sense");
        }
    }

    private void keep(String id, byte[] payload) {
        drop(id);
        kept.put(id, payload);
        keptBytes += payload.length;
    }

    private void drop(String id) {
        byte[] old = kept.remove(id);
        keptBytes -= old == null ? 0 : old.length;
    }

    @Override
    public List<OrderEntry> restored() {
        List<OrderEntry> entries = new ArrayList<>();
        for (byte[] payload : kept.values()) {
            try {
                entries.add(JSON.treeToValue(JSON.readTree(payload).path("entry"), OrderEntry.class));
            } catch (IOException e) {
                LOG.atError().addKeyValue("why", e.toString()).log("an order of an earlier process cannot be read");
            }
        }
        return entries;
    }

    @Override
    public void save(OrderEntry entry) throws IOException {
        ObjectNode record = JSON.createObjectNode().put("id", entry.order().id());
        record.set("entry", JSON.valueToTree(entry));
        byte[] payload = bytes(record);
        write(payload);
        keep(entry.order().id(), payload);
    }

    @Override
    public void forget(String orderId) {
        drop(orderId);
        try {
            append(bytes(JSON.createObjectNode().put("id", orderId))); // not forced: else it is forgotten again
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("why", e.toString()).log("the outbound journal cannot be written");
        }
    }

    @Override
    public void compact() throws IOException {
        file.rewrite(kept.values());
    }

    private void write(byte[] payload) throws IOException {
        append(payload);
        file.force();
    }

    private void append(byte[] payload) throws IOException {
        if (!file.isOpen() || file.sizeBytes() > Math.max(LEAST_REWRITTEN_BYTES, 3 * keptBytes)) {
            file.rewrite(kept.values()); // after a failure, or because most of it is old
        }
        file.append(payload);
    }

    private static byte[] bytes(ObjectNode record) {
        return record.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("why", e.toString()).log("the outbound journal could not be closed");
        }
    }
}
