package dev.trunkline.lab.fleet.measure;

import dev.trunkline.net.connection.ClientTls;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whatever can be seen of a bridge from here: its process when it runs on this machine, its JVM when it tells. Blocks;
 * confined to one thread.
 */
public final class BridgeWatch {

    private static final long COLLECTION_SECONDS = 20;
    private static final int READINGS = 5;

    private final @Nullable ProcessUse process;
    private final JvmFigures jvm;
    private boolean collects;
    private long readingCostsBytes;

    private BridgeWatch(URI webhook, @Nullable BridgeAdmin admin, ClientTls tls) {
        this.process = ProcessUse.listeningAt(webhook);
        this.jvm = new JvmFigures(admin, tls);
    }

    /**
     * The bridge that has this webhook.
     *
     * @param admin null for one that tells nothing
     */
    public static BridgeWatch of(URI webhook, @Nullable BridgeAdmin admin, ClientTls tls) {
        return new BridgeWatch(webhook, admin, tls);
    }

    /**
     * The same, made to collect its garbage before each look that is compared with another, when {@code jcmd} is here and
     * the process is ours. Being asked for the first time costs a JVM a thread or two, which are there before the first look.
     */
    public static BridgeWatch collecting(URI webhook, @Nullable BridgeAdmin admin, ClientTls tls) {
        BridgeWatch watch = new BridgeWatch(webhook, admin, tls);
        watch.collects = true;
        watch.collects = watch.collect();
        watch.weigh();
        return watch;
    }

    /** What one reading of the JVM makes the JVM itself allocate: the least of a few, as others allocate too. */
    private void weigh() {
        Second.JvmUse before = jvm.read();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < READINGS && before != null; i++) {
            Second.JvmUse now = jvm.read();
            if (now != null) {
                least = Math.min(least, now.allocatedBytes() - before.allocatedBytes());
            }
            before = now;
        }
        readingCostsBytes = least == Long.MAX_VALUE ? 0 : Math.max(0, least);
    }

    long readingCostsBytes() {
        return readingCostsBytes;
    }

    /** Lets the bridge's JVM collect its garbage; false when it cannot be made to. */
    boolean collect() {
        if (!collects || process == null) {
            return false;
        }
        Path besideUs = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        String jcmd = Files.isExecutable(besideUs) ? besideUs.toString() : "jcmd";
        try {
            Process asked = new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!asked.waitFor(COLLECTION_SECONDS, TimeUnit.SECONDS)) {
                asked.destroyForcibly();
                return false;
            }
            return asked.exitValue() == 0;
        } catch (IOException e) {
            return false; // no jcmd here
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    ProcessUse.@Nullable Reading process() {
        return process == null ? null : process.read();
    }

    Second.@Nullable JvmUse jvm() {
        return jvm.read();
    }

    /** Everything that it holds now, as far as it can be seen. */
    Map<MemoryUse, Long> memoryUse() {
        ProcessUse.Reading use = process();
        return memoryUse(
                use == null ? null : new Second.BridgeUse(0, use.rssBytes(), use.threads(), use.descriptors()), jvm());
    }

    /** Java's own threads rather than the process's, which has some that come and go for compilers and collectors. */
    static Map<MemoryUse, Long> memoryUse(Second.@Nullable BridgeUse use, Second.@Nullable JvmUse jvm) {
        Map<MemoryUse, Long> memoryUse = new EnumMap<>(MemoryUse.class);
        if (use != null) {
            memoryUse.put(MemoryUse.RESIDENT, use.rssBytes());
            memoryUse.put(MemoryUse.DESCRIPTORS, (long) use.descriptors());
            memoryUse.put(MemoryUse.THREADS, (long) use.threads());
        }
        if (jvm != null) {
            memoryUse.put(MemoryUse.HEAP, jvm.heapBytes());
            memoryUse.put(MemoryUse.DIRECT, jvm.directBytes());
            memoryUse.put(MemoryUse.THREADS, (long) jvm.threads());
            if (use == null && jvm.descriptors() >= 0) {
                memoryUse.put(MemoryUse.DESCRIPTORS, (long) jvm.descriptors());
            }
        }
        return memoryUse;
    }
}
