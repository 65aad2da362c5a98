package dev.trunkline.lab.panel;

import dev.trunkline.lab.panel.PanelEvent.Kind;
import dev.trunkline.lab.phone.CallerSound;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the events of a call in its ticks, by the definitions of tau-voice (tau2-bench, docs/interaction-metrics.md). Holds
 * one call; used by one thread.
 */
public final class PanelEvents {

    private static final int YIELD_TICKS = 2_000 / Tick.MILLIS;
    private static final int HOLD_TICKS = 1_000 / Tick.MILLIS;
    private static final int ANSWER_TICKS = 2_000 / Tick.MILLIS;

    private final List<Tick> ticks;
    private final List<TickSegment> caller;
    private final List<TickSegment> agent;
    private final List<PanelEvent> events = new ArrayList<>();

    private PanelEvents(List<Tick> ticks) {
        this.ticks = ticks;
        this.caller = TickSegment.ofCaller(ticks);
        this.agent = TickSegment.ofAgent(ticks);
    }

    /** All of a call, each kind in the order of time. */
    public static List<PanelEvent> of(List<Tick> ticks) {
        PanelEvents found = new PanelEvents(withoutLastWord(ticks));
        found.responses();
        found.interruptions();
        found.answersToNobody();
        found.effectsWithoutSpeech();
        return List.copyOf(found.events);
    }

    /** A single tick of the caller's at the very end is a call that broke off, and interrupts nobody. */
    private static List<Tick> withoutLastWord(List<Tick> ticks) {
        int last = ticks.size() - 1;
        boolean isLone = last > 0
                && ticks.get(last).callerSpeaks()
                && !ticks.get(last - 1).callerSpeaks();
        return isLone ? ticks.subList(0, last) : ticks;
    }

    private void responses() {
        // A turn: what ends while the agent is silent. So does an interruption that was yielded to.
        List<TickSegment> turns = caller.stream()
                .filter(said -> !said.isBackchannel() && !said.otherAtEnd())
                .toList();
        for (int i = 0; i < turns.size(); i++) {
            int end = turns.get(i).to();
            TickSegment answer = firstFrom(agent, end);
            TickSegment next = i + 1 < turns.size() ? turns.get(i + 1) : null;
            if (answer != null && (next == null || answer.from() <= next.from())) {
                add(Kind.RESPONSE, true, end, answer.from() - end);
            } else if (next != null) {
                add(Kind.RESPONSE, false, end, next.from() - end);
            }
        }
    }

    private void interruptions() {
        for (TickSegment said : caller) {
            if (!said.otherAtStart()) {
                continue;
            }
            Kind kind = kind(said);
            int silent = silenceFrom(said.from(), kind == Kind.YIELD ? YIELD_TICKS : HOLD_TICKS);
            boolean hasYielded = silent >= 0;
            boolean isGood = hasYielded == (kind == Kind.YIELD);
            add(kind, isGood, said.from(), hasYielded ? silent - said.from() : 0);
        }
        for (TickSegment spoken : agent) {
            if (spoken.otherAtStart()) {
                add(Kind.AGENT_INTERRUPTS, false, spoken.from(), 0);
            }
        }
    }

    private static Kind kind(TickSegment said) {
        if (said.isBackchannel()) {
            return Kind.BACKCHANNEL;
        }
        if (said.has(CallerSound.TIC)) {
            return Kind.TIC;
        }
        return said.has(CallerSound.ASIDE) ? Kind.ASIDE : Kind.YIELD;
    }

    private int silenceFrom(int from, int window) {
        for (int i = from; i < Math.min(from + window, ticks.size()); i++) {
            if (!ticks.get(i).agentSpeaks()) {
                return i;
            }
        }
        return -1;
    }

    /** What begins in the agent's silence and is not meant for it. */
    private void answersToNobody() {
        for (TickSegment said : caller) {
            if (!said.otherAtStart() && (said.has(CallerSound.TIC) || said.has(CallerSound.ASIDE))) {
                Kind kind = said.has(CallerSound.TIC) ? Kind.TIC : Kind.ASIDE;
                add(kind, !isAnswered(said.from(), said.to()), said.from(), 0);
            }
        }
    }

    /** Sounds that are no speech: too soft to be heard as such, or made into the agent's silence. */
    private void effectsWithoutSpeech() {
        int from = 0;
        while (from < ticks.size()) {
            CallerSound sound = effect(from);
            int to = from + 1;
            while (sound != null && to < ticks.size() && effect(to) == sound) {
                to++;
            }
            if (sound != null) {
                effect(sound == CallerSound.TIC ? Kind.TIC : Kind.ASIDE, from, to);
            }
            from = to;
        }
    }

    private @Nullable CallerSound effect(int index) {
        Tick tick = ticks.get(index);
        boolean isEffect = tick.sound() == CallerSound.TIC || tick.sound() == CallerSound.ASIDE;
        return isEffect && !tick.callerSpeaks() ? tick.sound() : null;
    }

    private void effect(Kind kind, int from, int to) {
        for (TickSegment spoken : agent) {
            if (spoken.from() <= from && from < spoken.to()) {
                // tau-voice counts here what goes wrong, and nothing that goes well.
                if (spoken.to() - from <= HOLD_TICKS) {
                    add(kind, false, from, spoken.to() - from);
                }
                return;
            }
        }
        add(kind, !isAnswered(from, to), from, 0);
    }

    private boolean isAnswered(int from, int to) {
        return agent.stream().anyMatch(spoken -> spoken.from() >= from && spoken.from() <= to + ANSWER_TICKS);
    }

    private static @Nullable TickSegment firstFrom(List<TickSegment> segments, int tick) {
        for (TickSegment segment : segments) {
            if (segment.from() >= tick) {
                return segment;
            }
        }
        return null;
    }

    private void add(Kind kind, boolean good, int tick, int took) {
        events.add(PanelEvent.of(kind, good, tick, took));
    }
}
