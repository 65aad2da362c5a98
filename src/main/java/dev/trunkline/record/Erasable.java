package dev.trunkline.record;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Somewhere callers leave traces, which can be erased: records, recordings, journals, spools. Blocks, so never asked on an event
 * loop; asked by one thread at a time.
 */
public interface Erasable {

    /** What the receipt calls it, in lower case. */
    String place();

    /**
     * Erases what there is of a caller, so that not a byte of it is left in any file.
     *
     * @return how many things that were, of the kind that is kept there
     * @throws IOException when some of it may be left; it is asked again with the same caller
     */
    long erase(Caller caller) throws IOException;

    /**
     * What a part of it came to, when that is done.
     *
     * @throws IOException with these words when it fails or takes longer
     */
    static <T> T await(Future<T> part, long seconds, String otherwise) throws IOException {
        try {
            return part.get(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(otherwise, e);
        }
    }

    /**
     * Whose traces. Immutable.
     *
     * @param number in the normal form of {@code PhoneAddress}; of the caller, or of whom we called
     * @param callSids of all calls of theirs that are known
     * @param chatGroupIds of the conversations in them
     */
    record Caller(String number, Set<String> callSids, Set<String> chatGroupIds) {
        public Caller {
            callSids = Set.copyOf(callSids);
            chatGroupIds = Set.copyOf(chatGroupIds);
        }

        /** Whether a call is one of theirs. */
        public boolean has(CallRecord record) {
            return isOf(record.callSid(), record.from(), record.to());
        }

        /** The same of a call of which only this is known. */
        public boolean isOf(String callSid, String from, String to) {
            return callSids.contains(callSid)
                    || number.equals(SearchTerms.number(from))
                    || number.equals(SearchTerms.number(to));
        }
    }
}
