package dev.trunkline.webhook;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is to be delivered: in the spool at once, and in its receiver's line when it is on the disk. Blocks where the spool does. Confined
 * to one thread.
 */
final class Outbox implements AutoCloseable {

    private final DeliverySpool spool;
    private final WebhookMeters meters;
    private final Map<String, ReceiverLine> lines = new LinkedHashMap<>();
    private final List<PendingDelivery> fresh = new ArrayList<>(); // in the spool, but perhaps not on the disk yet

    Outbox(List<WebhookReceiver> receivers, DeliverySpool spool, WebhookMeters meters) {
        this.spool = spool;
        this.meters = meters;
        receivers.forEach(each -> lines.put(each.name(), new ReceiverLine(each)));
    }

    /** Goes on with what an earlier process has left. */
    void open() {
        spool.open();
        for (PendingDelivery each : List.copyOf(spool.all())) {
            ReceiverLine line = line(each);
            if (line == null && !each.isDead()) {
                keep(each.dead("no receiver has this name any more"));
            } else if (line != null && !each.isDead()) {
                line.put(each);
            }
        }
    }

    /** Whether anybody wants events of this name. Any thread. */
    boolean isWanted(String event) {
        return lines.values().stream().anyMatch(line -> line.receiver().events().contains(event));
    }

    /** One for each receiver. */
    Collection<ReceiverLine> lines() {
        return lines.values();
    }

    /** The line of its receiver; null when nobody has that name any more. */
    @Nullable
    ReceiverLine line(PendingDelivery delivery) {
        return lines.get(delivery.receiver());
    }

    /** As it is kept by now, or null. */
    @Nullable
    PendingDelivery find(String id) {
        return spool.find(id);
    }

    /** It goes when it is on the disk, if there was room for it. */
    void enter(PendingDelivery delivery) {
        keep(delivery);
        if (spool.find(delivery.id()) != null) {
            fresh.add(delivery);
        }
    }

    private void keep(PendingDelivery delivery) {
        for (PendingDelivery lost : spool.put(delivery)) {
            meters.delivery(lost.receiver(), "lost");
            leave(lost);
        }
    }

    /** It is in the spool no more, and does not go either. */
    private void leave(PendingDelivery gone) {
        ReceiverLine line = line(gone);
        if (line != null) {
            line.remove(gone.id());
        }
        fresh.removeIf(each -> each.id().equals(gone.id()));
    }

    /** Writes what is new, which may go then. */
    void flush() {
        spool.flush();
        for (PendingDelivery each : fresh) {
            ReceiverLine line = line(each);
            if (line != null) {
                line.put(each);
            }
        }
        fresh.clear();
    }

    /** Its receiver has taken it. */
    void delivered(ReceiverLine line, PendingDelivery delivery) {
        line.succeeded();
        line.remove(delivery.id());
        spool.remove(delivery.id());
        meters.delivery(delivery.receiver(), "delivered");
    }

    /** It goes once more, as it says itself. */
    void again(ReceiverLine line, PendingDelivery delivery) {
        line.put(delivery);
        keep(delivery);
        meters.delivery(delivery.receiver(), "failed");
    }

    /** Nobody tries any more. */
    void bury(ReceiverLine line, PendingDelivery delivery) {
        line.remove(delivery.id());
        keep(delivery);
        meters.delivery(delivery.receiver(), "dead");
    }

    /** What nobody tries any more, the oldest first. */
    List<DeadDelivery> deadOnes() {
        return spool.all().stream()
                .filter(PendingDelivery::isDead)
                .map(PendingDelivery::shown)
                .toList();
    }

    /** Forgets all that match, here and on the disk; how many there were. */
    int erase(Predicate<PendingDelivery> which) {
        List<PendingDelivery> found = spool.erase(which);
        found.forEach(this::leave);
        return found.size();
    }

    /** How many nobody tries any more. */
    int dead() {
        return spool.dead();
    }

    /** Whether the disk has all that it should. */
    boolean isWritten() {
        return spool.isWritten();
    }

    @Override
    public void close() {
        spool.close();
    }
}
