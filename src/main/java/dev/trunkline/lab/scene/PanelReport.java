package dev.trunkline.lab.scene;

import dev.trunkline.lab.panel.InteractionPanel;
import dev.trunkline.lab.panel.PanelEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the panel says of an agent. Immutable. The names of the components are the names in JSON.
 *
 * @param startedAt wall clock, ISO 8601 in UTC
 * @param atOnce how many calls went on at the same time
 * @param panel of all scenes together
 * @param kinds of each kind of scene
 * @param deadAir of the calls
 * @param invalid why the figures tell more of this machine than of the agent; empty when they do not
 */
public record PanelReport(
        String startedAt,
        String to,
        long seed,
        int atOnce,
        InteractionPanel panel,
        Map<PanelScene.Kind, InteractionPanel> kinds,
        DeadAir deadAir,
        List<String> invalid,
        List<SceneResult> scenes) {

    private static final long LONG_MILLIS = 1_500;
    private static final double MOST_LATE = 0.01; // 99 of 100 frames are on time

    /**
     * The longest silence of each call in which it was for the agent to speak.
     *
     * @param median of the calls
     * @param max of the worst
     * @param longCalls calls with more than 1.5 s
     */
    public record DeadAir(long median, long max, int longCalls, int calls) {

        static DeadAir of(List<SceneResult> scenes) {
            long[] sorted = scenes.stream()
                    .mapToLong(SceneResult::deadAirMillis)
                    .sorted()
                    .toArray();
            int count = sorted.length;
            return new DeadAir(
                    count == 0 ? 0 : sorted[(count - 1) / 2],
                    count == 0 ? 0 : sorted[count - 1],
                    (int) scenes.stream()
                            .filter(scene -> scene.deadAirMillis() > LONG_MILLIS)
                            .count(),
                    count);
        }
    }

    public PanelReport {
        kinds = Collections.unmodifiableMap(new LinkedHashMap<>(kinds));
        invalid = List.copyOf(invalid);
        scenes = List.copyOf(scenes);
    }

    /** Of scenes that have been played. */
    public static PanelReport of(String startedAt, String to, long seed, int atOnce, List<SceneResult> scenes) {
        Map<PanelScene.Kind, InteractionPanel> kinds = new EnumMap<>(PanelScene.Kind.class);
        for (PanelScene.Kind kind : PanelScene.Kind.values()) {
            List<SceneResult> own =
                    scenes.stream().filter(scene -> scene.kind() == kind).toList();
            if (!own.isEmpty()) {
                kinds.put(kind, InteractionPanel.of(events(own)));
            }
        }
        return new PanelReport(
                startedAt,
                to,
                seed,
                atOnce,
                InteractionPanel.of(events(scenes)),
                kinds,
                DeadAir.of(scenes),
                invalid(scenes),
                scenes);
    }

    private static List<PanelEvent> events(List<SceneResult> scenes) {
        return scenes.stream().flatMap(scene -> scene.events().stream()).toList();
    }

    private static List<String> invalid(List<SceneResult> scenes) {
        List<String> reasons = new ArrayList<>();
        long sent = scenes.stream().mapToLong(SceneResult::framesSent).sum();
        long late = scenes.stream().mapToLong(SceneResult::lateFrames).sum();
        if (late > sent * MOST_LATE) {
            reasons.add("this machine was too busy: callers sent " + late + " of " + sent
                    + " frames over 20 ms late; fewer --calls help");
        }
        long silent = scenes.stream().filter(scene -> !scene.greeted()).count();
        if (silent > 0) {
            reasons.add(silent + " of " + scenes.size() + " calls were not answered by any voice");
        }
        return reasons;
    }

    /** Whether the figures may be believed. */
    public boolean isValid() {
        return invalid.isEmpty() && !scenes.isEmpty();
    }
}
