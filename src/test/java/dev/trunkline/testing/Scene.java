package dev.trunkline.testing;

import dev.trunkline.ai.AgentDescription;
import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AiConnector;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.ChatAllowance;
import dev.trunkline.ai.FarEndTraits;
import dev.trunkline.ai.HeardLine;
import dev.trunkline.ai.TurnDetection;
import dev.trunkline.call.Call;
import dev.trunkline.call.CallContinuation;
import dev.trunkline.call.CallPolicy;
import dev.trunkline.call.CallPorts;
import dev.trunkline.call.CallSetup;
import dev.trunkline.call.CutOff;
import dev.trunkline.call.DialObjection;
import dev.trunkline.call.LatencyMetrics;
import dev.trunkline.call.SoundBudget;
import dev.trunkline.call.SoundTaps;
import dev.trunkline.call.ToolRunner;
import dev.trunkline.control.Toolbox;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.IncomingCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One call in virtual time, with everything around it in the hands of a test. */
public final class Scene {

    public static final String CALL_SID = "CA0123456789abcdef0123456789abcdef";

    public final ManualScheduler time;
    public final RecordingPhone phone;
    public final RecordingAi ai = new RecordingAi();
    public final RecordingListener heard = new RecordingListener();
    public final List<CallContinuation> continuations = new ArrayList<>();
    public final SoundTaps taps;
    public final RecordingVoice voice = new RecordingVoice();
    public final Call call;

    private final Builder builder;

    private Scene(Builder builder) {
        this.builder = builder;
        this.time = builder.time;
        this.phone = new RecordingPhone(time);
        this.taps = new SoundTaps(time);
        this.call = begin((callSid, continuation) -> continuations.add(continuation), taps);
        phone.attach(call);
    }

    /** Another call amid the same surroundings, except for who keeps what remains of it. */
    public Call another(CallContinuation.Keeper keeper) {
        return begin(keeper, new SoundTaps(time));
    }

    private Call begin(CallContinuation.Keeper keeper, SoundTaps listeners) {
        IncomingCall incoming = new IncomingCall(CALL_SID, "MZ1", "+15550001", "+15550002", Map.of());
        AgentProfile agent = new AgentProfile(
                        CALL_SID,
                        "config",
                        null,
                        builder.resumed ? "group-0" : null,
                        builder.aiRateHz,
                        Map.of(),
                        null,
                        builder.offered)
                .described(new AgentDescription(null, builder.greeting, null, null, null, null, builder.turns))
                .after(builder.heardBefore);
        CallSetup setup = new CallSetup(
                incoming,
                "main",
                agent,
                builder.policy,
                new CarrierInstruction.Apologise(CarrierInstruction.Apologise.SORRY, "+15550009", null),
                destination -> builder.dialable ? null : DialObjection.NO_CALLER_ID,
                builder.cutOff);
        return Call.begin(
                setup,
                new CallPorts(
                        listeners.around(phone),
                        builder.connector == null ? ai : builder.connector,
                        builder.tools,
                        time,
                        heard,
                        new SilentMetrics(),
                        keeper,
                        builder.sound,
                        builder.chats,
                        listeners,
                        voice));
    }

    public static Builder prepare() {
        return new Builder();
    }

    /** A call whose AI is being called. */
    public static Scene begin() {
        return prepare().begin();
    }

    /** A call whose AI hears the caller. */
    public static Scene talking() {
        return prepare().talking();
    }

    /** A call whose AI hears the caller, and can be expected to do that. */
    public static Scene talkingWith(FarEndTraits traits) {
        Scene scene = begin();
        scene.ready(traits);
        return scene;
    }

    /** The newest connection becomes ready, and can be expected to do that. */
    public RecordingAi.Line ready(FarEndTraits traits) {
        ai.line().has(traits);
        return ai.ready();
    }

    /** The AI leg that is talking. */
    public RecordingAi.Line agent() {
        return ai.line();
    }

    /** The caller says something, in frames of 20 ms, in real time. */
    public void callerSounds(double hz, int millis) {
        byte[] tone = Wavs.muLawTone(hz, millis);
        byte[] frame = new byte[160];
        for (int at = 0; at + 160 <= tone.length; at += 160) {
            System.arraycopy(tone, at, frame, 0, 160);
            call.onCallerAudio(frame, 160);
            time.advanceMillis(20);
        }
    }

    /** The agent announces a sentence and sends all of its sound at once, at 24 kHz, in chunks of 200 ms. */
    public void agentSpeaks(String messageId, String text, double hz, int millis) {
        agent().says(messageId, text);
        agent().sounds(messageId, Wavs.chunks(24_000, hz, millis, 200));
    }

    /** The AI does not want us. */
    public void agentIsRefused() {
        agent().lose(AiLoss.Kind.REFUSED);
    }

    /** What remains of the call. */
    public CallContinuation continuation() {
        if (continuations.size() != 1) {
            throw new AssertionError("expected one continuation: " + continuations);
        }
        return continuations.get(0);
    }

    /** What a test may choose before the call begins. */
    public static final class Builder {
        private ManualScheduler time = new ManualScheduler();
        private CallPolicy policy = CallPolicy.defaults();
        private ToolRunner tools = (tool, call, answer) -> answer.fail("unknown", "no tools here", "I cannot do that.");
        private int aiRateHz = 16_000;
        private boolean resumed;
        private boolean dialable = true;
        private SoundBudget sound = SoundBudget.ofThisMachine();
        private ChatAllowance chats = ChatAllowance.UNLIMITED;
        private @Nullable CutOff cutOff;
        private @Nullable String greeting;
        private @Nullable AiConnector connector;

        /** A real one, in the place of {@link Scene#ai}. */
        public Builder ai(AiConnector real) {
            this.connector = real;
            return this;
        }

        private List<HeardLine> heardBefore = List.of();
        private List<AgentProfile.ToolSpec> offered = List.of();
        private TurnDetection turns = TurnDetection.USUAL;

        public Builder at(ManualScheduler shared) {
            this.time = shared;
            return this;
        }

        public Builder policy(CallPolicy chosen) {
            this.policy = chosen;
            return this;
        }

        public Builder chats(ChatAllowance limited) {
            this.chats = limited;
            return this;
        }

        /** Shared with other calls. */
        public Builder sound(SoundBudget shared) {
            this.sound = shared;
            return this;
        }

        /** How much of the caller's sound is kept while the AI cannot hear. */
        public Builder earlyAudioMillis(int millis) {
            CallPolicy.Limits limits = policy.limits();
            this.policy =
                    policy.with(new CallPolicy.Limits(limits.maxCallNanos(), limits.toolDeadlineNanos(), millis * 8));
            return this;
        }

        public Builder tools(ToolRunner chosen) {
            this.tools = chosen;
            return this;
        }

        /** The same, and the AI is told of them. */
        public Builder offering(Toolbox chosen) {
            this.offered = chosen.specs();
            return tools(chosen);
        }

        /** Who finds the caller's turns, and how. */
        public Builder turns(TurnDetection chosen) {
            this.turns = chosen;
            return this;
        }

        public Builder aiRateHz(int chosen) {
            this.aiRateHz = chosen;
            return this;
        }

        /** An earlier stream of the same call went before. */
        public Builder resumed() {
            this.resumed = true;
            return this;
        }

        /** What was heard on it, as far as that was remembered. */
        public Builder heardBefore(HeardLine... lines) {
            this.heardBefore = List.of(lines);
            return this;
        }

        /** That stream was lost in the middle of something. */
        public Builder resumedAt(@Nullable CutOff where) {
            this.cutOff = where;
            return resumed();
        }

        /** What a new caller is to hear first. */
        public Builder greeting(String words) {
            this.greeting = words;
            return this;
        }

        /** The caller has no number that a person's phone could show. */
        public Builder nobodyCanBeDialled() {
            this.dialable = false;
            return this;
        }

        public Scene begin() {
            return new Scene(this);
        }

        public Scene talking() {
            Scene scene = begin();
            scene.ai.ready();
            return scene;
        }
    }

    private static final class SilentMetrics implements LatencyMetrics {
        @Override
        public void uplink(long nanos) {}

        @Override
        public void downlink(long nanos) {}

        @Override
        public void rollover(long nanos) {}
    }
}
