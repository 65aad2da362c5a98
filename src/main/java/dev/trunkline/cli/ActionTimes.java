package dev.trunkline.cli;

import dev.trunkline.lab.fleet.measure.BridgeAdmin;
import dev.trunkline.net.connection.ClientTls;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Acts on live calls and measures: from asking to the answer, and from asking until every watcher has seen that it is done. Looks at
 * what a page looks at in between. Thread-safe.
 */
final class ActionTimes implements AutoCloseable {

    private static final long EVERY_MILLIS = 200;

    private final BridgeAdmin bridge;
    private final HttpClient http;
    private final int watchers;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Map<String, Asked> asked = new ConcurrentHashMap<>();
    private final List<Double> answerMillis = Collections.synchronizedList(new ArrayList<>());
    private final List<Double> effectMillis = Collections.synchronizedList(new ArrayList<>());
    private final List<Double> readMillis = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger refused = new AtomicInteger();
    private int number; // the clock's

    private record Asked(long atNanos, AtomicInteger toBeSeenBy) {}

    ActionTimes(BridgeAdmin bridge, ClientTls tls, int watchers) {
        this.bridge = bridge;
        this.http = HttpClient.newBuilder().sslContext(tls.ofJdk()).build();
        this.watchers = watchers;
    }

    /** @param calls that may be acted on */
    void begin(Supplier<Set<String>> calls) {
        clock.scheduleAtFixedRate(() -> act(calls.get()), EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void act(Set<String> calls) {
        List<String> sids = List.copyOf(calls);
        if (sids.isEmpty()) {
            return;
        }
        number++;
        String sid = sids.get(number % sids.size());
        String text = "watch-" + number;
        long beganNanos = System.nanoTime();
        asked.put(text, new Asked(beganNanos, new AtomicInteger(watchers)));
        String body = "{\"text\":\"" + text + "\"}";
        String action = number % 2 == 0 ? "note" : "whisper";
        int status = send(
                bridge.request("/api/calls/" + sid + "/" + action).POST(HttpRequest.BodyPublishers.ofString(body)));
        if (status == 202) {
            answerMillis.add((System.nanoTime() - beganNanos) / 1e6);
        } else {
            asked.remove(text);
            refused.incrementAndGet();
        }
        long readNanos = System.nanoTime();
        if (send(bridge.request(number % 2 == 0 ? "/api/fleet" : "/api/calls/" + sid)) == 200) {
            readMillis.add((System.nanoTime() - readNanos) / 1e6);
        }
    }

    private int send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(Duration.ofSeconds(5)).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    /** A watcher has seen an action. */
    void seen(String text, long atNanos) {
        Asked what = asked.get(text);
        if (what != null && what.toBeSeenBy.decrementAndGet() == 0) {
            effectMillis.add((atNanos - what.atNanos) / 1e6);
            asked.remove(text);
        }
    }

    /** Empty when nothing was done. */
    Map<String, Object> measured() {
        Map<String, Object> measured = new LinkedHashMap<>();
        if (!answerMillis.isEmpty()) {
            measured.put("actions", answerMillis.size());
            measured.put("refused", refused.get());
            measured.put("unseen", asked.size());
            measured.put("answerMillis", quantiles(answerMillis));
            measured.put("effectMillis", quantiles(effectMillis));
            measured.put("readMillis", quantiles(readMillis));
        }
        return measured;
    }

    private static Map<String, Double> quantiles(List<Double> millis) {
        List<Double> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        Map<String, Double> quantiles = new LinkedHashMap<>();
        for (double quantile : new double[] {0.5, 0.99, 1}) {
            int at = (int) Math.min(sorted.size() - 1, Math.ceil(quantile * sorted.size()) - 1);
            String name = quantile == 1 ? "max" : "p" + Math.round(quantile * 100);
            quantiles.put(name, at < 0 ? 0 : Math.round(sorted.get(at) * 10) / 10.0);
        }
        return quantiles;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
