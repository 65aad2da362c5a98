package dev.trunkline.outbound;

import dev.trunkline.outbound.OrderEntry.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** What people do to orders, each on the orders' own thread. Thread-safe. */
public final class OrderChanges {

    private final OutboundCalls.Parts parts;
    private final OrderBook book;
    private final OrderEnds ends;

    OrderChanges(OutboundCalls.Parts parts, OrderBook book, OrderEnds ends) {
        this.parts = parts;
        this.book = book;
        this.ends = ends;
    }

    /** Somebody with this number, E.164, does not want to be called any more. */
    public void doNotCall(String number) {
        parts.thread().execute(() -> {
            parts.doNotCall().add(number);
            ends.onList(number);
        });
    }

    /** How many wait for their time. */
    int waiting() {
        return book.waiting();
    }

    /** Calls an order off; false when it is not there, or over. */
    public CompletionStage<Boolean> cancel(String orderId) {
        return CompletableFuture.supplyAsync(() -> isCanceled(orderId), parts.thread());
    }

    private boolean isCanceled(String orderId) {
        OrderEntry entry = book.find(orderId);
        if (entry == null || entry.isOver()) {
            return false;
        }
        if (entry.stage() == Stage.WAITING) {
            ends.order(entry, OutboundOutcome.CANCELED, parts.clock().millis());
            return true;
        }
        book.note(entry.callingOff()); // its call, if there is one already, or as soon as there is; and no other
        if (entry.callSid() != null) {
            parts.carrier().end(entry.callSid());
        }
        return true;
    }

    /**
     * Forgets every order for a number, also on the disk; one that waits is not placed. That it is not to be called stays. Blocks.
     *
     * @param number E.164
     * @return how many there were
     * @throws IOException when one of them is under way, or the disk cannot be written
     */
    public long erase(String number) throws IOException {
        try {
            return CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return book.erase(number);
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            },
                            parts.thread())
                    .join();
        } catch (CompletionException e) {
            throw new IOException("outbound orders could not be erased", e.getCause());
        }
    }
}
