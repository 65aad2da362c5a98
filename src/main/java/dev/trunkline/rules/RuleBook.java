package dev.trunkline.rules;

import dev.trunkline.rules.Condition.Moment;
import dev.trunkline.rules.Condition.Says;
import dev.trunkline.rules.Condition.Silent;
import dev.trunkline.rules.Condition.Sounds;
import dev.trunkline.rules.Condition.ToolFails;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which rules one call fulfils. Told of every turn of the caller's, every tool that failed, and silence; looks at nothing in between.
 * Time is what it is told, in ns, of which only differences mean anything. Confined to the call's loop.
 */
public final class RuleBook {

    private final List<CallRule> rules;
    private final Set<String> expressions = new HashSet<>();
    private final int mostTurns;
    private final Deque<Map<String, Double>> turns =
            new ArrayDeque<>(); // the scores that are asked for, the last turn last
    private final Map<String, Integer> failures = new HashMap<>(); // by tool
    private final Map<String, Long> doneNanos = new HashMap<>(); // by rule
    private String said = "";
    private long silentNanos;

    /** @param rules those that watch this call */
    public RuleBook(List<CallRule> rules) {
        this.rules = List.copyOf(rules);
        int turnsAsked = 0;
        for (Condition each : conditions()) {
            if (each instanceof Sounds sounds) {
                expressions.add(sounds.expression());
                turnsAsked = Math.max(turnsAsked, sounds.turns());
            }
        }
        this.mostTurns = turnsAsked;
    }

    private List<Condition> conditions() {
        return rules.stream().flatMap(rule -> rule.when().stream()).toList();
    }

    /**
     * The caller has said something, to its end.
     *
     * @param scores expression, name to 0..1; empty when it was not measured
     * @return the rules that hold now, and count as done
     */
    public List<CallRule> onCallerSaid(String text, Map<String, Double> scores, long nowNanos) {
        said = text;
        silentNanos = 0;
        if (mostTurns > 0 && !scores.isEmpty()) {
            turns.addLast(asked(scores));
            if (turns.size() > mostTurns) {
                turns.removeFirst();
            }
        }
        return done(Moment.TURN, nowNanos);
    }

    private Map<String, Double> asked(Map<String, Double> scores) {
        Map<String, Double> asked = new HashMap<>();
        scores.forEach((name, score) -> {
            String plain = Sounds.plain(name);
            if (expressions.contains(plain)) {
                asked.put(plain, score);
            }
        });
        return asked;
    }

    /** A tool of the agent's has failed; likewise. */
    public List<CallRule> onToolFailed(String tool, long nowNanos) {
        failures.merge(tool, 1, Integer::sum);
        return done(Moment.TOOL, nowNanos);
    }

    /** Nobody has said anything for so long; likewise. */
    public List<CallRule> onSilence(long nanos, long nowNanos) {
        silentNanos = nanos;
        return done(Moment.SILENCE, nowNanos);
    }

    /** The next length of a silence that matters, when it has lasted so long; {@link Long#MAX_VALUE} for none. */
    public long nextSilenceNanos(long soFarNanos) {
        long next = Long.MAX_VALUE;
        for (Condition each : conditions()) {
            if (each instanceof Silent silent && silent.nanos() > soFarNanos) {
                next = Math.min(next, silent.nanos());
            }
        }
        return next;
    }

    private List<CallRule> done(Moment moment, long nowNanos) {
        List<CallRule> now = new ArrayList<>();
        for (CallRule rule : rules) {
            boolean begins = rule.when().stream().anyMatch(each -> each.concerns(moment));
            if (begins && mayBeDone(rule, nowNanos) && rule.when().stream().allMatch(each -> holds(each, moment))) {
                doneNanos.put(rule.name(), nowNanos);
                now.add(rule);
            }
        }
        return now;
    }

    private boolean mayBeDone(CallRule rule, long nowNanos) {
        Long before = doneNanos.get(rule.name());
        return before == null || (rule.pauseNanos() > 0 && nowNanos - before >= rule.pauseNanos());
    }

    private boolean holds(Condition condition, Moment moment) {
        if (condition instanceof Sounds sounds) {
            return averageOf(sounds) > sounds.above();
        }
        if (condition instanceof Says says) {
            return moment == Moment.TURN && says.isSaidIn(said);
        }
        if (condition instanceof Silent silent) {
            return silentNanos >= silent.nanos();
        }
        return condition instanceof ToolFails fails && failuresOf(fails) >= fails.times();
    }

    /** Below every score when there were too few turns. */
    private double averageOf(Sounds sounds) {
        if (turns.size() < sounds.turns()) {
            return -1;
        }
        return turns.stream()
                .skip(turns.size() - sounds.turns())
                .mapToDouble(turn -> turn.getOrDefault(sounds.expression(), 0.0))
                .average()
                .orElse(-1);
    }

    private int failuresOf(ToolFails fails) {
        return failures.entrySet().stream()
                .filter(each -> fails.isOf(each.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }
}
