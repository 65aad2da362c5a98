package dev.trunkline.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.AiProblem;
import dev.trunkline.ai.ToolCall;
import dev.trunkline.call.CallEnd;
import dev.trunkline.call.CallEvent;
import dev.trunkline.call.FarEndEvent;
import dev.trunkline.call.TalkEvent;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.IncomingCall;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallMetricsTest {

    private static final IncomingCall CALL = new IncomingCall("CA1", "MZ1", "+1", "+2", Map.of());
    private static final ToolCall TOOL = new ToolCall("t1", "hang_up", "{}", false, true);

    private final Metrics meters = new Metrics();
    private final CallMetrics metrics = new CallMetrics(meters);

    @Test
    void everyKindOfEventMovesItsNumber() {
        tell(new CallEvent.Answered(CALL, "default", true));
        tell(new FarEndEvent.AiReady("chat", "group", 40_000_000, true, ""));
        tell(new TalkEvent.Greeted(300_000_000));
        tell(new TalkEvent.TurnTaken(200_000_000));
        tell(new TalkEvent.BargedIn(TalkEvent.BargedIn.Cause.AI_NOTICED, 90_000, 1_200));
        tell(new FarEndEvent.ToolAnswered(TOOL, "ok", "done", 1));
        tell(new TalkEvent.Underrun(30_000_000));
        tell(new CallEvent.FrameRejected("ai", "not_wav"));
        tell(new FarEndEvent.AiReported(new AiProblem("E0714", "inactivity_timeout", "")));
        tell(new FarEndEvent.AiGone(new AiLoss(AiLoss.Kind.DROPPED, 1006, null, ""), true));
        metrics.uplink(100_000);
        metrics.downlink(200_000);
        metrics.handshakeRejected("replay");
        assertThat(meters.prometheusText()).contains("trunkline_calls_active 1\n");
        tell(new CallEvent.Ended(CallEnd.AGENT_HUNG_UP, new CarrierInstruction.HangUp(), null, 5_000_000_000L));

        assertThat(meters.prometheusText())
                .contains("trunkline_calls_active 0\n")
                .contains("trunkline_calls_total{end=\"agent_hung_up\",blame=\"nobody\"} 1\n")
                .contains("trunkline_calls_moved_total 1\n")
                .contains("trunkline_evi_connect_seconds_count 1\n")
                .contains("trunkline_evi_reconnects_total{outcome=\"resumed\"} 1\n")
                .contains("trunkline_evi_reconnects_total{outcome=\"retried\"} 1\n")
                .contains("trunkline_greeting_seconds_sum 0.3\n")
                .contains("trunkline_turn_seconds_count 1\n")
                .contains("trunkline_barge_in_seconds_count 1\n")
                .contains("trunkline_interruptions_total{cause=\"ai_noticed\"} 1\n")
                .contains("trunkline_tool_calls_total{tool=\"hang_up\",outcome=\"ok\"} 1\n")
                .contains("trunkline_playout_underruns_total 1\n")
                .contains("trunkline_frames_lost_total{leg=\"ai\",reason=\"not_wav\"} 1\n")
                .contains("trunkline_evi_errors_total{code=\"E0714\"} 1\n")
                .contains("trunkline_media_uplink_seconds_count 1\n")
                .contains("trunkline_media_downlink_seconds_count 1\n")
                .contains("trunkline_handshakes_rejected_total{reason=\"replay\"} 1\n");
    }

    @Test
    void aToolThatTheModelInventedDoesNotBecomeALabel() {
        ToolCall invented = new ToolCall("t2", "launch_rocket", "{}", false, true);

        tell(new FarEndEvent.ToolAnswered(invented, "unknown", "", 1));

        assertThat(meters.prometheusText())
                .contains("trunkline_tool_calls_total{tool=\"unknown\",outcome=\"unknown\"} 1\n")
                .doesNotContain("launch_rocket");
    }

    private void tell(CallEvent event) {
        metrics.onEvent("CA1", 0, event);
    }
}
