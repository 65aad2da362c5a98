package dev.trunkline.engine.resources;

import dev.trunkline.engine.plan.ChatPlan;
import dev.trunkline.engine.plan.ChatPlans;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Makes plans of stored configs. Thread-safe; never blocks. */
public final class ConfigPlans implements ChatPlans {

    private final Resources resources;
    private final ChatPlan defaults;

    /**
     * Reads configs from {@code resources}.
     *
     * @param defaults for everything that a config leaves out
     */
    public ConfigPlans(Resources resources, ChatPlan defaults) {
        this.resources = resources;
        this.defaults = defaults;
    }

    @Override
    public CompletableFuture<@Nullable ChatPlan> find(String configId, @Nullable Integer version) {
        String id = ResourceIds.parse(configId);
        if (id == null) {
            return CompletableFuture.completedFuture(null);
        }
        return resources.<@Nullable ChatPlan>with(() -> transaction -> {
            Resource<AgentConfig> config = transaction.find(ResourceType.CONFIG, id, version);
            return config == null
                    ? null
                    : config.body()
                            .plan(
                                    new ChatPlan.ConfigRef(id, config.version()),
                                    MentionedResources.by(config.body(), transaction),
                                    defaults);
        });
    }
}
