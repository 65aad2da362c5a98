package dev.trunkline.bench;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * JMH with its own command line and the GC profiler; exits with 1 when something allocates more than it may, or does not say
 * how much that is.
 */
public final class AllocationGate {

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private AllocationGate() {}

    /** Takes what {@code org.openjdk.jmh.Main} takes. */
    public static void main(String... args) throws CommandLineOptionException, RunnerException {
        Options options = new OptionsBuilder()
                .parent(new CommandLineOptions(args))
                .addProfiler(GCProfiler.class)
                .jvmArgsPrepend(
                        "-Djmh.executor=CUSTOM",
                        "-Djmh.executor.class=" + LoopThreads.class.getName(),
                        // It remembers where every 128th buffer came from: 12 bytes of each that are not the path's.
                        "-Dio.netty.leakDetection.level=disabled")
                .shouldFailOnError(true)
                .build();
        Collection<RunResult> results = new Runner(options).run();
        long broken = results.stream().filter(result -> !keepsItsBound(result)).count();
        if (broken > 0) {
            System.out.println(broken + " of the benchmarks allocate more than they may");
            System.exit(1);
        }
    }

    private static boolean keepsItsBound(RunResult result) {
        AllocatesAtMost bound = bound(result.getParams().getBenchmark());
        if (bound == null) {
            System.out.println("BROKEN " + result.getParams().getBenchmark() + " says not what it may allocate");
            return false;
        }
        Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
        // A profiler that does not know is no proof.
        boolean kept = allocated != null && allocated.getScore() <= bound.value();
        System.out.printf(
                Locale.ROOT,
                "%-6s %s %s: %s B/op, at most %.1f%n",
                kept ? "ok" : "BROKEN",
                result.getParams().getBenchmark(),
                result.getParams().getParamsKeys().stream()
                        .map(key -> key + "=" + result.getParams().getParam(key))
                        .toList(),
                allocated == null ? "unknown" : String.format(Locale.ROOT, "%.3f", allocated.getScore()),
                bound.value());
        return kept;
    }

    private static AllocatesAtMost bound(String benchmark) {
        int dot = benchmark.lastIndexOf('.');
        try {
            for (Method method : Class.forName(benchmark.substring(0, dot)).getMethods()) {
                if (method.getName().equals(benchmark.substring(dot + 1))) {
                    return method.getAnnotation(AllocatesAtMost.class);
                }
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("a benchmark without a class", e);
        }
        return null;
    }
}
