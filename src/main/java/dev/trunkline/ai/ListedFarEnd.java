package dev.trunkline.ai;

import dev.trunkline.time.Scheduler;
import java.util.function.Function;

/**
 * One far end of the configured list, as the whole process knows it. Thread-safe.
 *
 * @param name a metric label, and for logs: from the configuration, with no secret in it
 * @param breaker whether it is tried
 * @param pace how fast
 * @param connectors what opens its legs for one call, on that call's loop
 */
public record ListedFarEnd(
        String name, Breaker breaker, ConnectPace pace, Function<Scheduler, AiConnector> connectors) {}
