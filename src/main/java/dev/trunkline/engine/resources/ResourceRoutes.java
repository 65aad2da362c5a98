package dev.trunkline.engine.resources;

import dev.trunkline.engine.plan.ChatPlan;
import dev.trunkline.net.http.HttpEndpoint;
import dev.trunkline.net.http.Routes;
import java.util.List;
import java.util.function.UnaryOperator;

/** EVI's REST API for configs, prompts and tools. Immutable. */
public final class ResourceRoutes {

    private final List<ResourceRest> kinds;

    /**
     * Serves what is in {@code resources}.
     *
     * @param defaults shown where a config says nothing; those of {@link ConfigPlans}
     * @param allowances what posted configs may ask for
     * @param guard put around every endpoint, to let in whom it will
     */
    public ResourceRoutes(
            Resources resources, ChatPlan defaults, Allowances allowances, UnaryOperator<HttpEndpoint> guard) {
        this.kinds = List.of(
                new ResourceRest(new ConfigShape(new ConfigView(defaults), allowances), resources, guard),
                new ResourceRest(new PromptShape(), resources, guard),
                new ResourceRest(new ToolShape(), resources, guard));
    }

    /** Adds {@code /v0/evi/configs}, {@code /v0/evi/prompts}, {@code /v0/evi/tools} and everything below them. */
    public void add(Routes.Builder routes) {
        kinds.forEach(kind -> kind.add(routes));
    }
}
