package dev.trunkline.engine.resources;

import dev.trunkline.engine.plan.ChatPlan;
import dev.trunkline.net.http.HttpEndpoint;
import dev.trunkline.net.http.Routes;
import java.util.List;
import java.util.function.UnaryOperator;

/** EVI's REST API for configs, prompts and tools. Immutable. */
public final class ResourceRoutes {

    private final List<ResourceRest<?>> types;

    /**
     * Serves what is in {@code resources}.
     *
     * @param defaults shown where a config says nothing; those of {@link ConfigPlans}
     * @param allowances what posted configs may ask for
     * @param guard put around every endpoint, to let in whom it will
     */
    public ResourceRoutes(
            Resources resources, ChatPlan defaults, Allowances allowances, UnaryOperator<HttpEndpoint> guard) {
        this.types = List.of(
                new ResourceRest<>(new ConfigSchema(defaults, allowances), resources, guard),
                new ResourceRest<>(new PromptSchema(), resources, guard),
                new ResourceRest<>(new ToolSchema(), resources, guard));
    }

    /** Adds {@code /v0/evi/configs}, {@code /v0/evi/prompts}, {@code /v0/evi/tools} and everything below them. */
    public void add(Routes.Builder routes) {
        types.forEach(type -> type.add(routes));
    }
}
