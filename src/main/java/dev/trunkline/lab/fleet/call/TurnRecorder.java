package dev.trunkline.lab.fleet.call;

import dev.trunkline.lab.panel.LineActivity;
import dev.trunkline.lab.panel.PanelEvent;
import dev.trunkline.lab.panel.SpeechDetector;
import dev.trunkline.lab.phone.CallerSound;
import dev.trunkline.lab.phone.PhoneRecord.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Who is heard when in a call of a fleet, frame by frame; allocates nothing but for a longer list now and then. Confined to
 * the call's loop.
 */
final class TurnRecorder {

    private static final int FRAME_MILLIS = 20;

    private final Track caller = new Track(0);
    private final Track agent = new Track(SpeechDetector.PAUSE_MILLIS / FRAME_MILLIS);
    private int frame;

    /** Where something is heard: from and to, in frames, one after the other. */
    private static final class Track {
        private final long pauseFrames;
        private int[] edges = new int[128];
        private int count;

        Track(long pauseFrames) {
            this.pauseFrames = pauseFrames;
        }

        void heard(int frame) {
            boolean goesOn = count > 0 && frame - edges[count - 1] < Math.max(1, pauseFrames);
            if (!goesOn) {
                if (count == edges.length) {
                    edges = Arrays.copyOf(edges, 2 * edges.length);
                }
                edges[count] = frame;
                count += 2;
            }
            edges[count - 1] = frame + 1;
        }

        List<Span> spans() {
            List<Span> spans = new ArrayList<>();
            for (int i = 0; i < count; i += 2) {
                spans.add(new Span((long) edges[i] * FRAME_MILLIS, (long) edges[i + 1] * FRAME_MILLIS));
            }
            return spans;
        }
    }

    /** The next 20 ms. */
    void frame(boolean callerHeard, boolean agentHeard) {
        if (callerHeard) {
            caller.heard(frame);
        }
        if (agentHeard) {
            agent.heard(frame);
        }
        frame++;
    }

    /** What the panel counts of it, when the call is over. */
    List<PanelEvent> events() {
        List<LineActivity.Sound> said = caller.spans().stream()
                .map(span -> new LineActivity.Sound(span.startMillis(), span.endMillis(), CallerSound.TURN))
                .toList();
        List<Span> spoken = agent.spans();
        return new LineActivity(said, spoken, spoken, (long) frame * FRAME_MILLIS).events();
    }
}
