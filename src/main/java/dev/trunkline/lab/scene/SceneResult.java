package dev.trunkline.lab.scene;

import dev.trunkline.lab.panel.LineActivity;
import dev.trunkline.lab.panel.PanelEvent;
import dev.trunkline.lab.panel.Tick;
import dev.trunkline.lab.phone.PhoneRecord;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What came of a scene. Immutable.
 *
 * @param greeted whether the agent was heard at all
 * @param end the carrier's word for how the call ended
 * @param caller the caller's ticks: a turn U, a backchannel b, a tic t, words aside a, silence a dot
 * @param agent the agent's ticks: speech #, silence a dot
 */
public record SceneResult(
        int number,
        PanelScene.Kind kind,
        String what,
        boolean greeted,
        String end,
        long durationMillis,
        long deadAirMillis,
        int framesSent,
        int lateFrames,
        List<PanelEvent> events,
        String caller,
        String agent) {

    public SceneResult {
        events = List.copyOf(events);
    }

    static SceneResult of(PanelScene scene, PhoneRecord phone) {
        LineActivity line = LineActivity.of(phone);
        List<Tick> ticks = line.ticks();
        return new SceneResult(
                scene.number(),
                scene.kind(),
                scene.what(),
                phone.conversation().greetingMillis() >= 0,
                phone.ending().status(),
                phone.ending().endedAtMillis(),
                line.deadAirMillis(),
                phone.quality().framesSent(),
                phone.quality().lateFrames(),
                line.events(),
                ticks.stream().map(SceneResult::letter).collect(Collectors.joining()),
                ticks.stream().map(tick -> tick.agentSpeaks() ? "#" : ".").collect(Collectors.joining()));
    }

    private static String letter(Tick tick) {
        var sound = tick.sound();
        return sound == null
                ? tick.callerSpeaks() ? "U" : "."
                : switch (sound) {
                    case TURN -> "U";
                    case BACKCHANNEL -> "b";
                    case TIC -> "t";
                    case ASIDE -> "a";
                };
    }

    /** What the agent did wrong, if anything: it kept speaking, fell silent, answered what was not meant for it. */
    public List<PanelEvent> errors() {
        return events.stream().filter(event -> !event.good()).toList();
    }
}
