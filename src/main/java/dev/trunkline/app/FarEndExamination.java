package dev.trunkline.app;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AiConnector;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.AiProblem;
import dev.trunkline.config.EviAddress;
import dev.trunkline.config.FarEndConfig;
import dev.trunkline.config.TrunklineConfig;
import dev.trunkline.net.loop.EventLoops;
import dev.trunkline.net.loop.LoopScheduler;
import dev.trunkline.telemetry.Metrics;
import dev.trunkline.time.Scheduler;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Opens a session at each far end, as a call would, and closes it at once: it is the only way to know that address, key and model are
 * taken. Nothing is asked of a model and no sound is sent, so that vendors who count tokens count none; one who counts the seconds of a
 * chat counts one. Confined to one thread.
 */
final class FarEndExamination {

    private static final long PATIENCE_SECONDS = 40; // longer than any far end's own
    private static final int MOST_AGENTS = 10; // one after the other, and at a vendor's price

    private final TrunklineConfig config;
    private final FarEndDialects dialects;

    FarEndExamination(TrunklineConfig config) {
        this.config = config;
        this.dialects = new FarEndDialects(config.evi(), null, new Metrics());
    }

    /** One for each far end. */
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        try (EventLoops loops = new EventLoops("doctor", 1)) {
            EventLoop own = loops.workers().next();
            Scheduler loop = own.submit(() -> LoopScheduler.of(own))
                    .syncUninterruptibly()
                    .getNow();
            if (config.routes().stream().anyMatch(route -> route.farEnds().contains(FarEndConfig.EVI_LIST))) {
                for (EviAddress each : config.evi().addresses()) {
                    if (!each.isEmbedded()) {
                        examine("far end " + each.name(), FarEndConfig.EVI_LIST, dialects.of(each), loop, findings);
                    }
                }
            }
            for (FarEndConfig each : config.farEnds().values()) {
                if (each.url() != null) {
                    String what =
                            "far end " + each.name() + " (" + each.dialect().word() + ")";
                    examine(what, each.name(), dialects.of(each), loop, findings);
                }
            }
        }
        return findings;
    }

    private void examine(
            String what,
            String listedAs,
            Function<Scheduler, AiConnector> connectors,
            Scheduler loop,
            List<Finding> findings) {
        Map<AgentProfile, String> agents = agents(config, listedAs);
        agents.forEach((agent, route) ->
                findings.add(finding(agents.size() == 1 ? what : what + ", route " + route, connectors, agent, loop)));
    }

    /**
     * What calls ask this far end for: each agent once, with the first route that has it, for a model, a voice or a config that one of
     * them names may not be there. Where no route lists it, what it is by itself. Nobody is greeted.
     *
     * @param listedAs its name in a route's {@code ai}
     */
    static Map<AgentProfile, String> agents(TrunklineConfig config, String listedAs) {
        Map<AgentProfile, String> agents = new LinkedHashMap<>();
        for (TrunklineConfig.Route route : config.routes()) {
            if (agents.size() < MOST_AGENTS && route.farEnds().contains(listedAs)) {
                agents.putIfAbsent(agent(config, route), route.name());
            }
        }
        return agents.isEmpty() ? Map.of(agent(config.evi()), "") : agents;
    }

    @SuppressWarnings("ReferenceEquality") // a real loss may read the same
    private static Finding finding(
            String what, Function<Scheduler, AiConnector> connectors, AgentProfile agent, Scheduler loop) {
        long beganNanos = System.nanoTime();
        CompletableFuture<AiLoss> ended = new CompletableFuture<>();
        CompletableFuture<AiConnector.Attempt> attempt = new CompletableFuture<>();
        loop.execute(() -> attempt.complete(connectors.apply(loop).connect(agent, new FarEndVisit(ended))));
        try {
            AiLoss loss = ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos);
            return loss == FarEndVisit.TAKEN
                    ? Finding.ok(what, "took a session in " + tookMillis + " ms")
                    : Finding.notOk(what, detail(loss) + "; " + advice(loss.kind()));
        } catch (TimeoutException e) {
            loop.execute(() -> attempt.thenAccept(AiConnector.Attempt::cancel));
            return Finding.notOk(what, "says neither yes nor no; " + advice(AiLoss.Kind.DROPPED));
        } catch (ExecutionException e) {
            return Finding.notOk(what, String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.notOk(what, "was not waited for");
        }
    }

    /** What a route's calls ask far ends for, but that nobody is greeted. */
    static AgentProfile agent(TrunklineConfig config, TrunklineConfig.Route route) {
        AgentProfile own = route.configId() == null
                ? agent(config.evi())
                : agent(config.evi(), route.configId(), route.configVersion());
        return own.described(CallWiring.description(route.agent()).ungreeting());
    }

    private static AgentProfile agent(TrunklineConfig.Evi evi) {
        return agent(evi, evi.configId(), evi.configVersion());
    }

    private static AgentProfile agent(
            TrunklineConfig.Evi evi, @Nullable String configId, @Nullable Integer configVersion) {
        return new AgentProfile(
                "doctor", configId, configVersion, null, evi.inputSampleRateHz(), Map.of(), null, List.of());
    }

    private static String detail(AiLoss loss) {
        AiProblem problem = loss.lastProblem();
        return loss.detail() + (problem == null ? "" : " (" + problem.code() + " " + problem.slug() + ")");
    }

    private static String advice(AiLoss.Kind kind) {
        return switch (kind) {
            case DENIED -> "check the key, its credit, and that its account may use this address and model";
            case REFUSED -> "check the url, the model or config, and the certificate";
            case BUSY -> "look at the account: no free place, or too many requests";
            default -> "check the url, DNS and what lies between";
        };
    }
}
