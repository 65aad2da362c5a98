package dev.trunkline.app;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.Breaker;
import dev.trunkline.ai.FarEnds;
import dev.trunkline.ai.ListedFarEnd;
import dev.trunkline.config.TrunklineConfig;
import dev.trunkline.net.loop.EventLoops;
import dev.trunkline.net.loop.LoopScheduler;
import dev.trunkline.time.Scheduler;
import io.netty.channel.EventLoop;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Whether whoever is called now would find an agent, by the name of the route. Whether a far end that was out is back is found out by a
 * call that comes in; of those whom we call nobody is to be the one, so that it is visited instead, with nobody on the line. Thread-safe.
 */
final class FarEndLookout implements Predicate<String> {

    private static final FarEnds.Listener NOBODY = new FarEnds.Listener() {
        @Override
        public void onTaken(String callSid, ListedFarEnd farEnd, String from) {}

        @Override
        public void onPassedOver(String callSid, ListedFarEnd farEnd, AiLoss loss) {}
    };

    private final Map<String, Staff> routes;
    private final Consumer<Consumer<Scheduler>> onSomeLoop;
    private final Set<String> visited = ConcurrentHashMap.newKeySet(); // by their names, while the visit lasts

    /**
     * Who answers the calls of a route.
     *
     * @param agent what a visit asks them for
     */
    record Staff(List<ListedFarEnd> farEnds, AgentProfile agent) {}

    /** @param onSomeLoop runs a task on the loop whose scheduler it gives it */
    FarEndLookout(Map<String, Staff> routes, Consumer<Consumer<Scheduler>> onSomeLoop) {
        this.routes = Map.copyOf(routes);
        this.onSomeLoop = onSomeLoop;
    }

    static FarEndLookout of(TrunklineConfig config, FarEndWiring farEnds, EventLoops loops) {
        Map<String, Staff> routes = new HashMap<>();
        for (TrunklineConfig.Route route : config.routes()) {
            AgentProfile agent = FarEndExamination.agent(config, route);
            routes.put(route.name(), new Staff(farEnds.farEnds(route.farEnds()), agent));
        }
        return new FarEndLookout(routes, task -> {
            EventLoop loop = loops.workers().next();
            loop.execute(() -> task.accept(LoopScheduler.of(loop)));
        });
    }

    @Override
    public boolean test(String route) {
        Staff staff = routes.get(route);
        if (staff == null) {
            return false;
        }
        for (ListedFarEnd each : staff.farEnds) {
            if (each.breaker().state() == Breaker.State.CLOSED) {
                return true;
            }
        }
        for (ListedFarEnd each : staff.farEnds) {
            if (each.breaker().lets() && visited.add(each.name())) {
                visit(each, staff.agent);
            }
        }
        return false;
    }

    /** The breaker hears what comes of it, as of any call. */
    private void visit(ListedFarEnd farEnd, AgentProfile agent) {
        CompletableFuture<AiLoss> ended = new CompletableFuture<>();
        ended.whenComplete((loss, bug) -> visited.remove(farEnd.name()));
        onSomeLoop.accept(loop -> {
            try {
                new FarEnds(List.of(farEnd), "", loop, "", NOBODY).connect(agent, new FarEndVisit(ended));
            } catch (RuntimeException | Error bug) {
                ended.completeExceptionally(bug); // or nobody would ever visit it again
                throw bug;
            }
        });
    }
}
