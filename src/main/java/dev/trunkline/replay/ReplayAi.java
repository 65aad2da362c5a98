package dev.trunkline.replay;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AiConnector;
import dev.trunkline.ai.AiEvents;
import dev.trunkline.ai.AiLeg;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.AiProblem;
import dev.trunkline.ai.FarEndTraits;
import dev.trunkline.ai.ToolCall;
import dev.trunkline.audio.SoundFormat;
import dev.trunkline.flight.FlightFact.AgentWords;
import dev.trunkline.flight.FlightFact.CallerWords;
import dev.trunkline.flight.FlightFact.MoreWords;
import dev.trunkline.flight.FlightFact.Ready;
import dev.trunkline.flight.FlightFact.ToolResult;
import dev.trunkline.flight.FlightFact.Wanted;
import dev.trunkline.flight.FlightKind;
import dev.trunkline.flight.FlightQuestion;
import dev.trunkline.flight.FlightRecord;
import dev.trunkline.flight.SoundCode;
import dev.trunkline.flight.SoundSum;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The AI of a replayed call: tells it on its nth leg what was told on the recorded call's nth. A leg that this call has closed
 * tells nothing any more. Confined to one thread.
 */
final class ReplayAi implements AiConnector {

    private final ReplayLog log;
    private final ReplayAnswers answers;
    private final SoundSum sum = new SoundSum();
    private final Map<Long, AiEvents> open = new HashMap<>();
    private int legs;
    private String farEnd = "";
    private long chatLimitNanos = -1;

    ReplayAi(ReplayLog log, ReplayAnswers answers) {
        this.log = log;
        this.answers = answers;
    }

    @Override
    public Attempt connect(AgentProfile profile, AiEvents events) {
        return connect(profile, events, 0);
    }

    @Override
    public Attempt connectBeside(AgentProfile profile, AiEvents events) {
        return connect(profile, events, 1);
    }

    private Attempt connect(AgentProfile profile, AiEvents events, int beside) {
        long leg = ++legs;
        log.add(
                FlightKind.CONNECT,
                leg,
                beside,
                new Wanted(profile.resumedChatGroupId(), profile.context(), profile.heard()));
        open.put(leg, events);
        return () -> {
            log.add(FlightKind.CALL_OFF, leg, 0, null);
            open.remove(leg);
        };
    }

    @Override
    public boolean isDown() {
        return answers.to(FlightQuestion.IS_DOWN);
    }

    @Override
    public String farEnd() {
        return farEnd;
    }

    @Override
    public boolean hasAnother() {
        return answers.to(FlightQuestion.HAS_ANOTHER);
    }

    @Override
    public long chatLimitNanos() {
        return chatLimitNanos;
    }

    @Override
    public void onUseless(AiLoss loss) {
        log.add(FlightKind.USELESS, 0, 0, loss);
    }

    /** A leg tells what it told in the recorded call, if it is there. */
    void tell(FlightRecord told) throws IOException {
        AiEvents events = told.kind() == FlightKind.AI_LOST ? open.remove(told.number()) : open.get(told.number());
        if (events != null) {
            tell(events, told);
        }
    }

    private void tell(AiEvents call, FlightRecord told) throws IOException {
        switch (told.kind()) {
            case AI_READY -> {
                Ready ready = told.fact(Ready.class);
                farEnd = ready.farEnd();
                chatLimitNanos = ready.chatLimitNanos();
                call.onReady(
                        new Leg(told.number(), ready.hears(), ready.traits()), ready.chatId(), ready.chatGroupId());
            }
            case CALLER_HEARD -> call.onCallerHeard(told.value());
            case CALLER_UNDERSTOOD -> call.onCallerUnderstood(told.value());
            case USER_MESSAGE -> {
                CallerWords words = told.fact(CallerWords.class);
                call.onUserMessage(words.text(), words.interim(), words.scores());
            }
            case AGENT_MESSAGE -> {
                AgentWords words = told.fact(AgentWords.class);
                call.onAgentMessage(words.messageId(), words.text(), words.scores());
            }
            case AGENT_FILLER -> {
                AgentWords words = told.fact(AgentWords.class);
                call.onAgentFiller(words.messageId(), words.text(), words.scores());
            }
            case AGENT_AUDIO -> {
                byte[] sound = told.needSound();
                call.onAgentAudio(told.text(), SoundCode.format(told.value()), sound, 0, sound.length);
            }
            case AGENT_TEXT -> {
                MoreWords words = told.fact(MoreWords.class);
                call.onAgentText(words.messageId(), words.more());
            }
            case AGENT_TURN_ENDED -> call.onAgentTurnEnded();
            case USER_INTERRUPTED -> call.onUserInterrupted();
            case AGENT_HELD -> call.onAgentHeld();
            case AGENT_GOES_ON -> call.onAgentGoesOn();
            case TOOL_CALLED -> call.onToolCalled(told.fact(ToolCall.class));
            case AI_PROBLEM -> call.onProblem(told.fact(AiProblem.class));
            case AI_ENDS_SOON -> call.onEndsSoon(told.value());
            case AI_RESUMABLE -> call.onResumable(told.text());
            case AI_TOO_LONG -> call.onTooLong(told.value());
            case AI_REJECTED -> call.onMessageRejected(told.text());
            case AI_LOST -> call.onLost(told.fact(AiLoss.class));
            default -> throw new IllegalArgumentException("nothing that an AI tells: " + told.kind());
        }
    }

    private final class Leg implements AiLeg {
        private final long number;
        private final SoundFormat hears;
        private final FarEndTraits traits;

        Leg(long number, SoundFormat hears, FarEndTraits traits) {
            this.number = number;
            this.hears = hears;
            this.traits = traits;
        }

        private void log(FlightKind kind, long value, @Nullable Object fact) {
            log.add(kind, number, value, fact);
        }

        @Override
        public SoundFormat hears() {
            return hears;
        }

        @Override
        public FarEndTraits traits() {
            return traits;
        }

        @Override
        public void sendAudio(byte[] sound, int lengthBytes) {
            log(FlightKind.AI_AUDIO, sum.of(sound, lengthBytes), null);
        }

        @Override
        public void heard(String messageId, long heardMillis) {
            log(FlightKind.AI_HEARD, heardMillis, messageId);
        }

        @Override
        public boolean hasRoom() {
            return answers.to(FlightQuestion.hasRoom((int) number));
        }

        @Override
        public void holdBack(boolean held) {
            log(FlightKind.AI_HOLD_BACK, held ? 1 : 0, null);
        }

        @Override
        public void userSaid(String text) {
            log(FlightKind.AI_USER_SAID, 0, text);
        }

        @Override
        public void speak(String text) {
            log(FlightKind.AI_SPEAK, 0, text);
        }

        @Override
        public void context(String text, boolean persistent) {
            log(FlightKind.AI_CONTEXT, persistent ? 1 : 0, text);
        }

        @Override
        public void toolSucceeded(ToolCall tool, String content) {
            log(FlightKind.AI_TOOL_SUCCEEDED, 0, new ToolResult(tool.id(), content, ""));
        }

        @Override
        public void toolFailed(ToolCall tool, String error, String speakable) {
            log(FlightKind.AI_TOOL_FAILED, 0, new ToolResult(tool.id(), error, speakable));
        }

        @Override
        public void pause() {
            log(FlightKind.AI_PAUSE, 0, null);
        }

        @Override
        public void resume() {
            log(FlightKind.AI_RESUME, 0, null);
        }

        @Override
        public void flush() {
            log(FlightKind.AI_FLUSH, 0, null);
        }

        @Override
        public void close() {
            log(FlightKind.AI_CLOSE, 0, null);
            open.remove(number);
        }
    }
}
