package dev.trunkline.outbound;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AiConnector;
import dev.trunkline.ai.AiEvents;
import dev.trunkline.ai.AiLeg;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.PassedOnEvents;
import dev.trunkline.ai.ToolCall;
import dev.trunkline.audio.SoundFormat;
import dev.trunkline.call.OwnVoice;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a call that we placed and its AI, and lets everything pass until a machine has answered. Then nothing
 * of what the AI says is heard but the message, whose sound is kept here until the machine records: so it begins at once, however
 * long it took to make. (An EVI that is paused would not say it.) Confined to the call's loop.
 */
final class AgentGate implements AiConnector {

    private static final String OURS = "message"; // said by our own voice

    private final AiConnector connector;
    private final OwnVoice voice;
    private final OutboundOrder order;
    private final KeptMessage message;
    private @Nullable GatedEvents present;
    private @Nullable GatedEvents asked; // for the message
    private boolean isMachine;
    private boolean isOurs; // the message comes from our own voice

    /**
     * Lets everything pass for now.
     *
     * @param voice says the message where the far end would not say it word for word
     * @param begins is told when the message begins to be heard
     */
    AgentGate(AiConnector connector, OwnVoice voice, OutboundOrder order, Runnable begins) {
        this.connector = connector;
        this.voice = voice;
        this.order = order;
        this.message = new KeptMessage(begins);
    }

    @Override
    public Attempt connect(AgentProfile profile, AiEvents events) {
        present = null;
        forgetMessage(); // whoever was to say it is not heard any more
        GatedEvents own = new GatedEvents(events);
        own.isOwn = true;
        return connector.connect(told(profile), own);
    }

    @Override
    public Attempt connectBeside(AgentProfile profile, AiEvents events) {
        GatedEvents beside = new GatedEvents(events);
        Attempt attempt = connector.connectBeside(told(profile), beside);
        return new Attempt() {
            @Override
            public void cancel() {
                attempt.cancel();
            }

            @Override
            public void goOn() {
                attempt.goOn();
                beside.goOn();
            }
        };
    }

    @Override
    public boolean isDown() {
        return connector.isDown();
    }

    @Override
    public boolean hasAnother() {
        return connector.hasAnother();
    }

    @Override
    public String farEnd() {
        return connector.farEnd();
    }

    @Override
    public long chatLimitNanos() {
        return connector.chatLimitNanos();
    }

    @Override
    public void onUseless(AiLoss loss) {
        connector.onUseless(loss);
    }

    private AgentProfile told(AgentProfile profile) {
        Map<String, String> variables = new HashMap<>(profile.variables());
        variables.putAll(order.variables());
        variables.put("direction", "outbound");
        return profile.withVariables(variables);
    }

    /** A machine has answered, and is to have the message. */
    void close() {
        if (isMachine) {
            return;
        }
        isMachine = true;
        GatedEvents with = present;
        if (with != null) {
            with.call.onUserInterrupted(); // what the agent is saying is for nobody
            with.askForMessage();
        }
    }

    /** The machine records: what there is of the message is heard, and the rest as it comes. */
    void open() {
        if (isMachine) {
            message.open();
        }
    }

    /** The next leg is asked for it, unless some of it was heard. */
    private void forgetMessage() {
        if (!message.hasBegun()) {
            message.forget();
            isOurs = false;
            asked = null;
        }
    }

    private boolean isOfMessage(String text) {
        String words = bare(text);
        return !words.isEmpty() && bare(order.message()).contains(words);
    }

    private static String bare(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }

    /** What one leg says. */
    private final class GatedEvents extends PassedOnEvents {
        private final AiEvents call;
        private final Set<String> ofMessage = new HashSet<>();
        private @Nullable AiLeg leg;
        private boolean isOwn; // the call's; else it waits beside that one, and is heard by nobody
        private boolean isLastOfMessage;
        private boolean isExact = true;

        GatedEvents(AiEvents call) {
            super(call);
            this.call = call;
        }

        /** It has waited, and goes on in the place of another. */
        void goOn() {
            isOwn = true;
            forgetMessage(); // what the other has said of it is not heard any more
            if (leg != null) {
                present = this;
                askIfWanted();
            }
        }

        private void askIfWanted() {
            if (isMachine) {
                askForMessage();
            }
        }

        void askForMessage() {
            AiLeg with = leg;
            if (with == null || message.hasBegun() || isOurs) {
                return;
            }
            forgetMessage();
            asked = this;
            if (with.traits().speaksWordForWord() || !voice.isThere()) {
                askFarEnd(with);
            } else {
                isOurs = true;
                voice.say(order.message(), muLaw -> onMessageMade(with, muLaw));
            }
        }

        private void askFarEnd(AiLeg with) {
            isExact = with.traits().speaksWordForWord();
            with.speak(order.message());
            with.flush();
        }

        private void onMessageMade(AiLeg with, byte @Nullable [] muLaw) {
            if (asked != this) {
                return; // its leg is gone: the next one asks again
            }
            if (muLaw == null) {
                isOurs = false;
                askFarEnd(with);
                return;
            }
            message.add(() -> call.onAgentMessage(OURS, order.message(), Map.of()));
            message.add(() -> call.onAgentAudio(OURS, SoundFormat.PHONE, muLaw, 0, muLaw.length));
            message.add(call::onAgentTurnEnded);
        }

        /** What a far end says that does not say it word for word is taken for the message, whatever it is. */
        private boolean isMessage(String text) {
            return !isOurs && (!isExact || isOfMessage(text));
        }

        /** A leg that waits says no message, and the call knows that it is heard by nobody. */
        private boolean isUngated() {
            return !isMachine || !isOwn;
        }

        @Override
        public void onReady(AiLeg ready, String chatId, String chatGroupId) {
            leg = ready;
            if (!isOwn) {
                call.onReady(ready, chatId, chatGroupId);
                return;
            }
            present = this;
            call.onReady(ready, chatId, chatGroupId);
            askIfWanted();
        }

        @Override
        public void onUserMessage(String text, boolean interim, Map<String, Double> scores) {
            if (!isMachine) {
                call.onUserMessage(text, interim, scores);
            }
        }

        @Override
        public void onAgentMessage(String messageId, String text, Map<String, Double> scores) {
            if (isUngated()) {
                call.onAgentMessage(messageId, text, scores);
                return;
            }
            isLastOfMessage = isMessage(text);
            if (isLastOfMessage) {
                ofMessage.add(messageId);
                message.add(() -> call.onAgentMessage(messageId, text, scores));
            }
        }

        @Override
        public void onAgentText(String messageId, String more) {
            if (isUngated()) {
                call.onAgentText(messageId, more);
                return;
            }
            isLastOfMessage = ofMessage.contains(messageId) || isMessage(more);
            if (isLastOfMessage) {
                ofMessage.add(messageId);
                message.add(() -> call.onAgentText(messageId, more));
            }
        }

        @Override
        public void onAgentFiller(String messageId, String text, Map<String, Double> scores) {
            if (!isMachine) {
                call.onAgentFiller(messageId, text, scores);
            }
        }

        @Override
        public void onAgentAudio(String messageId, SoundFormat format, byte[] sound, int offset, int lengthBytes) {
            if (isUngated()) {
                call.onAgentAudio(messageId, format, sound, offset, lengthBytes);
            } else if (messageId.isEmpty() ? isLastOfMessage : ofMessage.contains(messageId)) {
                if (message.isOpen()) {
                    message.add(() -> call.onAgentAudio(messageId, format, sound, offset, lengthBytes));
                } else if (message.takesSound(lengthBytes)) {
                    byte[] copy = Arrays.copyOfRange(sound, offset, offset + lengthBytes);
                    message.add(() -> call.onAgentAudio(messageId, format, copy, 0, lengthBytes));
                }
            }
        }

        @Override
        public void onAgentTurnEnded() {
            if (isUngated()) {
                call.onAgentTurnEnded();
            } else if (isLastOfMessage) {
                message.add(call::onAgentTurnEnded);
            }
        }

        @Override
        public void onUserInterrupted() {
            if (!isMachine) {
                call.onUserInterrupted();
            }
        }

        @Override
        public void onAgentHeld() {
            if (!isMachine) {
                call.onAgentHeld();
            }
        }

        @Override
        public void onAgentGoesOn() {
            if (!isMachine) {
                call.onAgentGoesOn();
            }
        }

        @Override
        public void onToolCalled(ToolCall tool) {
            if (!isMachine) {
                call.onToolCalled(tool);
            }
        }

        @Override
        public void onLost(AiLoss loss) {
            leg = null;
            if (asked == this) {
                forgetMessage();
            }
            call.onLost(loss);
        }
    }
}
