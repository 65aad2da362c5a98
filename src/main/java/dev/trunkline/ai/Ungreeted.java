package dev.trunkline.ai;

import dev.trunkline.audio.SoundFormat;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Calls an AI, and keeps its greeting from a caller who has been in this call before. A conversation that cannot be resumed goes
 * on in a new chat; the AI is told not to greet, but what greets by configuration does so all the same. Its first turn is not
 * passed on, when neither the caller nor we have said anything to answer. Confined to the call's loop.
 */
public final class Ungreeted implements AiConnector {

    private final AiConnector connector;

    public Ungreeted(AiConnector connector) {
        this.connector = connector;
    }

    @Override
    public Attempt connect(AgentProfile profile, AiEvents events) {
        boolean goesOn = profile.resumedChatGroupId() == null
                && (profile.context() != null || !profile.heard().isEmpty());
        return connector.connect(profile, goesOn ? new Listener(events) : events);
    }

    @Override
    public String farEnd() {
        return connector.farEnd();
    }

    @Override
    public long chatLimitNanos() {
        return connector.chatLimitNanos();
    }

    private static final class Listener extends PassedOnEvents {
        private final Set<String> unsaid = new HashSet<>();
        private boolean greeting = true;
        private String wanted = "";

        Listener(AiEvents events) {
            super(events);
        }

        @Override
        public void onReady(AiLeg leg, String chatId, String chatGroupId) {
            super.onReady(new Leg(leg, text -> wanted += text), chatId, chatGroupId);
        }

        @Override
        public void onUserMessage(String text, boolean interim, Map<String, Double> scores) {
            greeting = false;
            super.onUserMessage(text, interim, scores);
        }

        @Override
        public void onAgentMessage(String messageId, String text, Map<String, Double> scores) {
            if (greeting && !wanted.contains(text.strip())) {
                unsaid.add(messageId);
            } else {
                greeting = false;
                super.onAgentMessage(messageId, text, scores);
            }
        }

        @Override
        public void onAgentText(String messageId, String more) {
            if (greeting && !unsaid.contains(messageId)) {
                boolean isWanted = !more.isBlank() && wanted.contains(more.strip());
                greeting = !isWanted;
                if (!isWanted) {
                    unsaid.add(messageId);
                }
            }
            if (!unsaid.contains(messageId)) {
                super.onAgentText(messageId, more);
            }
        }

        @Override
        public void onAgentFiller(String messageId, String text, Map<String, Double> scores) {
            greeting = false; // nobody fills the time before a greeting
            super.onAgentFiller(messageId, text, scores);
        }

        @Override
        public void onAgentAudio(String messageId, SoundFormat format, byte[] sound, int offset, int lengthBytes) {
            if (greeting) {
                unsaid.add(messageId);
            }
            if (!unsaid.contains(messageId)) {
                super.onAgentAudio(messageId, format, sound, offset, lengthBytes);
            }
        }

        @Override
        public void onAgentTurnEnded() {
            greeting = false;
            super.onAgentTurnEnded();
        }

        @Override
        public void onUserInterrupted() {
            greeting = false;
            super.onUserInterrupted();
        }

        @Override
        public void onToolCalled(ToolCall tool) {
            greeting = false;
            super.onToolCalled(tool);
        }
    }

    /** Notes what the agent is made to say: that is no greeting. */
    private record Leg(AiLeg leg, Consumer<String> onSpeak) implements AiLeg {

        @Override
        public SoundFormat hears() {
            return leg.hears();
        }

        @Override
        public FarEndTraits traits() {
            return leg.traits();
        }

        @Override
        public void sendAudio(byte[] sound, int lengthBytes) {
            leg.sendAudio(sound, lengthBytes);
        }

        @Override
        public void heard(String messageId, long heardMillis) {
            leg.heard(messageId, heardMillis);
        }

        @Override
        public boolean hasRoom() {
            return leg.hasRoom();
        }

        @Override
        public void holdBack(boolean held) {
            leg.holdBack(held);
        }

        @Override
        public void userSaid(String text) {
            leg.userSaid(text);
        }

        @Override
        public void speak(String text) {
            onSpeak.accept(text);
            leg.speak(text);
        }

        @Override
        public void context(String text, boolean persistent) {
            leg.context(text, persistent);
        }

        @Override
        public void toolSucceeded(ToolCall tool, String content) {
            leg.toolSucceeded(tool, content);
        }

        @Override
        public void toolFailed(ToolCall tool, String error, String speakable) {
            leg.toolFailed(tool, error, speakable);
        }

        @Override
        public void pause() {
            leg.pause();
        }

        @Override
        public void resume() {
            leg.resume();
        }

        @Override
        public void flush() {
            leg.flush();
        }

        @Override
        public void close() {
            leg.close();
        }
    }
}
