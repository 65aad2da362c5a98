package dev.trunkline.outbound;

import java.io.IOException;
import java.util.List;

/** Where orders outlive the process. Blocks. Confined to one thread. */
public interface OutboundJournal extends AutoCloseable {

    /** What an earlier process has left. */
    List<OrderEntry> restored();

    /**
     * Keeps an entry instead of what was kept of the same order; when this returns the disk has it.
     *
     * @throws IOException when it has not: then nothing may be dialled because of it
     */
    void save(OrderEntry entry) throws IOException;

    /** Forgets an order; one that comes back after a crash is only old. */
    void forget(String orderId);

    /** Leaves nothing on the disk but what is kept. */
    void compact() throws IOException;

    @Override
    void close();
}
