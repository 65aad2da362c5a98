package dev.trunkline.lab.panel;

import dev.trunkline.lab.phone.CallerSound;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Ticks in a row in which somebody speaks. Immutable.
 *
 * @param from the first of them
 * @param to the one behind the last
 * @param otherAtStart whether the other one speaks in the first
 * @param otherAtEnd whether the other one speaks in the one behind the last
 * @param isBackchannel whether the first of them is meant to be part of one
 * @param sounds what any of them is meant to be
 */
record TickSegment(
        int from, int to, boolean otherAtStart, boolean otherAtEnd, boolean isBackchannel, Set<CallerSound> sounds) {

    static List<TickSegment> ofCaller(List<Tick> ticks) {
        return of(ticks, Tick::callerSpeaks, Tick::agentSpeaks);
    }

    static List<TickSegment> ofAgent(List<Tick> ticks) {
        return of(ticks, Tick::agentSpeaks, Tick::callerSpeaks);
    }

    private static List<TickSegment> of(List<Tick> ticks, Predicate<Tick> own, Predicate<Tick> other) {
        List<TickSegment> segments = new ArrayList<>();
        int from = 0;
        while (from < ticks.size()) {
            int to = from;
            while (to < ticks.size() && own.test(ticks.get(to))) {
                to++;
            }
            if (to > from) {
                segments.add(new TickSegment(
                        from,
                        to,
                        other.test(ticks.get(from)),
                        to < ticks.size() && other.test(ticks.get(to)),
                        ticks.get(from).sound() == CallerSound.BACKCHANNEL,
                        sounds(ticks.subList(from, to))));
            }
            from = to + 1;
        }
        return segments;
    }

    private static Set<CallerSound> sounds(List<Tick> ticks) {
        Set<CallerSound> sounds = EnumSet.noneOf(CallerSound.class);
        for (Tick tick : ticks) {
            CallerSound sound = tick.sound();
            if (sound != null) {
                sounds.add(sound);
            }
        }
        return sounds;
    }

    boolean has(CallerSound sound) {
        return sounds.contains(sound);
    }
}
