package dev.trunkline.flight;

import dev.trunkline.ai.AiConnector;
import dev.trunkline.ai.AiEvents;
import dev.trunkline.ai.AiLeg;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.AiProblem;
import dev.trunkline.ai.ToolCall;
import dev.trunkline.audio.SoundFormat;
import dev.trunkline.flight.FlightFact.AgentWords;
import dev.trunkline.flight.FlightFact.CallerWords;
import dev.trunkline.flight.FlightFact.MoreWords;
import dev.trunkline.flight.FlightFact.Ready;
import java.util.Map;

/**
 * A call, and what an AI leg tells it. Confined to the call's loop.
 *
 * @param connector has made the leg
 * @param leg which of the call, from 1
 */
record RecordedAiEvents(AiEvents call, AiConnector connector, int leg, FlightTape tape, SoundSum sum)
        implements AiEvents {

    @Override
    public void onReady(AiLeg opened, String chatId, String chatGroupId) {
        Ready ready = new Ready(
                chatId, chatGroupId, connector.farEnd(), connector.chatLimitNanos(), opened.hears(), opened.traits());
        tape.enter(FlightKind.AI_READY, leg, 0, ready);
        try {
            call.onReady(new RecordedAiLeg(opened, leg, tape, sum), chatId, chatGroupId);
        } finally {
            tape.leave();
        }
    }

    @Override
    public void onCallerHeard(long soundBytes) {
        tape.enter(FlightKind.CALLER_HEARD, leg, soundBytes, null);
        try {
            call.onCallerHeard(soundBytes);
        } finally {
            tape.leave();
        }
    }

    @Override
    public void onCallerUnderstood(long soundBytes) {
        tape.enter(FlightKind.CALLER_UNDERSTOOD, leg, soundBytes, null);
        try {
            call.onCallerUnderstood(soundBytes);
        } finally {
            tape.leave();
        }
    }

    @Override
    public void onUserMessage(String text, boolean interim, Map<String, Double> scores) {
        tape.enter(FlightKind.USER_MESSAGE, leg, 0, new CallerWords(text, interim, scores));
        try {
            call.onUserMessage(text, interim, scores);
        } finally {
            tape.leave();
        }
    }

    @Override
    public void onAgentMessage(String messageId, String text, Map<String, Double> scores) {
        tape.enter(FlightKind.AGENT_MESSAGE, leg, 0, new AgentWords(messageId, text, scores));
        try {
            call.onAgentMessage(messageId, text, scores);
        } finally {
            tape.leave();
        }
    }

    @Override
    public void onAgentText(String messageId, String more) {
        tape.enter(FlightKind.AGENT_TEXT, leg, 0, new MoreWords(messageId, more));
        try {
            call.onAgentText(messageId, more);
        } finally {
            tape.leave();
        }
    }

    @Override
    public void onAgentFiller(String messageId, String text, Map<String, Double> scores) {
        tape.enter(FlightKind.AGENT_FILLER, leg, 0, new AgentWords(messageId, text, scores));
        try {
            call.onAgentFiller(messageId, text, scores);
        } finally {
            tape.leave();
        }
    }

    @Override
    public void onAgentAudio(String messageId, SoundFormat format, byte[] sound, int offset, int lengthBytes) {
        tape.enterSound(FlightKind.AGENT_AUDIO, leg, SoundCode.of(format), sound, offset, lengthBytes, messageId);
        try {
            call.onAgentAudio(messageId, format, sound, offset, lengthBytes);
        } finally {
            tape.leave();
        }
    }

    @Override
    public void onAgentTurnEnded() {
        passOn(FlightKind.AGENT_TURN_ENDED, call::onAgentTurnEnded);
    }

    @Override
    public void onUserInterrupted() {
        passOn(FlightKind.USER_INTERRUPTED, call::onUserInterrupted);
    }

    @Override
    public void onAgentHeld() {
        passOn(FlightKind.AGENT_HELD, call::onAgentHeld);
    }

    @Override
    public void onAgentGoesOn() {
        passOn(FlightKind.AGENT_GOES_ON, call::onAgentGoesOn);
    }

    private void passOn(FlightKind kind, Runnable what) {
        tape.enter(kind, leg, 0, null);
        try {
            what.run();
        } finally {
            tape.leave();
        }
    }

    @Override
    public void onToolCalled(ToolCall tool) {
        tape.enter(FlightKind.TOOL_CALLED, leg, 0, tool);
        try {
            call.onToolCalled(tool);
        } finally {
            tape.leave();
        }
    }

    @Override
    public void onProblem(AiProblem problem) {
        tape.enter(FlightKind.AI_PROBLEM, leg, 0, problem);
        try {
            call.onProblem(problem);
        } finally {
            tape.leave();
        }
    }

    @Override
    public void onEndsSoon(long remainingNanos) {
        tape.enter(FlightKind.AI_ENDS_SOON, leg, remainingNanos, null);
        try {
            call.onEndsSoon(remainingNanos);
        } finally {
            tape.leave();
        }
    }

    @Override
    public void onResumable(String chatGroupId) {
        tape.enter(FlightKind.AI_RESUMABLE, leg, 0, chatGroupId);
        try {
            call.onResumable(chatGroupId);
        } finally {
            tape.leave();
        }
    }

    @Override
    public void onTooLong(long limitNanos) {
        tape.enter(FlightKind.AI_TOO_LONG, leg, limitNanos, null);
        try {
            call.onTooLong(limitNanos);
        } finally {
            tape.leave();
        }
    }

    @Override
    public void onMessageRejected(String reason) {
        tape.enter(FlightKind.AI_REJECTED, leg, 0, reason);
        try {
            call.onMessageRejected(reason);
        } finally {
            tape.leave();
        }
    }

    @Override
    public void onLost(AiLoss loss) {
        tape.enter(FlightKind.AI_LOST, leg, 0, loss);
        try {
            call.onLost(loss);
        } finally {
            tape.leave();
        }
    }
}
