package dev.trunkline.ai;

import dev.trunkline.time.Scheduler;
import java.util.function.Function;

/**
 * One far end of the configured list, as the whole process knows it. Thread-safe.
 *
 * @param name a metric label, and for logs: from the configuration, with no secret in it
 * @param dialect what it speaks: a metric label
 * @param remembers whether a conversation goes on there by the name that it has given it, whoever asks; else it has to be told
 * @param breaker whether it is tried
 * @param pace how fast
 * @param chatLimitNanos how long it lets a chat last; 0 for as long as it says itself, negative where only the call's policy says so
 * @param connectors what opens its legs for one call, on that call's loop
 */
public record ListedFarEnd(
        String name,
        String dialect,
        boolean remembers,
        Breaker breaker,
        ConnectPace pace,
        long chatLimitNanos,
        Function<Scheduler, AiConnector> connectors) {}
