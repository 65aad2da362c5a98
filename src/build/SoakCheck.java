import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Watches a bridge under a long load: what its heap holds after a collection, its memory in RAM, its descriptors and threads,
 * every half minute; and reads its log afterwards. Exits with 1 when the heap grows by a megabyte an hour or more, a buffer was
 * lost ({@code LEAK:}), descriptors did not come back, or a call has not ended exactly as often as it was answered.
 *
 * <p>Arguments: the process; how many seconds the load lasts; its log; seconds to leave out at the beginning (300), while
 * classes are loaded and pools fill. Linux, and a {@code jcmd} beside this Java.
 */
public final class SoakCheck {

    private static final long PERIOD_SECONDS = 30;
    private static final double MOST_MEGABYTES_AN_HOUR = 1.0;
    private static final int SPARE_DESCRIPTORS = 5;
    private static final Pattern HEAP = Pattern.compile("used (\\d+)K");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern CALL = Pattern.compile("callSid\"?[=:]\\s*\"?(CA[0-9a-zA-Z]+)");

    private record Sample(double hours, long heapKilobytes, long residentKilobytes, int descriptors, int threads) {}

    private SoakCheck() {}

    /** See above. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 3) {
            System.err.println("java src/build/SoakCheck.java PID SECONDS LOG [SECONDS_TO_LEAVE_OUT]");
            System.exit(64);
        }
        long pid = Long.parseLong(arguments[0]);
        long seconds = Long.parseLong(arguments[1]);
        Path log = Path.of(arguments[2]);
        double leftOutHours = (arguments.length > 3 ? Long.parseLong(arguments[3]) : 300) / 3_600.0;

        Sample before = sample(pid, 0);
        List<Sample> counted = new ArrayList<>();
        long start = System.nanoTime();
        for (long at = PERIOD_SECONDS; at <= seconds; at += PERIOD_SECONDS) {
            TimeUnit.NANOSECONDS.sleep(start + TimeUnit.SECONDS.toNanos(at) - System.nanoTime());
            Sample each = sample(pid, at / 3_600.0);
            print(each);
            if (each.hours >= leftOutHours) {
                counted.add(each);
            }
        }
        Sample after = settled(pid, before, seconds / 3_600.0);

        List<String> broken = new ArrayList<>();
        double slope = slope(counted) / 1_024;
        System.out.printf(
                Locale.ROOT, "heap after collection: %+.2f MB an hour over %d samples%n", slope, counted.size());
        if (!(slope < MOST_MEGABYTES_AN_HOUR)) {
            broken.add("the heap grows");
        }
        System.out.println("descriptors: " + before.descriptors + " before, " + after.descriptors + " after; threads: "
                + before.threads + ", " + after.threads);
        if (after.descriptors > before.descriptors + SPARE_DESCRIPTORS) {
            broken.add("descriptors did not come back");
        }
        readLog(log, broken);
        broken.forEach(each -> System.out.println("BROKEN: " + each));
        System.out.println(broken.isEmpty() ? "kept" : "broken");
        System.exit(broken.isEmpty() ? 0 : 1);
    }

    private static void print(Sample sample) {
        System.out.printf(
                Locale.ROOT,
                "%6.2f h  heap %7.2f MB  resident %7.1f MB  descriptors %5d  threads %4d%n",
                sample.hours,
                sample.heapKilobytes / 1_024.0,
                sample.residentKilobytes / 1_024.0,
                sample.descriptors,
                sample.threads);
    }

    /** The last sockets linger for some seconds. */
    private static Sample settled(long pid, Sample before, double hours) throws Exception {
        Sample last = sample(pid, hours);
        for (int i = 0; i < 30 && last.descriptors > before.descriptors + SPARE_DESCRIPTORS; i++) {
            TimeUnit.SECONDS.sleep(1);
            last = sample(pid, hours);
        }
        print(last);
        return last;
    }

    private static Sample sample(long pid, double hours) throws Exception {
        jcmd(pid, "GC.run");
        Matcher heap = HEAP.matcher(jcmd(pid, "GC.heap_info"));
        Path process = Path.of("/proc", Long.toString(pid));
        Matcher resident = RESIDENT.matcher(Files.readString(process.resolve("status")));
        if (!heap.find() || !resident.find()) {
            throw new IllegalStateException("process " + pid + " does not tell what it uses");
        }
        return new Sample(
                hours,
                Long.parseLong(heap.group(1)),
                Long.parseLong(resident.group(1)),
                entries(process.resolve("fd")),
                entries(process.resolve("task")));
    }

    private static int entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return (int) entries.count();
        }
    }

    private static String jcmd(long pid, String command) throws IOException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        return new String(jcmd.getInputStream().readAllBytes());
    }

    /** Kilobytes an hour: the median of the slopes between any two samples (Theil and Sen), which one odd sample does not move. */
    private static double slope(List<Sample> samples) {
        List<Double> slopes = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            for (int j = i + 1; j < samples.size(); j++) {
                Sample first = samples.get(i);
                Sample second = samples.get(j);
                slopes.add((second.heapKilobytes - first.heapKilobytes) / (second.hours - first.hours));
            }
        }
        slopes.sort(null);
        return slopes.isEmpty() ? Double.NaN : slopes.get(slopes.size() / 2);
    }

    private static void readLog(Path log, List<String> broken) throws IOException {
        Map<String, Integer> open = new HashMap<>();
        int answered = 0;
        int ended = 0;
        int leaks = 0;
        int errors = 0;
        try (Stream<String> lines = Files.lines(log)) {
            for (String line : (Iterable<String>) lines::iterator) {
                leaks += line.contains("LEAK:") ? 1 : 0;
                errors += line.contains("ERROR") ? 1 : 0;
                boolean begins = line.contains("call answered");
                boolean ends = line.contains("call ended");
                Matcher call = CALL.matcher(line);
                if ((begins || ends) && call.find()) {
                    answered += begins ? 1 : 0;
                    ended += ends ? 1 : 0;
                    open.merge(call.group(1), begins ? 1 : -1, Integer::sum);
                }
            }
        }
        List<String> odd = open.entrySet().stream()
                .filter(each -> each.getValue() != 0)
                .map(each -> each.getKey() + " " + (each.getValue() > 0 ? "never ended" : "ended too often"))
                .sorted()
                .toList();
        System.out.println("log: " + open.size() + " calls, " + answered + " answered, " + ended + " ended, "
                + odd.size() + " of them not once each; " + leaks + " LEAK:, " + errors + " errors");
        if (leaks > 0) {
            broken.add(leaks + " buffers were lost");
        }
        if (open.isEmpty()) {
            broken.add("the log tells of no call");
        }
        odd.stream().limit(20).forEach(broken::add);
    }
}
