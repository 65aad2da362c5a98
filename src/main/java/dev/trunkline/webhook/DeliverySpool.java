package dev.trunkline.webhook;

import dev.trunkline.continuity.JournalFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is still to be delivered, and what could not be: in memory, and in a file from which the next process goes on. What was put in
 * and {@linkplain #flush() flushed} outlives a killed process, and a power failure too. Bounded: the oldest that nobody tries any
 * more go first, then the oldest. Blocks. Confined to one thread.
 */
final class DeliverySpool implements AutoCloseable {

    static final long MAX_BYTES = 64L * 1024 * 1024;
    static final int MAX_DEAD = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(DeliverySpool.class);
    private static final long LEAST_REWRITTEN_BYTES = 1_000_000;

    private final @Nullable JournalFile file;
    private final long maxBytes;
    private final Map<String, PendingDelivery> kept = new LinkedHashMap<>(); // the oldest first
    private final Map<String, byte[]> unwritten = new LinkedHashMap<>();
    private long keptBytes;
    private int dead;
    private boolean isBroken;

    /** @param file owned by this process; null: all ends with it */
    DeliverySpool(@Nullable JournalFile file, long maxBytes) {
        this.file = file;
        this.maxBytes = maxBytes;
    }

    /** Reads what an earlier process left; what it cannot write yet is tried again at each {@link #flush()}. */
    void open() {
        JournalFile from = file;
        if (from == null) {
            return;
        }
        try {
            int skippedBytes = from.read(this::restore);
            LOG.atInfo()
                    .addKeyValue("deliveries", kept.size())
                    .addKeyValue("skippedBytes", skippedBytes)
                    .log("webhooks that are still to be delivered");
        } catch (IOException e) {
            broken(e);
        }
        rewrite();
    }

    private void restore(byte[] payload) {
        DeliveryJson.Entry entry = DeliveryJson.read(payload);
        PendingDelivery delivery = entry == null ? null : entry.delivery();
        if (delivery != null) {
            keep(delivery);
        } else if (entry != null) {
            drop(entry.id());
        }
    }

    Collection<PendingDelivery> all() {
        return kept.values();
    }

    @Nullable
    PendingDelivery find(String id) {
        return kept.get(id);
    }

    int dead() {
        return dead;
    }

    /**
     * Keeps it, instead of what was kept of it before.
     *
     * @return what had to go for it: perhaps itself
     */
    List<PendingDelivery> put(PendingDelivery delivery) {
        keep(delivery);
        unwritten.put(delivery.id(), DeliveryJson.write(delivery));
        List<PendingDelivery> gone = new ArrayList<>();
        while (keptBytes > maxBytes || dead > MAX_DEAD) {
            PendingDelivery oldest = dead > 0 ? oldest(PendingDelivery::isDead) : oldest(each -> true);
            remove(oldest.id());
            gone.add(oldest);
        }
        return gone;
    }

    private PendingDelivery oldest(Predicate<PendingDelivery> which) {
        return kept.values().stream().filter(which).findFirst().orElseThrow();
    }

    /** It is delivered, or forgotten. */
    void remove(String id) {
        drop(id);
        unwritten.put(id, DeliveryJson.over(id));
    }

    /** Forgets all that match, and takes care that no trace of them is left in the file either. */
    List<PendingDelivery> erase(Predicate<PendingDelivery> which) {
        List<PendingDelivery> found = kept.values().stream().filter(which).toList();
        found.forEach(each -> drop(each.id()));
        rewrite();
        return found;
    }

    private void keep(PendingDelivery delivery) {
        PendingDelivery before = kept.put(delivery.id(), delivery);
        count(before, -1);
        count(delivery, 1);
    }

    private void drop(String id) {
        count(kept.remove(id), -1);
    }

    private void count(@Nullable PendingDelivery delivery, int sign) {
        if (delivery != null) {
            keptBytes += (long) sign * delivery.bytes();
            dead += delivery.isDead() ? sign : 0;
        }
    }

    /** Writes what has changed, all in one go, and waits for the disk to have it. A disk that fails is told and tried again later. */
    void flush() {
        if (file == null || (unwritten.isEmpty() && !isBroken)) {
            unwritten.clear();
            return;
        }
        boolean isMostlyOld = file.sizeBytes() > Math.max(LEAST_REWRITTEN_BYTES, 3 * keptBytes);
        if (!file.isOpen() || isBroken || isMostlyOld) {
            rewrite();
            return;
        }
        try {
            for (byte[] payload : unwritten.values()) {
                file.append(payload);
            }
            file.force();
            unwritten.clear();
        } catch (IOException e) {
            broken(e);
        }
    }

    private void rewrite() {
        unwritten.clear(); // all of it is in what is written now
        if (file == null) {
            return;
        }
        try {
            file.rewrite(kept.values().stream().map(DeliveryJson::write).toList());
            if (isBroken) {
                isBroken = false;
                LOG.atInfo().log("webhooks are written to the disk again");
            }
        } catch (IOException e) {
            broken(e);
        }
    }

    /** Whether the disk has all that it should. */
    boolean isWritten() {
        return !isBroken;
    }

    private void broken(IOException why) {
        if (!isBroken) {
            isBroken = true;
            LOG.atWarn()
                    .addKeyValue("why", why.toString())
                    .log(
                            "webhooks cannot be written to the disk: they are delivered, but would not survive a restart of this process");
        }
    }

    @Override
    public void close() {
        flush();
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            broken(e);
        }
    }
}
