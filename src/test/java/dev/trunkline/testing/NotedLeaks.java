package dev.trunkline.testing;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Netty's leak detector, which also notes each leak in {@code target/leaks}: the build fails when there is such a file. The last
 * leaks are looked for when the JVM ends. The build names this class to Netty ({@code io.netty.customResourceLeakDetector}).
 * Thread-safe.
 */
public final class NotedLeaks<T> extends ResourceLeakDetector<T> {

    /** In the stack of a buffer that a test loses on purpose. */
    public static final String ON_PURPOSE = "loseOnPurpose";

    private static final Path FILE =
            Path.of("target", "leaks", ProcessHandle.current().pid() + ".txt");
    private static final long COLLECTION_MILLIS = 2_000;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(NotedLeaks::lookOnceMore, "last-leaks"));
    }

    /** As Netty calls it. */
    public NotedLeaks(Class<?> resource, int samplingInterval) {
        super(resource, samplingInterval);
    }

    /** As Netty looks for it, and complains where it is missing; {@code maxActive} means nothing any more. */
    public NotedLeaks(Class<?> resource, int samplingInterval, long maxActive) {
        this(resource, samplingInterval);
    }

    private static void lookOnceMore() {
        try {
            ReferenceQueue<Object> collected = new ReferenceQueue<>();
            PhantomReference<Object> first = new PhantomReference<>(new Object(), collected);
            System.gc();
            collected.remove(COLLECTION_MILLIS);
            first.clear();
            // Whoever makes a buffer is told what was lost before.
            UnpooledByteBufAllocator.DEFAULT.buffer(1).release();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    protected boolean needReport() {
        return true;
    }

    @Override
    protected void reportTracedLeak(String resource, String records) {
        if (!records.contains(ON_PURPOSE)) {
            super.reportTracedLeak(resource, records);
            note(resource + records);
        }
    }

    @Override
    protected void reportUntracedLeak(String resource) {
        super.reportUntracedLeak(resource);
        note(resource);
    }

    private static synchronized void note(String leak) {
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(
                    FILE, leak + "\n\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
