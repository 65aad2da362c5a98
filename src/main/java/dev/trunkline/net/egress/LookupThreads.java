package dev.trunkline.net.egress;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Where names are looked up, by the JDK, which blocks: a few threads that end when they are idle, and a queue with an end. */
final class LookupThreads {

    /** How long a look-up may take, waiting included. */
    static final long MAX_MILLIS = 3_000;

    /** And of a name whose address is known, which will do: a caller waits in silence. */
    static final long MAX_MILLIS_OF_KNOWN = 300;

    private static final int THREADS = 4;
    private static final int WAITING_LOOKUPS = 256;

    private LookupThreads() {}

    /** Refuses what does not fit. */
    static ThreadPoolExecutor start() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING_LOOKUPS),
                new DefaultThreadFactory("name-lookup", true));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}
