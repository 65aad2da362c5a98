package dev.trunkline.testing;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AiConnector;
import dev.trunkline.ai.AiEvents;
import dev.trunkline.ai.AiLeg;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.FarEndTraits;
import dev.trunkline.ai.ToolCall;
import dev.trunkline.audio.SoundFormat;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * An AI that writes down what it is told and says what a test makes it say. Keeps to the port's promises, and fails the test
 * that would break them: nothing is told inside {@link #connect}, after a cancel, after a close, or by a leg that is lost.
 */
public final class RecordingAi implements AiConnector {

    private final List<Line> lines = new ArrayList<>();
    private final List<AiLoss> useless = new ArrayList<>();
    private boolean connecting;
    private boolean down;
    private boolean another;
    private long chatLimitNanos = -1;

    @Override
    public Attempt connect(AgentProfile profile, AiEvents events) {
        connecting = true;
        Line line = new Line(profile, events, lines.size() + 1);
        lines.add(line);
        connecting = false;
        return line;
    }

    /** Its chats last so long; zero for as long as it takes. */
    public void limitsChatsTo(Duration limit) {
        chatLimitNanos = limit.toNanos();
    }

    @Override
    public long chatLimitNanos() {
        return chatLimitNanos;
    }

    @Override
    public boolean isDown() {
        return down;
    }

    @Override
    public boolean hasAnother() {
        return another;
    }

    /** From now on there is another far end, for all that is known. */
    public void hasAnother(boolean isSo) {
        another = isSo;
    }

    /** From now on it is known, or not any more, that nobody can reach it. */
    public void down(boolean isDown) {
        down = isDown;
    }

    @Override
    public void onUseless(AiLoss loss) {
        useless.add(loss);
    }

    /** For what the call gave it up. */
    public List<AiLoss> useless() {
        return useless;
    }

    /** All connections so far, in order. */
    public List<Line> lines() {
        return lines;
    }

    /** The newest connection. */
    public Line line() {
        return lines.get(lines.size() - 1);
    }

    /** The newest connection becomes ready: chat-1, chat-2... of one group. */
    public Line ready() {
        return ready("group-1");
    }

    public Line ready(String chatGroupId) {
        Line line = line();
        line.ready(chatGroupId);
        return line;
    }

    /** What a tool was told. */
    public record ToolAnswer(ToolCall tool, boolean succeeded, String content, String error) {}

    /** One connection, and the leg that it becomes. */
    public final class Line implements Attempt, AiLeg {
        private final AgentProfile profile;
        private final AiEvents events;
        private final int number;
        private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
        private final List<Runnable> unflushed = new ArrayList<>();
        private final List<String> contexts = new ArrayList<>();
        private final List<String> lastingContexts = new ArrayList<>();
        private final List<String> spoken = new ArrayList<>();
        private final List<String> userTexts = new ArrayList<>();
        private final List<ToolAnswer> toolAnswers = new ArrayList<>();
        private final List<String> lateRequests = new ArrayList<>();
        private final List<String> truncations = new ArrayList<>();
        private SoundFormat hears;
        private FarEndTraits traits = new FarEndTraits(FarEndTraits.Interruption.ANNOUNCED, true, true);
        private boolean ready;
        private boolean over;
        private boolean cancelled;
        private boolean closed;
        private boolean deaf;
        private boolean heldBack;
        private boolean paused;
        private Runnable onHeard = () -> {};
        private long roomMillis = Long.MAX_VALUE;

        private Line(AgentProfile profile, AiEvents events, int number) {
            this.profile = profile;
            this.events = events;
            this.number = number;
            this.hears = SoundFormat.linear16(profile.inputSampleRateHz());
        }

        // What the AI tells.

        public void ready(String chatGroupId) {
            if (connecting || over || ready) {
                throw new IllegalStateException("not now");
            }
            ready = true;
            events.onReady(this, "chat-" + number, chatGroupId);
        }

        /** The connection fails or the chat ends. */
        public void lose(AiLoss.Kind kind) {
            if (connecting || over) {
                throw new IllegalStateException("not now");
            }
            over = true;
            events.onLost(new AiLoss(kind, 0, null, "test"));
        }

        /** What it is sent from now on may or may not be heard; nobody will know. */
        public void goesDeaf() {
            deaf = true;
        }

        /** It reads slowly: so much sound in all, until more is allowed. */
        public void takesAtMost(long millis) {
            roomMillis = millis;
        }

        public void says(String messageId, String text) {
            speaking().onAgentMessage(messageId, text, Map.of());
        }

        /** What a message says grows. */
        public void adds(String messageId, String more) {
            speaking().onAgentText(messageId, more);
        }

        /** It says how long the chat still is. */
        public void endsIn(long millis) {
            speaking().onEndsSoon(millis * 1_000_000);
        }

        public void fills(String messageId, String text) {
            speaking().onAgentFiller(messageId, text, Map.of());
        }

        public void sounds(String messageId, List<byte[]> wavs) {
            for (byte[] wav : wavs) {
                sounds(messageId, wav);
            }
        }

        /** Gives a buffer that is overwritten afterwards, as the port allows. */
        public void sounds(String messageId, byte[] wav) {
            byte[] shared = Arrays.copyOf(wav, wav.length + 7);
            speaking()
                    .onAgentAudio(
                            messageId, Wavs.format(wav), shared, Wavs.HEADER_BYTES, wav.length - Wavs.HEADER_BYTES);
            Arrays.fill(shared, (byte) 0x55);
        }

        public void endsTurn() {
            speaking().onAgentTurnEnded();
        }

        public void understands(long soundBytes) {
            speaking().onCallerUnderstood(soundBytes);
        }

        public void transcribes(String text, boolean interim) {
            speaking().onUserMessage(text, interim, Map.of());
        }

        public void noticesInterruption() {
            speaking().onUserInterrupted();
        }

        /** It does not know yet whether the caller interrupts. */
        public void holds() {
            speaking().onAgentHeld();
        }

        /** He does not. */
        public void goesOn() {
            speaking().onAgentGoesOn();
        }

        public void callsTool(String id, String name, String parametersJson) {
            callsTool(new ToolCall(id, name, parametersJson, false, true));
        }

        public void callsTool(ToolCall tool) {
            speaking().onToolCalled(tool);
        }

        /** Whoever hears this line, for what has no method here. */
        public AiEvents speaking() {
            if (!isLive()) {
                throw new IllegalStateException("a leg that is not there cannot speak");
            }
            return events;
        }

        public boolean isLive() {
            return ready && !over;
        }

        /** Neither ready nor given up yet. */
        public boolean isPending() {
            return !ready && !over;
        }

        // What it is asked for.

        @Override
        public void cancel() {
            cancelled = true;
            over = true;
        }

        /** In which format it hears; before it is ready. */
        public void hears(SoundFormat format) {
            hears = format;
        }

        /** What it promises; before it is ready. */
        public void has(FarEndTraits promised) {
            traits = promised;
        }

        @Override
        public SoundFormat hears() {
            return hears;
        }

        @Override
        public FarEndTraits traits() {
            return traits;
        }

        /** Does this as soon as it is told what was heard of a message. */
        public void onHeard(Runnable then) {
            onHeard = then;
        }

        @Override
        public void heard(String messageId, long heardMillis) {
            onHeard.run();
            request("heard", () -> truncations.add(messageId + " " + heardMillis));
        }

        @Override
        public void sendAudio(byte[] linear16, int lengthBytes) {
            byte[] copy = Arrays.copyOf(linear16, lengthBytes);
            request("hear", () -> heard.write(copy, 0, copy.length));
        }

        @Override
        public void holdBack(boolean held) {
            heldBack = held;
        }

        /** Whether it was asked to wait with what it says. */
        public boolean isHeldBack() {
            return heldBack;
        }

        @Override
        public boolean hasRoom() {
            return heardMillis() < roomMillis;
        }

        @Override
        public void userSaid(String text) {
            request("userSaid", () -> userTexts.add(text));
        }

        @Override
        public void speak(String text) {
            request("speak", () -> spoken.add(text));
        }

        @Override
        public void context(String text, boolean persistent) {
            request("context", () -> (persistent ? lastingContexts : contexts).add(text));
        }

        @Override
        public void toolSucceeded(ToolCall tool, String content) {
            request("toolSucceeded", () -> toolAnswers.add(new ToolAnswer(tool, true, content, "")));
        }

        @Override
        public void toolFailed(ToolCall tool, String error, String speakable) {
            request("toolFailed", () -> toolAnswers.add(new ToolAnswer(tool, false, speakable, error)));
        }

        @Override
        public void pause() {
            request("pause", () -> paused = true);
        }

        @Override
        public void resume() {
            request("resume", () -> paused = false);
        }

        @Override
        public void flush() {
            unflushed.forEach(Runnable::run);
            unflushed.clear();
            if (!deaf && isLive()) {
                events.onCallerHeard(heard.size());
            }
        }

        @Override
        public void close() {
            closed = true;
            over = true;
        }

        private void request(String what, Runnable request) {
            if (over) {
                lateRequests.add(what);
            } else {
                unflushed.add(request);
            }
        }

        // What it has written down.

        public AgentProfile profile() {
            return profile;
        }

        /** All of the caller's sound that was flushed, linear16. */
        public short[] heard() {
            byte[] bytes = heard.toByteArray();
            short[] samples = new short[bytes.length / 2];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = (short) ((bytes[2 * i] & 0xFF) | bytes[2 * i + 1] << 8);
            }
            return samples;
        }

        public long heardMillis() {
            return heard.size() / hears.bytesPerSample() * 1_000L / hears.sampleRateHz();
        }

        /** Of which interrupted messages it was told how many milliseconds were heard: "id millis". */
        public List<String> truncations() {
            return truncations;
        }

        /** What it was told for its next answer. */
        public List<String> contexts() {
            return contexts;
        }

        /** What it was told for good. */
        public List<String> lastingContexts() {
            return lastingContexts;
        }

        /** Whether it is to answer nothing for now. */
        public boolean isPaused() {
            return paused;
        }

        /** What it was asked to say word for word. */
        public List<String> spoken() {
            return spoken;
        }

        /** What it was told that the caller said. */
        public List<String> userTexts() {
            return userTexts;
        }

        public List<ToolAnswer> toolAnswers() {
            return toolAnswers;
        }

        public boolean wasCancelled() {
            return cancelled;
        }

        public boolean wasClosed() {
            return closed;
        }

        /** What it was asked for after it was gone. */
        public List<String> lateRequests() {
            return lateRequests;
        }

        public int unflushedRequests() {
            return unflushed.size();
        }
    }
}
