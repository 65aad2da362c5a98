package dev.trunkline.net.http;

import java.util.concurrent.CompletableFuture;

/** A body that is fetched part by part while it is sent. Used by one answer, on any thread, one call after the other. */
public interface BodySource extends AutoCloseable {

    /** What {@link #lengthBytes} says when nobody knows yet: the body is sent in chunks. */
    long UNKNOWN = -1;

    /** Of all parts together, or {@link #UNKNOWN}. */
    long lengthBytes();

    /** The next part, empty after the last; when it fails, or takes half a minute, the connection is closed. */
    CompletableFuture<byte[]> next();

    /** Nothing more is wanted. */
    @Override
    void close();
}
