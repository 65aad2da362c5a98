package dev.trunkline.lab.carrier.rest;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What others than the two who talk can do to a call in progress. Thread-safe. */
public interface CallControl {

    /**
     * Obeys another document from now on, and tells the result of it.
     *
     * @param twiml the document; null: {@code url} is asked for it
     * @param url what the document's links are relative to
     * @param done is called when that has happened
     */
    void redirect(@Nullable String twiml, URI url, String method, Runnable done);

    /**
     * Ends the call as the far end asks.
     *
     * @param done is called when that has happened
     */
    void complete(Runnable done);

    void hangsUp();

    /** Ends the call because the carrier closes down. */
    void abort();
}
