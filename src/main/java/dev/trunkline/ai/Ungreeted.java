package dev.trunkline.ai;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Calls an AI, and keeps its greeting from a caller who has been in this call before. A conversation that cannot be resumed goes
 * on in a new chat; the AI is told not to greet, but what greets by configuration does so all the same. What it says of itself
 * before the caller has spoken, once, is not passed on. Confined to the call's loop.
 */
public final class Ungreeted implements AiConnector {

    private final AiConnector connector;

    public Ungreeted(AiConnector connector) {
        this.connector = connector;
    }

    @Override
    public Attempt connect(AgentProfile profile, AiEvents events) {
        boolean goesOn = profile.resumedChatGroupId() == null && profile.context() != null;
        return connector.connect(profile, goesOn ? new Listener(events) : events);
    }

    private static final class Listener implements AiEvents {
        private final AiEvents events;
        private final Set<String> unsaid = new HashSet<>();
        private boolean greeting = true;

        Listener(AiEvents events) {
            this.events = events;
        }

        @Override
        public void onReady(AiLeg leg, String chatId, String chatGroupId) {
            events.onReady(leg, chatId, chatGroupId);
        }

        @Override
        public void onUserMessage(String text, boolean interim, Map<String, Double> scores) {
            greeting = false;
            events.onUserMessage(text, interim, scores);
        }

        @Override
        public void onAgentMessage(String messageId, String text, Map<String, Double> scores) {
            if (greeting) {
                unsaid.add(messageId);
            } else {
                events.onAgentMessage(messageId, text, scores);
            }
        }

        @Override
        public void onAgentAudio(String messageId, int index, byte[] wav, int lengthBytes) {
            if (greeting) {
                unsaid.add(messageId);
            }
            if (!unsaid.contains(messageId)) {
                events.onAgentAudio(messageId, index, wav, lengthBytes);
            }
        }

        @Override
        public void onAgentTurnEnded() {
            greeting = false;
            events.onAgentTurnEnded();
        }

        @Override
        public void onUserInterrupted() {
            greeting = false;
            events.onUserInterrupted();
        }

        @Override
        public void onToolCalled(ToolCall tool) {
            greeting = false;
            events.onToolCalled(tool);
        }

        @Override
        public void onProblem(AiProblem problem) {
            events.onProblem(problem);
        }

        @Override
        public void onMessageRejected(String reason) {
            events.onMessageRejected(reason);
        }

        @Override
        public void onLost(AiLoss loss) {
            events.onLost(loss);
        }
    }
}
